import { type Profiler, Session } from 'node:inspector';

interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Parts of a function, by offsets of its source, that never ran. */
type Gaps = readonly Gap[];

/** What ran since the last look, by function: the parts of it that did not. */
export type Ran = ReadonlyMap<string, Gaps>;

/**
 * Which blocks of the code under test have run, by V8's own counters: no code is instrumented, so what is tested is what is
 * measured. A look costs some 15 ms of V8 walking its functions, however little ran; who runs much between two looks pays little.
 */
export class BlockCoverage {
  private readonly session = new Session();
  private readonly files: RegExp;

  /** `files`: of whose scripts, by URL, the blocks count. */
  constructor(files: RegExp) {
    this.files = files;
    this.session.connect();
    this.session.post('Profiler.enable');
    this.session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** What ran since the last look. */
  look(): Ran {
    const ran = new Map<string, Gaps>();
    for (const { url, functions } of this.taken().filter((script) => this.files.test(script.url))) {
      for (const { ranges } of functions) {
        const [whole] = ranges;
        if (whole === undefined || whole.count === 0) continue;
        ran.set(`${url}:${String(whole.startOffset)}`, gapsIn(ranges));
      }
    }
    return ran;
  }

  stop(): void {
    this.session.post('Profiler.stopPreciseCoverage');
    this.session.disconnect();
  }

  /** The session is with this very thread, so the answer is there when `post` returns. */
  private taken(): Profiler.ScriptCoverage[] {
    let scripts: Profiler.ScriptCoverage[] | null = null;
    this.session.post('Profiler.takePreciseCoverage', (failure, { result }) => {
      if (failure === null) scripts = result;
    });
    if (scripts === null) throw new Error('V8 gave no coverage');
    return scripts;
  }
}

/** V8 lists an inner block only where it ran more or less often than what is around it. */
function gapsIn(ranges: readonly Profiler.CoverageRange[]): Gaps {
  return ranges
    .filter(({ count }) => count === 0)
    .map(({ startOffset, endOffset }) => ({ from: startOffset, to: endOffset }));
}

/** All that has run so far. */
export class Covered {
  private readonly gaps = new Map<string, Gaps>();

  /** Whether anything of it had not run before. */
  lacks(ran: Ran): boolean {
    for (const [name, gaps] of ran) if (this.without(name, gaps) !== null) return true;
    return false;
  }

  add(ran: Ran): void {
    for (const [name, gaps] of ran) {
      const left = this.without(name, gaps);
      if (left !== null) this.gaps.set(name, left);
    }
  }

  /** Functions that ran, and characters of them that never did. */
  get size(): { readonly functions: number; readonly missing: number } {
    const missing = [...this.gaps.values()].reduce((sum, gaps) => sum + sizeOf(gaps), 0);
    return { functions: this.gaps.size, missing };
  }

  /** What is left of a function's gaps once these are all that it has; null where that is no less. */
  private without(name: string, gaps: Gaps): Gaps | null {
    const before = this.gaps.get(name);
    if (before === undefined) return gaps;
    const left = common(before, gaps);
    return sizeOf(left) < sizeOf(before) ? left : null;
  }
}

function common(one: Gaps, other: Gaps): Gaps {
  return one.flatMap((mine) =>
    other
      .map((theirs) => ({ from: Math.max(mine.from, theirs.from), to: Math.min(mine.to, theirs.to) }))
      .filter(({ from, to }) => from < to),
  );
}

function sizeOf(gaps: Gaps): number {
  return gaps.reduce((size, { from, to }) => size + to - from, 0);
}

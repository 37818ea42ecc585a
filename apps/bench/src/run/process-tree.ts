import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second of `/proc`, the same on every Linux that Node.js runs on. */
const TICKS = 100;

interface Entry {
  readonly parent: number;
  /** Processor time of the process and of its children that have ended, ms. */
  readonly cpuMs: number;
}

/** Process ids of `root` and everything below it; just `root` where there is no `/proc`. */
export function treeOf(root: number): number[] {
  const entries = processes();
  const tree = [root];
  for (const parent of tree) {
    for (const [pid, entry] of entries) if (entry.parent === parent) tree.push(pid);
  }
  return tree;
}

/** Processor time of `root` and all its children, living and ended, ms; NaN where there is no `/proc`. */
export function treeCpuMs(root: number): number {
  const entries = processes();
  if (!entries.has(root)) return Number.NaN;
  return treeOf(root).reduce((sum, pid) => sum + (entries.get(pid)?.cpuMs ?? 0), 0);
}

/** Processor time of the children of `root` alone, living and ended, ms; 0 where there is no `/proc`. */
export function childrenCpuMs(root: number): number {
  const below = treeOf(root).slice(1);
  if (below.length === 0) return 0;
  const entries = processes();
  return below.reduce((sum, pid) => sum + (entries.get(pid)?.cpuMs ?? 0), 0);
}

function processes(): Map<number, Entry> {
  const found = new Map<number, Entry>();
  for (const name of names()) {
    const entry = /^\d+$/.test(name) ? entryOf(name) : undefined;
    if (entry !== undefined) found.set(Number(name), entry);
  }
  return found;
}

function names(): string[] {
  try {
    return readdirSync('/proc');
  } catch {
    return [];
  }
}

/** proc(5): after the name in parentheses, field 4 is the parent, 14 to 17 the times. */
function entryOf(pid: string): Entry | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { parent: Number(fields[1]), cpuMs: (ticks * 1_000) / TICKS };
  } catch {
    // It ended between the listing and the reading.
    return undefined;
  }
}

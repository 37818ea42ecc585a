import type { ChildProcess } from 'node:child_process';
import { cpus } from 'node:os';
import path from 'node:path';
import type { FromGenerator, ToGenerator } from '../generator/generator.js';
import type { Load, LoadResult } from '../generator/load.js';
import type { Target } from '../generator/target.js';
import { ended, startProgram } from './children.js';
import type { RunningServer } from './contenders.js';
import { askProbe } from './probe-client.js';
import { childrenCpuMs } from './process-tree.js';

/** Counters of everything at one mark. */
interface Reading {
  readonly at: number;
  readonly serverCpuMs: number;
  readonly postgresCpuMs: number;
  readonly generatorCpuMs: number;
  /** Of all cores and all programs. */
  readonly machineCpuMs: number;
  readonly rss: number;
  readonly heap: number;
}

export interface MeasureOptions {
  readonly folder: string;
  readonly postgresCpuMs: () => number;
  /** Whether memory is read at the marks; that stops the server for a collection. */
  readonly memory?: boolean;
  /** File for a profile of the server between the marks. */
  readonly profile?: string;
  /** What else a load asks for at its marks: that something be killed, or started anew. */
  readonly onMark?: (name: string) => Promise<void>;
}

export interface Measurement {
  readonly figures: Record<string, number>;
  readonly refused: LoadResult['refused'];
}

/** Runs one load in a generator of its own against a server, and reads the counters at the load's marks. */
export async function measure(
  server: RunningServer,
  { load, target }: { readonly load: Load; readonly target: Target },
  options: MeasureOptions,
): Promise<Measurement> {
  const generator = startProgram({
    script: path.join(import.meta.dirname, '../generator/generator.js'),
    flags: ['--max-old-space-size=4096'],
    logFile: path.join(options.folder, 'generator.log'),
  });
  const readings = new Map<string, Reading>();
  try {
    const result = await converse(generator, { kind: 'run', load, target }, async (name, cpuMs) => {
      if (name === 'begin' || name === 'end') {
        readings.set(name, await read(server.child, cpuMs, options));
        await profile(server.child, name, options.profile);
      } else await options.onMark?.(name);
    });
    return { figures: { ...result.figures, ...between(readings) }, refused: result.refused };
  } finally {
    generator.kill('SIGKILL');
    await ended(generator);
  }
}

async function converse(
  generator: ChildProcess,
  first: ToGenerator,
  onMark: (name: string, cpuMs: number) => Promise<void>,
): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    generator.once('exit', () => {
      fail(new Error('the load generator ended by itself; its log is in the folder of the run'));
    });
    generator.on('message', (message: FromGenerator) => {
      if (message.kind === 'done') resolve(message.result);
      else if (message.kind === 'failed') fail(new Error(message.reason));
      else {
        onMark(message.name, message.cpuMs).then(
          () => generator.send({ kind: 'go' } satisfies ToGenerator),
          fail,
        );
      }
    });
    generator.send(first);
  });
}

async function read(child: ChildProcess, generatorCpuMs: number, options: MeasureOptions): Promise<Reading> {
  const memory = options.memory === true ? await askProbe(child, { ask: 'memory' }) : {};
  const { cpuMs = Number.NaN } = await askProbe(child, { ask: 'cpu' });
  // The probe counts its own process to the microsecond; children, where a server has any, come from /proc.
  const children = child.pid === undefined ? 0 : childrenCpuMs(child.pid);
  return {
    at: performance.now(),
    serverCpuMs: cpuMs + children,
    postgresCpuMs: options.postgresCpuMs(),
    generatorCpuMs,
    machineCpuMs: machineCpuMs(),
    rss: memory['rss'] ?? Number.NaN,
    heap: memory['heap'] ?? Number.NaN,
  };
}

function machineCpuMs(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
}

async function profile(child: ChildProcess, mark: string, file: string | undefined): Promise<void> {
  if (file === undefined) return;
  if (mark === 'begin') await askProbe(child, { ask: 'profile-begin' });
  else await askProbe(child, { ask: 'profile-end', file });
}

function between(readings: ReadonlyMap<string, Reading>): Record<string, number> {
  const begin = readings.get('begin');
  const end = readings.get('end');
  if (begin === undefined || end === undefined) return {};
  const elapsed = end.at - begin.at;
  const of = (key: 'serverCpuMs' | 'postgresCpuMs' | 'generatorCpuMs' | 'machineCpuMs'): number =>
    end[key] - begin[key];
  const own = of('serverCpuMs') + of('generatorCpuMs') + (of('postgresCpuMs') || 0);
  return {
    serverCpuS: of('serverCpuMs') / 1_000,
    postgresCpuS: of('postgresCpuMs') / 1_000,
    generatorLoad: (of('generatorCpuMs') / elapsed) * 100,
    serverLoad: (of('serverCpuMs') / elapsed) * 100,
    othersLoad: (Math.max(0, of('machineCpuMs') - own) / elapsed) * 100,
    rssBytes: end.rss - begin.rss,
    heapBytes: end.heap - begin.heap,
  };
}

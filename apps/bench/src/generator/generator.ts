/** The load generator's process: runs one load against one server and ends. Talks with the bench over its IPC channel. */
import { Entrance } from './entrance.js';
import { runClosedLoop } from './closed-loop-load.js';
import { runColdOpen } from './cold-open-load.js';
import { runIdle } from './idle-load.js';
import { runHistory } from './history-load.js';
import { runKills } from './kill-load.js';
import { runLengthen } from './lengthen-load.js';
import type { Load, LoadContext, LoadResult } from './load.js';
import type { Target } from './target.js';
import { runTyping } from './typing-load.js';

/** From the bench. */
export type ToGenerator =
  { readonly kind: 'run'; readonly load: Load; readonly target: Target } | { readonly kind: 'go' };

/** To the bench. `cpuMs`: processor time of this process so far. */
export type FromGenerator =
  | { readonly kind: 'mark'; readonly name: string; readonly cpuMs: number }
  | { readonly kind: 'done'; readonly result: LoadResult }
  | { readonly kind: 'failed'; readonly reason: string };

let goOn: () => void = () => undefined;

function tell(message: FromGenerator): void {
  process.send?.(message);
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

async function mark(name: string): Promise<void> {
  await new Promise<void>((resolve) => {
    goOn = resolve;
    tell({ kind: 'mark', name, cpuMs: cpuMs() });
  });
}

async function run(load: Load, context: LoadContext): Promise<LoadResult> {
  switch (load.kind) {
    case 'typing':
      return runTyping(load, context);
    case 'closed-loop':
      return runClosedLoop(load, context);
    case 'idle':
      return runIdle(load, context);
    case 'cold-open':
      return runColdOpen(load, context);
    case 'kills':
      return runKills(load, context);
    case 'lengthen':
      return runLengthen(load, context);
    case 'history':
      return runHistory(load, context);
  }
}

async function main(load: Load, target: Target): Promise<void> {
  try {
    const entrance = await Entrance.of(target);
    tell({ kind: 'done', result: await run(load, { entrance, mark }) });
  } catch (error) {
    tell({ kind: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

process.on('message', (message: ToGenerator) => {
  if (message.kind === 'go') goOn();
  else void main(message.load, message.target);
});
process.on('disconnect', () => {
  process.exit(0);
});

import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Rest, type Pulse } from './rest.js';

const BEAT_MS = 1_000;
const SAVE = '--memory-saver-mode';
/** As the process is started (`scripts/lib/node-flags.mjs`). */
const DO_NOT_SAVE = '--no-memory-saver-mode';

/**
 * Lets V8 give back what it took for work that is over. Left to itself it keeps the pages of the young generation, and those that
 * were emptied, for as long as the process lives: 130 MiB here. Its own memory reducer, which collects in small steps, acts only
 * where memory is to be saved, and that is said while the process is at rest (ADR 0021).
 */
@Injectable()
export class MemoryAtRest implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #rest = new Rest();
  #beat: NodeJS.Timeout | null = null;

  onApplicationBootstrap(): void {
    this.#beat = setInterval(() => {
      const turn = this.#rest.beat(pulse());
      if (turn !== null) setFlagsFromString(turn === 'rest' ? SAVE : DO_NOT_SAVE);
    }, BEAT_MS).unref();
  }

  onApplicationShutdown(): void {
    if (this.#beat !== null) clearInterval(this.#beat);
    // V8 keys what it compiles for the next start by its flags.
    setFlagsFromString(DO_NOT_SAVE);
  }
}

function pulse(): Pulse {
  const { user, system } = process.threadCpuUsage();
  const { used_heap_size: heapBytes } = getHeapStatistics();
  return { cpuMs: (user + system) / 1_000, atMs: performance.now(), heapBytes };
}

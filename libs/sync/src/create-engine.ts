import type { Engine, EngineOptions } from './engine-types.js';

/** An engine over a log; one for each process. */
export function createEngine(_options: EngineOptions): Engine {
  throw new Error('being written');
}

import type { Brand } from './brand.js';

/** Milliseconds since the Unix epoch, UTC. */
export type Instant = Brand<number, 'Instant'>;

/** Takes milliseconds since the Unix epoch. Throws on a fraction or a number beyond ±8.64e15, which no date can hold. */
export function instant(ms: number): Instant {
  if (!Number.isInteger(ms) || Math.abs(ms) > 8.64e15) {
    throw new RangeError(`not an instant: ${String(ms)}`);
  }
  return ms as Instant;
}

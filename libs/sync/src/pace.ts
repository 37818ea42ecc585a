import type { Clock } from '@entente/kernel';
import type { EngineLimits } from './engine-limits.js';

/** Rows count for so long in the rate, ever less. */
const MEMORY_MS = 500;

/**
 * When the next rows of one document may go. While few people type, at once. In a crowd, at the next beat of a clock that all
 * such documents share: one commit then carries all of them, and each reader gets one frame for what would have been
 * several, at the price of a few milliseconds (S93).
 */
export class Pace {
  private readonly clock: Clock;
  private readonly limits: EngineLimits;
  private rate = 0;
  private at = 0;

  constructor(clock: Clock, limits: EngineLimits) {
    this.clock = clock;
    this.limits = limits;
  }

  /** Milliseconds until the next rows may go; 0: at once. */
  wait(): number {
    const { crowdRowsPerSecond, beatMs } = this.limits;
    const now = this.clock.now();
    if (beatMs === 0 || this.rateAt(now) < crowdRowsPerSecond) return 0;
    return beatMs - (now % beatMs);
  }

  departed(rows: number): void {
    const now = this.clock.now();
    this.rate = this.rateAt(now) + rows * (1_000 / MEMORY_MS);
    this.at = now;
  }

  /** Rows a second, as the last half second or so had it. */
  private rateAt(now: number): number {
    return this.rate * Math.exp(-Math.max(0, now - this.at) / MEMORY_MS);
  }
}

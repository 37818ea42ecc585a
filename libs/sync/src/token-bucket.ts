import type { Clock } from '@entente/kernel';

/** Lets `perSecond` through on average and `burst` at once. */
export class TokenBucket {
  private readonly clock: Clock;
  private readonly perSecond: number;
  private readonly burst: number;
  private tokens: number;
  private filledAt: number;

  constructor(clock: Clock, perSecond: number, burst: number) {
    this.clock = clock;
    this.perSecond = perSecond;
    this.burst = burst;
    this.tokens = burst;
    this.filledAt = clock.now();
  }

  take(cost: number): boolean {
    const now = this.clock.now();
    // A clock that jumps back must not take tokens away, nor one that jumps forward give more than the burst.
    const passed = Math.max(0, now - this.filledAt);
    this.filledAt = now;
    this.tokens = Math.min(this.burst, this.tokens + (passed / 1_000) * this.perSecond);
    if (this.tokens < cost) return false;
    this.tokens -= cost;
    return true;
  }
}

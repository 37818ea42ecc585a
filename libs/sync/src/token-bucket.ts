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

  /** Nothing is left, or less than nothing. */
  get empty(): boolean {
    this.fill();
    return this.tokens <= 0;
  }

  /** Takes what is there to take, all of it or none. */
  take(cost: number): boolean {
    this.fill();
    if (this.tokens < cost) return false;
    this.tokens -= cost;
    return true;
  }

  /** For what is known only afterwards: may leave a debt. */
  spend(cost: number): void {
    this.fill();
    this.tokens -= cost;
  }

  private fill(): void {
    const now = this.clock.now();
    // A clock that jumps back must not take tokens away, nor one that jumps forward give more than the burst.
    const passed = Math.max(0, now - this.filledAt);
    this.filledAt = now;
    this.tokens = Math.min(this.burst, this.tokens + (passed / 1_000) * this.perSecond);
  }
}

const KEPT = 1_000;

/** The last so many durations in ms, of the last five minutes, for a percentile when somebody asks. */
export class RecentTimes {
  readonly #times = new Float64Array(KEPT);
  readonly #at = new Float64Array(KEPT);
  readonly #windowMs: number;
  #next = 0;

  constructor(windowMs = 300_000) {
    this.#windowMs = windowMs;
    this.#at.fill(Number.NEGATIVE_INFINITY);
  }

  add(ms: number, now: number): void {
    this.#times[this.#next] = ms;
    this.#at[this.#next] = now;
    this.#next = (this.#next + 1) % KEPT;
  }

  /** The 99th percentile; null where nothing happened in the window. */
  p99(now: number): number | null {
    const recent = this.#times.filter((_, at) => (this.#at[at] ?? 0) > now - this.#windowMs).sort();
    return recent[Math.max(0, Math.ceil(recent.length * 0.99) - 1)] ?? null;
  }
}

import type { LiveFact } from '../drafting/index.js';

const MINUTE_MS = 60_000;
const MINUTES = 60;

/** What was refused in the last hour, by message and code, in buckets of a minute. */
export class RecentRefusals {
  readonly #minutes = new Map<number, Map<string, number>>();

  hear(fact: LiveFact, now: number): void {
    if (fact.kind === 'refused') this.#add(`${fact.message} ${fact.code}`, now);
    else if (fact.kind === 'turned-away') this.#add(`connect ${fact.code}`, now);
  }

  /** The most frequent first. */
  list(now: number): { message: string; code: string; count: number }[] {
    this.#forget(now);
    const sums = new Map<string, number>();
    for (const minute of this.#minutes.values()) {
      for (const [key, count] of minute) sums.set(key, (sums.get(key) ?? 0) + count);
    }
    return Array.from(sums, ([key, count]) => {
      const [message = '', code = ''] = key.split(' ', 2);
      return { message, code, count };
    }).toSorted((a, b) => b.count - a.count);
  }

  #add(key: string, now: number): void {
    const at = Math.floor(now / MINUTE_MS);
    let minute = this.#minutes.get(at);
    if (minute === undefined) {
      this.#forget(now);
      minute = new Map();
      this.#minutes.set(at, minute);
    }
    minute.set(key, (minute.get(key) ?? 0) + 1);
  }

  #forget(now: number): void {
    const oldest = Math.floor(now / MINUTE_MS) - MINUTES;
    for (const at of this.#minutes.keys()) if (at <= oldest) this.#minutes.delete(at);
  }
}

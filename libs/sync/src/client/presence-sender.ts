import { limits } from '@entente/contracts';
import type { Timer } from '@entente/kernel';
import type { PresencePosition } from './types.js';

/** Sends the newest caret at most `limits.presencePerSecond` times a second, and always the last one. */
export class PresenceSender {
  readonly #timer: Timer;
  readonly #send: (at: PresencePosition | null) => void;
  #newest: PresencePosition | null = null;
  #unsent = false;
  #cancel: (() => void) | null = null;

  constructor(timer: Timer, send: (at: PresencePosition | null) => void) {
    this.#timer = timer;
    this.#send = send;
  }

  get newest(): PresencePosition | null {
    return this.#newest;
  }

  set(at: PresencePosition | null): void {
    this.#newest = at;
    this.#unsent = true;
    if (this.#cancel === null) this.#next();
  }

  /** A new connection knows nothing of the caret. */
  again(): void {
    if (this.#newest !== null) this.set(this.#newest);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #next(): void {
    this.#cancel = null;
    if (!this.#unsent) return;
    this.#unsent = false;
    this.#send(this.#newest);
    this.#cancel = this.#timer.after(1_000 / limits.presencePerSecond, () => {
      this.#next();
    });
  }
}

import type { Random, Timer } from '@entente/kernel';

const FIRST_MS = 200;
const LONGEST_MS = 8_000;

/** Pauses that double, each drawn between half and whole so that clients do not come back in step. */
export class Backoff {
  readonly #timer: Timer;
  readonly #random: Random;
  #failures = 0;
  #cancel: (() => void) | null = null;

  constructor(timer: Timer, random: Random) {
    this.#timer = timer;
    this.#random = random;
  }

  get waiting(): boolean {
    return this.#cancel !== null;
  }

  /** Runs `task` after the next pause; does nothing while one is already waiting. */
  wait(task: () => void): void {
    if (this.#cancel !== null) return;
    const whole = Math.min(FIRST_MS * 2 ** this.#failures, LONGEST_MS);
    const [draw = 0] = this.#random.bytes(1);
    this.#failures += 1;
    this.#cancel = this.#timer.after(whole / 2 + (whole / 2) * (draw / 255), () => {
      this.#cancel = null;
      task();
    });
  }

  /** The next pause is the first again. */
  succeeded(): void {
    this.#failures = 0;
  }

  cancel(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}

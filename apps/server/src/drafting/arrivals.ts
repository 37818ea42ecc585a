import type { Server as HttpServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** So long after the last who came, or who has opened a document. */
const QUIET_MS = 300;
/** Where people come and go for so long, their own work has made the code warm. */
const PATIENCE_MS = 60_000;

/** When somebody last came to this process: with a request, a connection that is to be live, or to a document. */
export class Arrivals {
  readonly #startedAt = performance.now();
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(http: HttpServer) {
    http.on('request', this.came);
    http.on('upgrade', this.came);
  }

  readonly came = (): void => {
    this.#lastAt = performance.now();
  };

  /** Settles once nobody has come for a moment: true; or with false where it is told to stop, or people never cease to come. */
  async pause(stopped: () => boolean): Promise<boolean> {
    while (!stopped() && performance.now() < this.#startedAt + PATIENCE_MS) {
      const left = this.#lastAt + QUIET_MS - performance.now();
      if (left <= 0) return true;
      await delay(left, undefined, { ref: false });
    }
    return false;
  }
}

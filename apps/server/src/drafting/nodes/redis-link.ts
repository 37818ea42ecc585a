import type { RedisClientType } from 'redis';
import { within } from './within.js';

export type RedisClient = RedisClientType;

/** Patience for one answer of Redis; a connection that is later than this is given up and made anew. */
export const ANSWER_MS = 2_000;
const CONNECT_MS = 2_000;
const PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Keeps `work` running over one connection to Redis. When the connection breaks, or `work` throws, it is made anew after a
 * pause that grows and differs by chance. The client's own reconnecting is off: it keeps commands for later, and it takes a
 * peer that no longer answers for a living one as long as something can be written to it.
 */
export class RedisLink {
  readonly #url: string;
  readonly #work: (client: RedisClient) => Promise<void>;
  readonly #changed: (up: boolean, code: string | null) => void;
  #client: RedisClient | null = null;
  #closed = false;
  #up: boolean | null = null;

  constructor(
    url: string,
    work: (client: RedisClient) => Promise<void>,
    changed: (up: boolean, code: string | null) => void,
  ) {
    this.#url = url;
    this.#work = work;
    this.#changed = changed;
    void this.#run();
  }

  close(): void {
    this.#closed = true;
    this.#client?.destroy();
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#closed; failures += 1) {
      try {
        await this.#once(() => (failures = 0));
        this.#tell(false, 'CLOSED');
      } catch (error: unknown) {
        this.#tell(false, codeOf(error));
      }
      const pause = Math.min(PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2);
      if (!this.#closed) await new Promise((resolve) => setTimeout(resolve, pause).unref());
    }
  }

  async #once(connected: () => void): Promise<void> {
    // Loaded where it is asked for: its 650 files would be a tenth of every start, and one process alone has no Redis.
    const { createClient } = await import('redis');
    const client: RedisClient = createClient({
      url: this.#url,
      disableOfflineQueue: true,
      socket: { reconnectStrategy: false, connectTimeout: CONNECT_MS },
    });
    this.#client = client;
    // What is under way on a connection that breaks is rejected too, and that is where it is dealt with.
    client.on('error', () => undefined);
    try {
      await within(CONNECT_MS + ANSWER_MS, client.connect());
      if (this.#closed) return;
      connected();
      this.#tell(true, null);
      await this.#work(client);
    } finally {
      client.destroy();
    }
  }

  /** Once for each change: while Redis is away that would be a line a second. */
  #tell(up: boolean, code: string | null): void {
    if (this.#closed || this.#up === up) return;
    this.#up = up;
    this.#changed(up, code);
  }
}

/** Messages of the client can name addresses: only the code is logged, or the kind of failure. */
function codeOf(error: unknown): string {
  const { code, message, name } = error as { code?: unknown; message?: unknown; name?: unknown };
  if (typeof code === 'string') return code;
  return message === 'no answer' ? 'NO_ANSWER' : String(name);
}

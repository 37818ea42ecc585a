import { inParallel } from './pool.js';
import type { Fixture } from './target.js';

/** Sign-ins at once: hashing a password is slow by design, and the server does it beside its other work. */
const AT_ONCE = 4;

/** An access token is good for ten minutes. */
const SIGNED_IN_MS = 480_000;

/** Tickets for sockets, from sessions that are opened once and used for many sockets. */
export class Tickets {
  readonly #fixture: Fixture;
  #tokens: string[] = [];
  #signedInAt = 0;
  #given = 0;

  private constructor(fixture: Fixture) {
    this.#fixture = fixture;
  }

  static async signIn(fixture: Fixture): Promise<Tickets> {
    const tickets = new Tickets(fixture);
    await tickets.#signIn();
    return tickets;
  }

  async next(): Promise<string> {
    if (performance.now() - this.#signedInAt > SIGNED_IN_MS) await this.#signIn();
    const token = this.#tokens[this.#given % this.#tokens.length] ?? '';
    this.#given += 1;
    const { ticket } = (await this.#post('/session/socket-ticket', undefined, token)) as { ticket: string };
    return ticket;
  }

  async #signIn(): Promise<void> {
    this.#tokens = await inParallel(this.#fixture.people, AT_ONCE, async ({ email, password }) => {
      const session = (await this.#post('/session', { email, password })) as { accessToken: string };
      return session.accessToken;
    });
    this.#signedInAt = performance.now();
  }

  async #post(path: string, body: unknown, token?: string): Promise<unknown> {
    const { origin } = this.#fixture;
    const response = await fetch(`${origin}/api/v1${path}`, {
      method: 'POST',
      headers: {
        origin,
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${String(response.status)}: ${text}`);
    return JSON.parse(text);
  }
}

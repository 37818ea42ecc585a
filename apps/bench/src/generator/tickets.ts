import type { Fixture } from './target.js';

/** Sign-ins at once: hashing a password is slow by design, and the server does it beside its other work. */
const AT_ONCE = 4;

/** Tickets for sockets, from sessions that are opened once and used for many sockets. */
export class Tickets {
  readonly #fixture: Fixture;
  readonly #tokens: string[] = [];
  #given = 0;

  private constructor(fixture: Fixture) {
    this.#fixture = fixture;
  }

  static async signIn(fixture: Fixture, people: number): Promise<Tickets> {
    const tickets = new Tickets(fixture);
    const waiting = fixture.people.slice(0, people);
    const work = async (): Promise<void> => {
      for (let person = waiting.shift(); person !== undefined; person = waiting.shift()) {
        const { email, password } = person;
        const { accessToken } = (await tickets.#post('/session', { email, password })) as {
          accessToken: string;
        };
        tickets.#tokens.push(accessToken);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return tickets;
  }

  async next(): Promise<string> {
    const token = this.#tokens[this.#given % this.#tokens.length] ?? '';
    this.#given += 1;
    const { ticket } = (await this.#post('/session/socket-ticket', undefined, token)) as { ticket: string };
    return ticket;
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

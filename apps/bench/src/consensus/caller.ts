import { pause } from '../generator/pool.js';

/** What the server says to wait where it has no room. */
const BUSY_MS = 2_000;

interface Sent {
  readonly type: string;
  readonly body?: string;
}

/** One person at the HTTP API, signed in once. */
export class Caller {
  readonly #origin: string;
  readonly #token: string | null;

  private constructor(origin: string, token: string | null) {
    this.#origin = origin;
    this.#token = token;
  }

  static nobody(origin: string): Caller {
    return new Caller(origin, null);
  }

  static async signIn(
    origin: string,
    account: { readonly email: string; readonly password: string },
  ): Promise<Caller> {
    const { accessToken } = await Caller.nobody(origin).call<{ accessToken: string }>(
      'POST',
      '/session',
      account,
    );
    return new Caller(origin, accessToken);
  }

  /** Reads what is at `path`, again where the server has no room just now, as a page does; its length in bytes. */
  async read(path: string): Promise<number> {
    for (;;) {
      const response = await this.#response('GET', path, { type: 'application/json' });
      const { length } = await response.text();
      if (response.ok) return length;
      if (response.status !== 503) throw new Error(`GET ${path} answered ${String(response.status)}`);
      await pause(BUSY_MS);
    }
  }

  async call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.#send(method, path, {
      type: 'application/json',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** A body that is not JSON. */
  async bring<Answer>(path: string, type: string, body: string): Promise<Answer> {
    return this.#send('POST', path, { type, body });
  }

  async #send<Answer>(method: string, path: string, sent: Sent): Promise<Answer> {
    const text = await this.#text(method, path, sent);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }

  async #text(method: string, path: string, sent: Sent): Promise<string> {
    const response = await this.#response(method, path, sent);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${String(response.status)}: ${text}`);
    return text;
  }

  #response(method: string, path: string, { type, body }: Sent): Promise<Response> {
    return fetch(`${this.#origin}/api/v1${path}`, {
      method,
      headers: {
        origin: this.#origin,
        'content-type': type,
        ...(this.#token === null ? {} : { authorization: `Bearer ${this.#token}` }),
      },
      ...(body === undefined ? {} : { body }),
    });
  }
}

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

  /** Reads what is at `path`; its length in bytes. */
  async read(path: string): Promise<number> {
    return (await this.#text('GET', path, { type: 'application/json' })).length;
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

  async #text(method: string, path: string, { type, body }: Sent): Promise<string> {
    const response = await fetch(`${this.#origin}/api/v1${path}`, {
      method,
      headers: {
        origin: this.#origin,
        'content-type': type,
        ...(this.#token === null ? {} : { authorization: `Bearer ${this.#token}` }),
      },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${String(response.status)}: ${text}`);
    return text;
  }
}

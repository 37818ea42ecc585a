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

  async #send<Answer>(
    method: string,
    path: string,
    { type, body }: { readonly type: string; readonly body?: string },
  ): Promise<Answer> {
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
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }
}

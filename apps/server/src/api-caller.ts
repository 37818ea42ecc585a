import type { Session } from '@entente/contracts';

/** An answer of the API, read. */
export interface ApiAnswer {
  readonly status: number;
  /** The parsed JSON, or null where there is no body. */
  readonly body: unknown;
  /** The `code` of a refusal. */
  readonly code: string | undefined;
  readonly headers: Headers;
}

/** For tests alone: calls the API as one person's browser does, with its token and its cookie. */
export class ApiCaller {
  token: string | null = null;
  /** `name=value` of the refresh cookie. */
  cookie: string | null = null;

  constructor(
    private readonly address: string,
    private readonly extra: Readonly<Record<string, string>> = {},
  ) {}

  /** `path` below `/api/v1`. */
  async call(method: string, path: string, body?: unknown): Promise<ApiAnswer> {
    const answer = await fetch(`${this.address}/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
        ...(this.cookie === null ? {} : { cookie: this.cookie }),
        ...this.extra,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const [cookie] = answer.headers.getSetCookie();
    if (cookie !== undefined) this.cookie = cookie.split(';', 1)[0] ?? null;
    const text = await answer.text();
    const parsed: unknown = text === '' ? null : JSON.parse(text);
    const code = (parsed as { code?: string } | null)?.code;
    return { status: answer.status, body: parsed, code, headers: answer.headers };
  }

  async signIn(email: string, password: string): Promise<ApiAnswer> {
    const answer = await this.call('POST', '/session', { email, password });
    this.#take(answer);
    return answer;
  }

  async refresh(): Promise<ApiAnswer> {
    const answer = await this.call('POST', '/session/refresh');
    this.#take(answer);
    return answer;
  }

  #take({ status, body }: ApiAnswer): void {
    if (status === 200) this.token = (body as Session).accessToken;
  }
}

/** For tests alone: someone already signed in. */
export async function signedIn(address: string, email: string, password: string): Promise<ApiCaller> {
  const caller = new ApiCaller(address);
  const answer = await caller.signIn(email, password);
  if (answer.status !== 200) throw new Error(`sign-in of ${email} gave ${answer.code ?? answer.status}`);
  return caller;
}

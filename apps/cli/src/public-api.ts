import type { Problem } from '@entente/contracts';
import { err, ok, type Result } from '@entente/kernel';

/** A refusal of the server or of the network, as one sentence. */
interface Unanswered {
  readonly message: string;
}

/** The public HTTP API of one server, as anyone outside calls it. */
export class PublicApi {
  readonly #server: string;
  readonly #token: string | undefined;

  constructor(server: string, token?: string) {
    this.#server = server.replace(/\/$/, '');
    this.#token = token;
  }

  /** The same server, signed in. */
  as(token: string): PublicApi {
    return new PublicApi(this.#server, token);
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<Result<T, Unanswered>> {
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    return this.#send(path, { method, headers: { 'content-type': 'application/json' }, ...content });
  }

  async upload<T>(path: string, mediaType: string, body: string): Promise<Result<T, Unanswered>> {
    return this.#send(path, { method: 'POST', headers: { 'content-type': mediaType }, body });
  }

  async #send<T>(path: string, init: RequestInit): Promise<Result<T, Unanswered>> {
    const headers = new Headers(init.headers);
    // A browser of this server's own pages would send the same; cookies are set for no other origin.
    headers.set('origin', new URL(this.#server).origin);
    if (this.#token !== undefined) headers.set('authorization', `Bearer ${this.#token}`);
    const response = await fetch(`${this.#server}/api/v1${path}`, { ...init, headers }).catch(
      () => undefined,
    );
    if (response === undefined) return err({ message: `No server answers at ${this.#server}.` });
    const text = await response.text();
    if (!response.ok) return err({ message: sentence(response.status, text) });
    return ok((text === '' ? undefined : JSON.parse(text)) as T);
  }
}

function sentence(status: number, text: string): string {
  try {
    const { title, detail, code } = JSON.parse(text) as Problem;
    return `The server refused (${code}): ${detail ?? title}`;
  } catch {
    return `The server answered ${String(status)}, and not in the form of this API.`;
  }
}

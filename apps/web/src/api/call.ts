import { routes, type Problem, type RouteName } from '@entente/contracts';
import { freshToken, refreshAfterRefusal } from './session.js';
import { ApiFailure, isProblem } from './failure.js';

type Parsed<Schema> = Schema extends { _zod: { output: infer Output } } ? Output : never;
type Wire<Schema> = Schema extends { _zod: { input: infer Input } } ? Input : never;
type Part<Route, Key extends string> =
  Route extends Record<Key, infer Schema> ? Record<Key, Wire<Schema>> : unknown;
type Bytes<Route> = Route extends { rawBody: string } ? { bytes: Blob } : unknown;

/** What a route of a table takes: `params`, `query`, `body` as it declares them, `bytes` where its body is raw. */
export type RequestOf<Route> = Part<Route, 'params'> &
  Part<Route, 'query'> &
  Part<Route, 'body'> &
  Bytes<Route>;
/** What it answers; `undefined` for 204. */
export type AnswerOf<Route> = Route extends { answer: infer Schema } ? Parsed<Schema> : undefined;

export type Answer<Name extends RouteName> = AnswerOf<(typeof routes)[Name]>;

/** The parts of a request as they travel, whatever their route. */
export type Parts = {
  params?: Readonly<Record<string, unknown>>;
  query?: Readonly<Record<string, unknown>>;
  body?: unknown;
  bytes?: Blob;
};

type Shape = { method: string; path: string; permission: string; rawBody?: string };

/** Calls a route of the API by its name. Throws `ApiFailure` for every refusal and for a server out of reach. */
export async function call<Name extends RouteName>(
  name: Name,
  request: RequestOf<(typeof routes)[Name]>,
): Promise<Answer<Name>> {
  const route: Shape = routes[name];
  const init = requestInit(route, request as Parts);
  const url = `/api/v1${pathOf(route.path, request as Parts)}`;
  const open = route.permission === 'public';
  const first = await send(url, init, open ? null : await freshToken());
  if (!open && first.status === 401) {
    const token = await refreshAfterRefusal();
    return (await answerOf(await send(url, init, token))) as Answer<Name>;
  }
  return (await answerOf(first)) as Answer<Name>;
}

/** Fills `:name` places and appends the query. */
export function pathOf(path: string, { params = {}, query = {} }: Parts): string {
  const filled = path.replaceAll(/:([a-z]+)/g, (_, name: string) => encodeURIComponent(plain(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, plain(value));
  }
  return search.size > 0 ? `${filled}?${search.toString()}` : filled;
}

function plain(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new Error('a part of an address is a word or a number');
}

/** The parts of `fetch`’s second argument that do not depend on who calls. */
export function requestInit(route: Shape, { body, bytes }: Parts): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (bytes !== undefined) headers['content-type'] = route.rawBody ?? 'application/octet-stream';
  else if (body !== undefined) headers['content-type'] = 'application/json';
  const payload = bytes ?? (body === undefined ? null : JSON.stringify(body));
  return { method: route.method, headers, body: payload, credentials: 'same-origin', cache: 'no-store' };
}

/** Sends with a bearer token. A network that does not answer is a failure like any other. */
export async function send(url: string, init: RequestInit, token: string | null): Promise<Response> {
  const headers = new Headers(init.headers);
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  try {
    return await fetch(url, { ...init, headers });
  } catch {
    throw new ApiFailure({ code: 'OFFLINE' });
  }
}

/** The JSON of a good answer, `undefined` for 204; throws the problem of a refusal. */
export async function answerOf(response: Response): Promise<unknown> {
  if (!response.ok) throw new ApiFailure(await problemOf(response));
  if (response.status === 204) return undefined;
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

/** The problem of a refusal; a body that is not ours (a proxy's page) becomes `INTERNAL` or `UNAVAILABLE`. */
export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  if (isProblem(body)) return body;
  const code =
    response.status === 413 ? 'BODY_TOO_LARGE' : response.status >= 502 ? 'UNAVAILABLE' : 'INTERNAL';
  return { type: 'about:blank', title: '', status: response.status, code, remedy: '' };
}

import type { Actor } from '@entente/access';
import type { Route } from '@entente/contracts';
import type { Request } from 'express';
import type { z } from 'zod';

/** A person who is signed in: what access asks about, and the name that records and receipts show. */
export interface SignedIn extends Actor {
  readonly name: string;
}

type Parsed<Schema> = Schema extends z.ZodType ? z.infer<Schema> : undefined;

/**
 * What a controller method gets for its route: each part parsed by the route's own schema, `actor` fresh from the
 * database, and `raw`, the bytes of a body that is not JSON. A part that the route does not have is `undefined`.
 */
export interface InputOf<R extends Route> {
  readonly actor: R['permission'] extends 'public' ? undefined : SignedIn;
  /** Id of the session that the request came with; an annex token has none. */
  readonly session: R['permission'] extends 'public' ? undefined : string | null;
  readonly params: R extends { params: infer S } ? Parsed<S> : undefined;
  readonly query: R extends { query: infer S } ? Parsed<S> : undefined;
  readonly body: R extends { body: infer S } ? Parsed<S> : undefined;
  readonly raw: R extends { rawBody: string } ? Uint8Array : undefined;
}

/** What a controller method answers with; `void` is 204. */
export type AnswerOf<R extends Route> = R extends { answer: infer S } ? Parsed<S> : void;

/** Who a request comes from, as the application's `Authenticator` found. */
export interface Authentication {
  readonly actor: SignedIn;
  readonly session: string | null;
}

/** What the guard and the interceptor leave on a request for each other and for the controller. */
export interface RequestState {
  authentication?: Authentication;
  params?: unknown;
  query?: unknown;
  body?: unknown;
  raw?: Uint8Array;
}

const states = new WeakMap<Request, RequestState>();

export function stateOf(request: Request): RequestState {
  const known = states.get(request);
  if (known !== undefined) return known;
  const fresh: RequestState = {};
  states.set(request, fresh);
  return fresh;
}

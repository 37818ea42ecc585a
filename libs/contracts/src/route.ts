import type { Action } from '@entente/access';
import type { z } from 'zod';

/** Who may call: anyone, anyone signed in, or whoever `access` lets do the action. */
export type Permission = 'public' | 'signed-in' | Action;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One route of the API: what the server checks, the web client calls and OpenAPI describes. */
export type Route = {
  method: Method;
  /** Below `/api/v1`, parameters as `:name`. */
  path: string;
  permission: Permission;
  summary: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Present where the body is not JSON: the media type accepted as raw bytes. */
  rawBody?: string;
  /** Absent: 204, no content. */
  answer?: z.ZodType;
};

/** Keeps the literal types of a table of routes. */
export const table = <const Table extends Record<string, Route>>(routes: Table): Table => routes;

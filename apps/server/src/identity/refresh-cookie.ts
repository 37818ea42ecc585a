import { limits } from '@entente/contracts';
import type { CookieOptions, Request, Response } from 'express';
import type { ServerConfig } from '../server-config.js';

const PATH = '/api/v1/session';
const TOKEN = /^[\w-]{43}$/;

/** `__Host-` binds a cookie to this one origin, but asks for HTTPS and for the path `/`. */
function cookieOf(config: ServerConfig): { name: string; options: CookieOptions } {
  const options = { httpOnly: true, sameSite: 'strict', secure: config.secure } as const;
  return config.secure
    ? { name: '__Host-entente-refresh', options: { ...options, path: '/' } }
    : { name: 'entente-refresh', options: { ...options, path: PATH } };
}

export function setRefreshCookie(response: Response, config: ServerConfig, token: string): void {
  const { name, options } = cookieOf(config);
  response.cookie(name, token, { ...options, maxAge: limits.refreshTokenMs });
}

export function clearRefreshCookie(response: Response, config: ServerConfig): void {
  const { name, options } = cookieOf(config);
  response.clearCookie(name, options);
}

/** The token of the cookie, or null. */
export function refreshTokenOf(request: Request, config: ServerConfig): string | null {
  const cookies = request.cookies as Readonly<Record<string, unknown>> | undefined;
  const token = cookies?.[cookieOf(config).name];
  return typeof token === 'string' && TOKEN.test(token) ? token : null;
}

/** The same of a header as it came, for requests that pass no middleware; null where there is none. */
export function refreshTokenIn(header: string | undefined, config: ServerConfig): string | null {
  const { name } = cookieOf(config);
  const pair = (header ?? '').split(';').find((part) => part.trim().startsWith(`${name}=`));
  const token = pair?.slice(pair.indexOf('=') + 1).trim() ?? '';
  return TOKEN.test(token) ? token : null;
}

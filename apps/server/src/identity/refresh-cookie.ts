import { limits } from '@entente/contracts';
import { Refusal } from '@entente/nest-platform';
import type { CookieOptions, Request, Response } from 'express';
import type { ServerConfig } from '../server-config.js';

const PATH = '/api/v1/session';

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
  return typeof token === 'string' && /^[\w-]{43}$/.test(token) ? token : null;
}

/**
 * A request that a cookie alone can authorise, or that anyone may send, must come from our own pages: SameSite does not separate two ports or two
 * subdomains. Browsers send one of these headers; a program that has the cookie may send neither.
 */
export function refuseForeignOrigin(request: Request, config: ServerConfig): void {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const foreign = origin !== undefined && !config.origins.includes(origin);
  if (foreign || (site !== undefined && site !== 'same-origin' && site !== 'none')) {
    throw new Refusal('ORIGIN_REFUSED');
  }
}

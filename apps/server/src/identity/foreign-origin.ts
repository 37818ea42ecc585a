import { Refusal } from '@entente/nest-platform';
import { Inject, Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { ServerConfig } from '../server-config.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whatever changes something must come from our own pages, before anybody is asked who they are (SECURITY §7.2, W17): SameSite does
 * not separate two ports or two subdomains. Browsers send one of these headers; a program may send neither.
 */
@Injectable()
export class ForeignOrigin implements NestMiddleware {
  constructor(@Inject(ServerConfig) private readonly config: ServerConfig) {}

  /** Throws `ORIGIN_REFUSED`. */
  use({ method, headers }: Request, _response: Response, next: NextFunction): void {
    const site = headers['sec-fetch-site'];
    const foreign = headers.origin !== undefined && !this.config.origins.includes(headers.origin);
    const elsewhere = site !== undefined && site !== 'same-origin' && site !== 'none';
    if (!SAFE.has(method) && (foreign || elsewhere)) throw new Refusal('ORIGIN_REFUSED');
    next();
  }
}

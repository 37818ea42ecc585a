import path from 'node:path';
import express, { type Request, type RequestHandler } from 'express';

const YEAR_MS = 31_536_000_000;
/** Vite puts a hash of the content into the names of what it writes here. */
const HASHED = `${path.sep}assets${path.sep}`;

/**
 * The built web application from `folder`: hashed files cached for a year, everything else asked for again; and its page for
 * every address that is not one of `served`, because the application has its own routes.
 */
export function staticWeb(folder: string, served: readonly string[]): readonly RequestHandler[] {
  const files = express.static(folder, {
    index: false,
    setHeaders: (response, file) => {
      const cache = file.includes(HASHED)
        ? `public, max-age=${String(YEAR_MS / 1000)}, immutable`
        : 'no-cache';
      response.setHeader('Cache-Control', cache);
    },
  });
  const page: RequestHandler = (request, response, next) => {
    if (!isPage(request) || served.some((prefix) => request.path.startsWith(prefix))) {
      next();
      return;
    }
    response.sendFile('index.html', { root: folder, headers: { 'Cache-Control': 'no-cache' } }, (error) => {
      if (error !== undefined && !response.headersSent) next();
    });
  };
  return [files, page];
}

/** A missing script must not come back as a page: addresses of the application's own have no file extension. */
function isPage(request: Request): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  return path.extname(request.path) === '' && request.accepts('html') === 'html';
}

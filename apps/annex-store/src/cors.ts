import type { RequestHandler } from 'express';

const EXPOSED = 'Entente-Media-Type, Entente-Commitment, Entente-Opening, Entente-Salt, Retry-After';

/**
 * Lets the web application's own pages, and no others, call the store from a browser. No cookies: the token in
 * `Authorization` is all that counts.
 */
export function cors(origins: readonly string[]): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    response.vary('Origin');
    if (origin !== undefined && origins.includes(origin)) {
      response.set({
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Expose-Headers': EXPOSED,
      });
      if (request.method === 'OPTIONS') {
        response.set({
          'Access-Control-Allow-Methods': 'GET, POST, PUT',
          'Access-Control-Allow-Headers': 'Authorization, Content-Type, Entente-Annex',
          'Access-Control-Max-Age': '600',
        });
      }
    }
    if (request.method === 'OPTIONS') {
      response.status(204).end();
      return;
    }
    next();
  };
}

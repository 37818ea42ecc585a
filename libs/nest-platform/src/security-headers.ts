import type { RequestHandler } from 'express';
import helmet from 'helmet';

export interface HeaderOptions {
  /** The origin that people see, e.g. `https://entente.example`. */
  readonly publicAddress: string;
  /** Other origins that our own page may call: the annex store. */
  readonly connectTo: readonly string[];
}

/**
 * Headers of SECURITY §4.10: scripts only from our own origin, no frame around us, no third party. A page that needs more
 * sets its own policy. HSTS only where the public address is HTTPS: `http://localhost` must stay reachable.
 */
export function securityHeaders({ publicAddress, connectTo }: HeaderOptions): RequestHandler {
  const secure = publicAddress.startsWith('https:');
  // Older browsers do not take 'self' for websockets.
  const socket = new URL(publicAddress).origin.replace(/^http/, 'ws');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", socket, ...connectTo],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  });
}

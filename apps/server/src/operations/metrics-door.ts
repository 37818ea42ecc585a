import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartRefused } from '@entente/nest-platform';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ServerConfig } from '../server-config.js';
import { SecurityLog } from '../security/index.js';
import { MetricsService } from './metrics.service.js';

const REQUEST_MS = 10_000;
/** Names of this machine. A page of another site that had its name point here would bring that name (DNS rebinding). */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/** `GET /metrics` on a port of its own, never on the application's (S153). Anything else answers 404. */
@Injectable()
export class MetricsDoor implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger('metrics');
  #server: Server | null = null;

  constructor(
    @Inject(ServerConfig) private readonly config: ServerConfig,
    @Inject(MetricsService) private readonly metrics: MetricsService,
    @Inject(SecurityLog) private readonly security: SecurityLog,
  ) {}

  /** The port it listens on; null where metrics are served nowhere. */
  get port(): number | null {
    return (this.#server?.address() as AddressInfo | null | undefined)?.port ?? null;
  }

  /** Rejects where the port is taken: a server that nobody can watch does not start in silence. */
  async onApplicationBootstrap(): Promise<void> {
    const { metrics } = this.config;
    if (metrics === null) return;
    // Imported here: as an ES module `node:http` brings the whole of Node's fetch with it, which no start should wait for.
    const { createServer } = await import('node:http');
    const server = createServer((request, response) => {
      void this.#answer(request, response);
    });
    server.requestTimeout = REQUEST_MS;
    server.headersTimeout = REQUEST_MS;
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: Error & { code?: string }) => {
        reject(
          new StartRefused(
            `Metrics cannot be served on METRICS_PORT ${String(metrics.port)}: ${String(error.code)}.`,
          ),
        );
      });
      server.listen(metrics.port, metrics.host, resolve);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('Cache-Control', 'no-store');
    const status = this.#refusal(request);
    if (status === 401 || status === 403) {
      const address = request.socket.remoteAddress ?? 'unknown';
      this.security.record('metrics-refused', address, { address, status });
    }
    if (status !== null) {
      response.writeHead(status, status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}).end();
      return;
    }
    try {
      const text = await this.metrics.text();
      response.writeHead(200, { 'Content-Type': this.metrics.contentType }).end(text);
    } catch (error) {
      const { name } = error as { name?: unknown };
      this.#logger.error({ error: name }, 'metrics could not be collected');
      response.writeHead(500).end();
    }
  }

  /** Who may not ask is told before the path is looked at. */
  #refusal(request: IncomingMessage): number | null {
    const { authorization = '', host = '' } = request.headers;
    const token = this.config.metrics?.token;
    if (typeof token === 'string') {
      if (!isEqual(authorization, `Bearer ${token}`)) return 401;
    } else if (!LOOPBACK.test(host)) return 403;
    return request.method === 'GET' && request.url === '/metrics' ? null : 404;
  }
}

/** In a time that tells nothing of where they differ. */
function isEqual(brought: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(brought), digest(wanted));
}

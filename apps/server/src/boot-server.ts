import { randomInt } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createServer } from './create-server.js';
import { ServerConfig } from './server-config.js';

/** A whole server for one suite: the real one, on a port of its own. */
export interface BootedServer {
  readonly app: NestExpressApplication;
  /** `http://127.0.0.1:PORT`: also an origin that sockets and cookies may come from. */
  readonly address: string;
  readonly keyDir: string;
}

/** For tests alone: the server on a test database, migrated and listening. Close `app` in `afterAll`. */
export async function bootServer(
  database: { readonly appUrl: string; readonly ownerUrl: string },
  settings: Readonly<Record<string, string>> = {},
): Promise<BootedServer> {
  const keyDir = mkdtempSync(path.join(tmpdir(), 'entente-keys-'));
  // Chosen first, not 0: the origins that the server accepts follow from it.
  const port = await freePort();
  const config = new ServerConfig({
    PORT: String(port),
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    KEY_DIR: keyDir,
    ANNEX_ADDRESS: 'http://127.0.0.1:9',
    LOG_LEVEL: 'silent',
    ...settings,
  });
  const app = await createServer(config);
  await app.listen(port, '127.0.0.1');
  return { app, address: `http://127.0.0.1:${String(port)}`, keyDir };
}

/** Below the range that the system gives to outgoing connections: one of those could take the port before the server listens. */
const PORTS = { from: 20_000, count: 12_000 } as const;

async function freePort(): Promise<number> {
  for (;;) {
    const port = PORTS.from + randomInt(PORTS.count);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createTcpServer();
  const listens = await new Promise<boolean>((resolve) => {
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      resolve(true);
    });
  });
  if (listens) await new Promise((resolve) => server.close(resolve));
  return listens;
}

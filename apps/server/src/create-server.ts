import { createApp, migrate, securityHeaders, staticWeb } from '@entente/nest-platform';
import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import { AppModule } from './app.module.js';
import { databaseParts } from './features.js';
import { loadAccessKeys } from './identity/index.js';
import type { ServerConfig } from './server-config.js';

/** Addresses that the server answers itself, script or not; every other page is the web application's. */
const SERVED = ['/api/', '/health/', '/publications/', '/socket.io/'];

/** The whole server, ready to listen. Migrates first where it was given the owner's login. */
export async function createServer(config: ServerConfig): Promise<NestExpressApplication> {
  // Before anything is migrated or made: a key that cannot be used is one sentence, and no stack of those who wanted it.
  loadAccessKeys(config.keyDir);
  if (config.ownerUrl !== null) {
    await migrate({ ownerUrl: config.ownerUrl, appUrl: config.databaseUrl, parts: databaseParts });
  }
  return createApp({
    module: AppModule.of(config),
    trustProxy: config.trustProxy,
    middleware: [
      securityHeaders({ publicAddress: config.origins[0], connectTo: [new URL(config.annexAddress).origin] }),
      cookieParser(),
      ...(config.webDir === null ? [] : staticWeb(config.webDir, SERVED)),
    ],
  });
}

import { createApp, migrate, securityHeaders } from '@entente/nest-platform';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AnnexConfig } from './annex-config.js';
import { databaseParts } from './annex-parts.js';
import { AnnexModule } from './annex.module.js';
import { cors } from './cors.js';

/** The whole store, ready to listen. Migrates first where it was given the owner's login. */
export async function createAnnexStore(config: AnnexConfig): Promise<NestExpressApplication> {
  if (config.ownerUrl !== null) {
    await migrate({ ownerUrl: config.ownerUrl, appUrl: config.databaseUrl, parts: databaseParts });
  }
  return createApp({
    module: AnnexModule.of(config),
    trustProxy: config.trustProxy,
    middleware: [
      securityHeaders({ publicAddress: config.publicAddress, connectTo: [] }),
      cors(config.allowedOrigins),
    ],
  });
}

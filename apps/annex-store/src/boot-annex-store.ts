import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AnnexConfig } from './annex-config.js';
import { createAnnexStore } from './create-annex-store.js';

/** A whole store for one suite, and the key that stands for the drafting server's. */
export interface BootedStore {
  readonly app: NestExpressApplication;
  readonly address: string;
  readonly signingKey: KeyObject;
}

/** For tests alone: the real store on a test database, migrated and listening. Close `app` in `afterAll`. */
export async function bootAnnexStore(database: {
  readonly appUrl: string;
  readonly ownerUrl: string;
}): Promise<BootedStore> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'entente-annex-')), 'access-public.pem');
  writeFileSync(file, publicKey.export({ type: 'spki', format: 'pem' }));
  const config = new AnnexConfig({
    PORT: '0',
    ANNEX_DATABASE_URL: database.appUrl,
    ANNEX_DATABASE_OWNER_URL: database.ownerUrl,
    ACCESS_PUBLIC_KEY_FILE: file,
    ALLOWED_ORIGINS: 'http://localhost:3000,http://127.0.0.1:3000',
    LOG_LEVEL: 'silent',
  });
  const app = await createAnnexStore(config);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { app, address: `http://127.0.0.1:${String(port)}`, signingKey: privateKey };
}

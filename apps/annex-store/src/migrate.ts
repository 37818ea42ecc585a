import 'reflect-metadata';
import { databaseAddress, migrate, readSettings, runCommand } from '@entente/nest-platform';
import { z } from 'zod';
import { databaseParts } from './annex-parts.js';

const settings = z.object({
  ANNEX_DATABASE_URL: databaseAddress,
  ANNEX_DATABASE_OWNER_URL: databaseAddress.optional(),
});

await runCommand(async () => {
  const read = readSettings(settings, process.env);
  const appUrl = read.ANNEX_DATABASE_URL;
  const ownerUrl = read.ANNEX_DATABASE_OWNER_URL ?? appUrl;
  const ran = await migrate({ ownerUrl, appUrl, parts: databaseParts });
  return `${String(ran.length)} migrations ran`;
});

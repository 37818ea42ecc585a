import 'reflect-metadata';
import { databaseAddress, migrate, readSettings, runCommand } from '@entente/nest-platform';
import { z } from 'zod';
import { databaseParts } from './features.js';

const settings = z.object({ DATABASE_URL: databaseAddress, DATABASE_OWNER_URL: databaseAddress.optional() });

await runCommand(async () => {
  const { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl = appUrl } = readSettings(settings, process.env);
  const ran = await migrate({ ownerUrl, appUrl, parts: databaseParts });
  return `${String(ran.length)} migrations ran`;
});

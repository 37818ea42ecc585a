import 'reflect-metadata';
import { run } from '@entente/nest-platform';
import { AnnexConfig } from './annex-config.js';
import { createAnnexStore } from './create-annex-store.js';

await run(async () => {
  const config = new AnnexConfig(process.env);
  return { app: await createAnnexStore(config), port: config.port, host: config.host };
});

import 'reflect-metadata';
import { run } from '@entente/nest-platform';
import { createServer } from './create-server.js';
import { ServerConfig } from './server-config.js';

await run(async () => {
  const config = new ServerConfig(process.env);
  return { app: await createServer(config), port: config.port, host: config.host };
});

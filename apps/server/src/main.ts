import 'reflect-metadata';
import { run } from '@entente/nest-platform';
import { createServer } from './create-server.js';
import { Arrivals, LiveEditing } from './drafting/index.js';
import { ServerConfig } from './server-config.js';

let warmUp: (() => Promise<number>) | null = null;
await run(async () => {
  const config = new ServerConfig(process.env);
  const app = await createServer(config);
  const arrivals = new Arrivals(app.getHttpServer());
  warmUp = async () => app.get(LiveEditing).rehearse(arrivals);
  return { app, port: config.port, host: config.host };
});
await (warmUp as (() => Promise<number>) | null)?.();

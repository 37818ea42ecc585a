import 'reflect-metadata';
import { run } from '@entente/nest-platform';
import { createServer } from './create-server.js';
import { LiveEditing } from './drafting/index.js';
import { ServerConfig } from './server-config.js';

let editing: LiveEditing | null = null;
await run(async () => {
  const config = new ServerConfig(process.env);
  const app = await createServer(config);
  editing = app.get(LiveEditing);
  return { app, port: config.port, host: config.host };
});
await (editing as LiveEditing | null)?.rehearse();

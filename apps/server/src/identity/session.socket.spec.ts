import 'reflect-metadata';
import { testDatabase, type TestDatabase } from '@entente/testing';
import { bootServer, type BootedServer } from '../boot-server.js';

describe('x', () => {
  let database: TestDatabase;
  let server: BootedServer;
  beforeAll(async () => {
    database = await testDatabase('identity');
    server = await bootServer(database, { LOG_LEVEL: 'debug' });
  });
  afterAll(async () => {
    await server.app.close();
    await database.drop();
  });
  it('boots', async () => {
    for (const path of [
      '/health/ready',
      '/health/live',
      '/api/v1/setup',
      '/api/v1/me',
      '/api/v1/x',
      '/api/openapi.json',
    ]) {
      const answer = await fetch(server.address + path);
      console.log(
        path,
        answer.status,
        (await answer.text()).slice(0, 300),
        path === '/health/live' ? answer.headers : '',
      );
    }
    const demo = await fetch(server.address + '/api/v1/setup/demo', { method: 'POST' });
    console.log(demo.status, (await demo.text()).slice(0, 400));
    const signIn = await fetch(server.address + '/api/v1/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'Eleanor.whitlock@au.example', password: 'demo-entente-2026' }),
    });
    console.log(signIn.status, signIn.headers, await signIn.text());
  });
});

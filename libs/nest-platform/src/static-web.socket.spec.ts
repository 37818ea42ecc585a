import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import express from 'express';
import { staticWeb } from './static-web.js';

describe('the built web application', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'web-'));
  const site = path.join(folder, 'site');
  mkdirSync(path.join(site, 'assets'), { recursive: true });
  writeFileSync(path.join(site, 'index.html'), '<title>Entente</title>');
  writeFileSync(path.join(site, 'assets', 'main-1a2b3c.js'), 'export {};');
  writeFileSync(path.join(folder, 'secret.pem'), 'secret');
  const app = express();
  for (const handler of staticWeb(site, ['/api/', '/publications/'])) app.use(handler);
  app.use((_request, response) => {
    response.status(404).send('none');
  });
  const server = createServer(app);
  beforeAll(async () => {
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  });
  const ask = (where: string, accept = 'text/html', method = 'GET'): Promise<Response> =>
    fetch(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}${where}`, {
      method,
      headers: { accept },
    });

  it.each(['/', '/packages', '/packages/1/board', '/publications'])(
    'gives its page at %s, never cached',
    async (where) => {
      const answer = await ask(where);
      expect([answer.status, await answer.text()]).toEqual([200, '<title>Entente</title>']);
      expect(answer.headers.get('cache-control')).toBe('no-cache');
    },
  );

  it('lets hashed files be kept for a year', async () => {
    const answer = await ask('/assets/main-1a2b3c.js', '*/*');
    expect(await answer.text()).toBe('export {};');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it.each([
    ['/api/v1/nothing', 'text/html', 'GET'],
    ['/publications/jsp-7-26', 'text/html', 'GET'],
    ['/assets/old-file.js', '*/*', 'GET'],
    ['/packages', 'application/json', 'GET'],
    ['/packages', 'text/html', 'POST'],
    ['/..%2fsecret.pem', 'text/plain', 'GET'],
    ['/assets/..%2f..%2fsecret.pem', 'text/plain', 'GET'],
  ])('leaves %s (%s, %s) to others', async (where, accept, method) => {
    const answer = await ask(where, accept, method);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await answer.text()).not.toContain('secret');
  });
});

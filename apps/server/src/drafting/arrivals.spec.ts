import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { Arrivals } from './arrivals.js';

let http: Server;

beforeAll(async () => {
  http = createServer((_request, answer) => answer.end());
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  await new Promise((resolve) => http.close(resolve));
});

describe('who comes to a process that has just started', () => {
  it('[S167] comes before the rehearsal, which goes on when nobody has come for a moment', async () => {
    const arrivals = new Arrivals(http);
    expect(await arrivals.pause(() => false)).toBe(true);
    const { port } = http.address() as AddressInfo;
    await (await fetch(`http://127.0.0.1:${String(port)}/`)).text();
    let goesOn = false;
    const paused = arrivals.pause(() => false).then((may) => (goesOn = may));
    await turn();
    expect(goesOn).toBe(false);
    expect(await paused).toBe(true);
  });

  it('[S167] where the process is to stop meanwhile, it does not go on', async () => {
    const arrivals = new Arrivals(http);
    let stopped = false;
    http.emit('upgrade');
    const paused = arrivals.pause(() => stopped);
    stopped = true;
    expect(await paused).toBe(false);
  });
});

import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { waitFor } from '@entente/testing';
import { Logger } from '@nestjs/common';
import { ask, Stage, type Person, type Text } from '../drafting/drafting.kit.js';
import { binaryFrame, rawSocket, saysGoodbye } from '../drafting/raw-socket.kit.js';
import { SecurityLog } from '../security/index.js';

describe('what live editing tells the security log', () => {
  let stage: Stage;
  let text: Text;
  let person: Person;
  let lines: Record<string, unknown>[] = [];

  beforeAll(async () => {
    stage = await Stage.open('security');
    person = await stage.person('AU');
    text = await stage.package('Unmistakable');
    const hear = (facts: unknown): void => {
      if (typeof facts === 'object' && facts !== null && 'event' in facts) lines.push({ ...facts });
    };
    Logger.overrideLogger({ log: hear, warn: hear, error: hear });
  }, 60_000);
  beforeEach(() => {
    lines = [];
  });
  afterEach(() => {
    stage.hangUp();
  });
  afterAll(async () => {
    await stage.close();
  });

  const events = (): unknown[] => lines.map(({ event }) => event);
  const join = { schema: 'entente-document/1' as const, documents: [] };

  it('[S155] a ticket that comes twice, an unknown one, and a page of another site', async () => {
    const ticket = await stage.ticket(person);
    for (const auth of [{ ticket }, { ticket }, { ticket: 'x'.repeat(43) }]) {
      const socket = stage.socket(auth);
      await new Promise<void>((resolve) => {
        socket.on('connect', resolve);
        socket.on('connect_error', () => {
          resolve();
        });
      });
    }
    await rawSocket(stage.server.address, { origin: 'https://evil.example' });
    expect(events()).toEqual(['ticket-reused', 'ticket-unknown', 'origin-refused']);
    expect(lines[0]).toMatchObject({ address: expect.stringContaining('127.0.0.1') as unknown });
  });

  it('[S155] who asks for what does not exist for them is named with it, and a malformed message is no line of text', async () => {
    const socket = await stage.bare(person);
    const unknown = randomUUID();
    await ask(socket, 'join', { package: text.package, ...join });
    await ask(socket, 'update', { document: unknown as never, n: 1, update: Buffer.from([0, 0]) });
    await ask(socket, 'presence', { words: 'Unmistakable' } as never);
    const who = { person: person.id, delegation: 'AU' };
    expect(lines).toMatchObject([
      { event: 'unknown-asked', ...who, message: 'update', code: 'NOT_FOUND', document: unknown },
      { event: 'message-malformed', ...who, message: 'presence', code: 'INPUT_INVALID', document: null },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/Unmistakable|Person of/);
  });

  it('[S155] bytes that are no update, with the gate’s code', async () => {
    const socket = await stage.bare(person);
    await ask(socket, 'join', { package: text.package, ...join });
    const document = text.articles[0] ?? text.structure;
    await ask(socket, 'update', { document, n: 1, update: Buffer.from([0, 0, 7]) });
    expect(lines).toMatchObject([{ event: 'update-refused', code: 'TRAILING_BYTES', document }]);
  });

  it('[S155] frames that cannot be decoded, before any ticket', async () => {
    const raw = await rawSocket(stage.server.address, { origin: stage.server.address });
    if (typeof raw === 'number') throw new Error(`refused with ${String(raw)}`);
    raw.write(binaryFrame([0xdd, 0x02, 0x00, 0x00, 0x00]));
    await saysGoodbye(raw);
    expect(lines).toEqual([{ event: 'frame-refused', fault: 'frame' }]);
  });

  it('[S155] a session that ends while its person is connected', async () => {
    const leaver = await stage.person('AU');
    const socket = await stage.bare(leaver);
    await stage.admin.query('UPDATE session SET ended_at = now() WHERE id = $1', [leaver.session]);
    await waitFor('the connection to be ended', () => socket.disconnected);
    expect(lines).toMatchObject([{ event: 'session-over', person: leaver.id, code: 'SESSION_ENDED' }]);
  });

  it('[S155] a flood of one connection is a few lines, its count, and the end of the connection', async () => {
    const before = stage.server.app.get(SecurityLog).counts.get('message-malformed') ?? 0;
    const socket = await stage.bare(await stage.person('AU'));
    for (let sent = 0; sent < 1_000; sent += 1) socket.emit('nothing', {});
    await waitFor('the connection to be closed', () => socket.disconnected);
    const counted = (stage.server.app.get(SecurityLog).counts.get('message-malformed') ?? 0) - before;
    expect(counted).toBeGreaterThan(300);
    expect(events().filter((event) => event === 'message-malformed').length).toBeLessThan(20);
    expect(events()).toContain('rate-closed');
  });
});

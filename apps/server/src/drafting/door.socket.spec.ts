import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { waitFor } from '@entente/testing';
import * as Y from 'yjs';
import { ask, Stage, words, type Person, type Text } from './drafting.kit.js';
import { binaryFrame, rawSocket, saysGoodbye } from './raw-socket.kit.js';

describe('the door for sockets (SECURITY §7.2, W)', () => {
  let stage: Stage;
  let text: Text;
  let person: Person;

  beforeAll(async () => {
    stage = await Stage.open('door');
    person = await stage.person('AU');
    text = await stage.package('one');
  }, 60_000);
  afterEach(() => {
    stage.hangUp();
  });
  afterAll(async () => {
    await stage.close();
  });

  /** What the door says to a ticket: null when it opens. */
  async function refusalOf(auth: object): Promise<unknown> {
    const socket = stage.socket(auth);
    return new Promise((resolve) => {
      socket.on('connect', () => {
        resolve(null);
      });
      socket.on('connect_error', (error: Error & { data?: unknown }) => {
        resolve(error.data ?? error.message);
      });
    });
  }

  const never = (code: string): object => ({ verdict: 'refused', code, retry: 'never' });

  it.each([
    ['W01 of a stranger', { origin: 'https://evil.example' }],
    ['W01 that only begins like ours', { origin: 'http://127.0.0.1.evil.example' }],
    ['W02 missing', {} as Record<string, string>],
    ['W03 null', { origin: 'null' }],
  ])('[S161] refuses an Origin: %s', async (_name, headers) => {
    const status = await rawSocket(stage.server.address, headers);
    expect(status).toBe(400);
  });

  it('W04 refuses long polling', async () => {
    const answer = await fetch(`${stage.server.address}/socket.io/?EIO=4&transport=polling`, {
      headers: { origin: stage.server.address },
    });
    expect(answer.status).toBe(400);
  });

  it('W05 opens once for a ticket', async () => {
    const ticket = await stage.ticket(person);
    expect(await refusalOf({ ticket })).toBeNull();
    expect(await refusalOf({ ticket })).toEqual(never('TICKET_USED'));
  });

  it('W05 opens once for a ticket that two bring at the same moment', async () => {
    const ticket = await stage.ticket(person);
    const answers = await Promise.all([refusalOf({ ticket }), refusalOf({ ticket }), refusalOf({ ticket })]);
    expect(answers.filter((answer) => answer === null)).toHaveLength(1);
  });

  it('W06 refuses a ticket whose session has ended', async () => {
    const leaver = await stage.person('AU');
    const ticket = await stage.ticket(leaver);
    await stage.admin.query('UPDATE session SET ended_at = now() WHERE id = $1', [leaver.session]);
    expect(await refusalOf({ ticket })).toEqual(never('SESSION_ENDED'));
  });

  it('W07 refuses a ticket that is too old', async () => {
    const ticket = await stage.ticket(person);
    await stage.admin.query(`UPDATE socket_ticket SET expires_at = now() - interval '1 second'`);
    expect(await refusalOf({ ticket })).toEqual(never('TICKET_EXPIRED'));
  });

  it.each([
    ['none', {}],
    ['an invented one', { ticket: 'x'.repeat(43) }],
    ['no string', { ticket: { $ne: 1 } }],
    ['one too long', { ticket: 'x'.repeat(10_000) }],
    ['more than a ticket', { ticket: 'x', admin: true }],
  ])('refuses a handshake with %s', async (_name, auth) => {
    expect(await refusalOf(auth)).toEqual(never('TICKET_UNKNOWN'));
  });

  it('refuses the root namespace, which has no messages', async () => {
    const socket = stage.socket({ ticket: await stage.ticket(person) });
    const root = socket.io.socket('/', { auth: { ticket: await stage.ticket(person) } });
    const error = await new Promise<Error & { data?: unknown }>((resolve) => {
      root.on('connect_error', resolve);
      root.connect();
    });
    expect(error.data).toEqual(never('NOT_FOUND'));
  });

  it('W09 closes on a frame above the limit', async () => {
    const socket = await stage.bare(person);
    socket.emit('update', { document: text.articles[0], n: 1, update: Buffer.alloc(400_000) });
    await waitFor('the connection to be closed', () => socket.disconnected);
  });

  it.each([
    ['an array of 2^25 entries', [0xdd, 0x02, 0x00, 0x00, 0x00]],
    ['a map of 2^32 - 1 entries', [0xdf, 0xff, 0xff, 0xff, 0xff]],
    ['nesting without end', Array.from({ length: 5_000 }, () => 0x91)],
    ['W10 a packet with attachments', [0x82, 0xa4, 0x74, 0x79, 0x70, 0x65, 0x05, 0xa1, 0x6e, 0x01]],
  ])('closes on %s, before any ticket', async (_name, bytes) => {
    const raw = await rawSocket(stage.server.address, { origin: stage.server.address });
    if (typeof raw === 'number') throw new Error(`refused with ${String(raw)}`);
    raw.write(binaryFrame(bytes));
    await saysGoodbye(raw);
    expect((await fetch(`${stage.server.address}/health/live`)).status).toBe(200);
  });

  it('W11 closes on more namespaces than there are', async () => {
    const socket = await stage.bare(person);
    for (let other = 0; other < 500; other += 1) socket.io.socket(`/n${String(other)}`, {}).connect();
    await waitFor('the connection to be closed', () => socket.disconnected);
  });

  it.each(['__proto__', 'constructor', 'toString', 'disconnect', 'error', 'newListener', 'connection', ''])(
    'W13 refuses the event %p',
    async (event) => {
      const socket = await stage.bare(person);
      // Past the client's own refusal of reserved names.
      const answer = await new Promise((resolve) => {
        (socket as unknown as { acks: Record<number, unknown> }).acks[9_999] = (verdict: unknown) => {
          resolve(verdict);
        };
        (socket as unknown as { packet: (packet: object) => void }).packet({
          type: 2,
          id: 9_999,
          data: [event, {}],
        });
      });
      expect(answer).toEqual(never('EVENT_UNKNOWN'));
    },
  );

  it('answers every malformed message INPUT_INVALID and goes on', async () => {
    const socket = await stage.bare(person);
    const document = text.articles[0];
    const malformed: [string, unknown][] = [
      ['join', undefined],
      ['join', null],
      ['join', 'x'],
      ['join', { package: text.package }],
      ['join', { package: text.package, schema: 'entente-document/0', documents: [] }],
      ['join', { package: 'x', schema: 'entente-document/1', documents: [] }],
      ['join', { package: text.package, schema: 'entente-document/1', documents: [], more: 1 }],
      ['join', { package: text.package, schema: 'entente-document/1', documents: [], lease: -1 }],
      ['update', { document, n: 0, update: Buffer.alloc(2) }],
      ['update', { document, n: 1, update: 'AAA=' }],
      ['update', { document, n: 1, update: [0, 0] }],
      [
        'presence',
        { package: text.package, at: { document, anchor: Buffer.alloc(65), head: Buffer.alloc(1) } },
      ],
      ['leave', { package: text.package, documents: 'all' }],
    ];
    for (const [event, message] of malformed) {
      expect(await ask(socket, event as 'join', message as never)).toEqual(never('INPUT_INVALID'));
    }
    expect(await ask(socket, 'join', joinAll(text))).toMatchObject({ verdict: 'joined' });
  });

  it('[S160] a frame is paid for by its size, whatever it says', async () => {
    const socket = await stage.bare(person);
    const codes = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const { code } = await ask(socket, 'join', { junk: Buffer.alloc(250_000) } as never);
        return code;
      }),
    );
    expect(codes.filter((code) => code === 'INPUT_INVALID').length).toBeGreaterThan(5);
    expect(codes.at(-1)).toBe('RATE');
    const place = { package: text.package, at: null, junk: Buffer.alloc(100_000) };
    expect(await ask(await stage.bare(person), 'presence', place as never)).toMatchObject({ code: 'RATE' });
  });

  it('W12 slows a flood, then ends the connection', async () => {
    const socket = await stage.bare(person);
    const codes = new Set<unknown>();
    let closing: unknown = null;
    socket.on('closing', (frame) => {
      closing = frame;
    });
    for (let sent = 0; sent < 2_000 && socket.connected; sent += 1) {
      socket.emit('presence', { package: text.package, at: null }, ({ code }: { code?: string }) => {
        codes.add(code);
      });
    }
    await waitFor('the connection to be closed', () => socket.disconnected);
    expect(codes).toContain('RATE');
    expect(closing).toEqual({ code: 'RATE', retry: 'later' });
  });

  it('W18 answers for a package that does not exist as for one that is not mine', async () => {
    const outsider = await stage.bare(await stage.person('CH'));
    const mine = await ask(outsider, 'join', joinAll(text));
    const nobodys = await ask(
      outsider,
      'join',
      joinAll({ ...text, package: randomUUID() as Text['package'] }),
    );
    expect(mine).toEqual(never('NOT_FOUND'));
    expect(JSON.stringify(nobodys)).toBe(JSON.stringify(mine));
  });

  it('W14 answers for a document of another package as for one that does not exist', async () => {
    const other = await stage.package('secret');
    const socket = await stage.bare(person);
    const asked = [other.articles[0] ?? other.structure, randomUUID() as Text['structure']];
    const answer = await ask(socket, 'join', {
      ...joinAll(text),
      documents: asked.map((document) => ({ document })),
    });
    expect(answer['documents']).toEqual(asked.map((document) => ({ document, refused: 'NOT_FOUND' })));
    const update = { document: asked[0] ?? text.structure, n: 1, update: Buffer.from([0, 0]) };
    expect(await ask(socket, 'update', update)).toEqual(never('NOT_FOUND'));
  });

  it('refuses an update of a document that was not joined', async () => {
    const socket = await stage.bare(person);
    const update = { document: text.structure, n: 1, update: Buffer.from([0, 0]) };
    expect(await ask(socket, 'update', update)).toEqual(never('NOT_FOUND'));
  });

  it('Y03 refuses another’s client id, and nobody’s text changes', async () => {
    const victim = await stage.inside(await stage.person('CA'), text);
    const socket = await stage.bare(person);
    const joined = await ask(socket, 'join', joinAll(text));
    expect(joined.verdict).toBe('joined');
    const document = text.articles[0] ?? text.structure;
    const before = await stage.rows(document);
    const forged = new Y.Doc();
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(victim.document(document).doc));
    const known = Y.encodeStateVector(forged);
    forged.clientID = victim.lease ?? 0;
    words(forged).insert(0, 'EVIL');
    const update = Buffer.from(Y.encodeStateAsUpdate(forged, known));
    expect(await ask(socket, 'update', { document, n: 1, update })).toEqual({
      verdict: 'refused',
      code: 'CLIENT_NOT_BOUND',
      retry: 'reload',
    });
    expect(await stage.rows(document)).toEqual(before);
    expect(words(victim.document(document).doc).toJSON()).toBe('one');
  });

  it.each([
    ['TRAILING_BYTES', [0, 0, 7]],
    ['TRUNCATED', [1, 1]],
    ['TOO_MANY_STRUCTS', [1, 0xff, 0xff, 0xff, 0x0f, 1, 0]],
  ])('refuses bytes that are not an update: %s', async (code, bytes) => {
    const socket = await stage.bare(person);
    await ask(socket, 'join', joinAll(text));
    const document = text.articles[0] ?? text.structure;
    const answer = await ask(socket, 'update', { document, n: 1, update: Buffer.from(bytes) });
    expect(answer).toEqual({ verdict: 'refused', code, retry: 'reload' });
  });

  it('[S162] Y37 takes no place for another client id, nor in the presence of another package', async () => {
    const inside = await stage.bare(person);
    const { lease } = await ask(inside, 'join', joinAll(text));
    const at = { package: text.package, at: null };
    expect(await ask(inside, 'presence', { ...at, client: Number(lease) - 1 })).toEqual(
      never('AWARENESS_NOT_BOUND'),
    );
    expect(await ask(inside, 'presence', { ...at, client: Number(lease) })).toEqual({ verdict: 'noted' });
    const socket = await stage.bare(person);
    const away = { package: randomUUID() as Text['package'], at: null };
    expect(await ask(socket, 'presence', away)).toEqual(never('PRESENCE_NOT_BOUND'));
  });
});

function joinAll(text: Text): {
  package: Text['package'];
  schema: 'entente-document/1';
  documents: { document: Text['structure'] }[];
} {
  return { package: text.package, schema: 'entente-document/1', documents: [] };
}

import { randomUUID } from 'node:crypto';
import { waitFor } from '@entente/testing';
import { runsOf } from '../crash/typist.js';
import { Battlefield } from './battlefield.js';
import { addPackage } from './coalition.js';
import { forge, words } from './forge.js';
import type { Hostile, Verdict } from './hostile.js';
import { pack } from './msgpack.js';
import { OPCODE } from './raw-wire.js';

const refused = (code: string, retry = 'never'): object => ({ verdict: 'refused', code, retry });
/** Of one update; more does not fit into a frame. */
const PIECE = 240_000;
/** What a hostile client may make the server keep for it, all in all. */
const MEMORY_MIB = 128;

describe('[S163] limits under attack', () => {
  let field: Battlefield;
  /** A package with one article of about 1 MB. */
  let large: { readonly package: string; readonly article: string };

  beforeAll(async () => {
    field = await Battlefield.open('attacks-limits', { LIVE_BUFFERED_BYTES: '262144', LOG_LEVEL: 'info' });
    const made = await addPackage(field.api('sec'), 1);
    large = { package: made.package, article: made.articles[0] ?? '' };
    await paste();
  }, 120_000);
  afterEach(() => {
    field.hangUp();
  });
  afterAll(async () => {
    await field.close();
  });

  async function unnoticed(attack: () => Promise<void>): Promise<void> {
    expect(await field.harmOf(attack)).toEqual([]);
  }

  /** 1 MB in pieces that fit into frames, each sent until it is recorded. */
  async function paste(): Promise<void> {
    const paster = await field.hostile('sec');
    await paster.join(large.package);
    for (let piece = 0; piece < 4; piece += 1) {
      const update = paster.edited(large.article, (doc) => runsOf(doc)[0]?.insert(0, 'p'.repeat(PIECE)));
      const taken = await insist(async () => paster.update(large.article, update));
      expect(taken).toMatchObject({ verdict: 'recorded' });
    }
  }

  it('a paste of 1 MB: as one frame the connection is closed with 1009, in pieces it is recorded and nobody waits', async () => {
    await unnoticed(async () => {
      const greedy = await field.hostile('sec');
      await greedy.join(large.package);
      const update = greedy.edited(large.article, (doc) => runsOf(doc)[0]?.insert(0, 'x'.repeat(1_000_000)));
      greedy.tell('update', { document: large.article, n: 1, update });
      expect((await greedy.goodbye()).close).toBe(1009);
    });
    await unnoticed(paste);
  });

  it('[S164] a document that is asked for a thousand times in one join: INPUT_INVALID', async () => {
    await unnoticed(async () => {
      const hostile = await field.hostile();
      const documents = Array.from({ length: 1_000 }, () => large.article);
      expect(await hostile.join(large.package, documents)).toEqual(refused('INPUT_INVALID'));
    });
  });

  it('[S164] somebody who asks for everything and reads nothing: sent away, and the memory comes back', async () => {
    await unnoticed(async () => {
      const before = field.server.residentMiB();
      const slow = await field.hostile();
      slow.wire.socket.pause();
      for (let turn = 0; turn < 60; turn += 1) {
        slow.tell('join', { package: large.package, schema: 'entente-document/1', documents: [] });
      }
      await waitFor('the server to hang up', () => hasHungUp(slow), 20_000);
      expect(field.server.residentMiB() - before).toBeLessThan(MEMORY_MIB);
    });
  });

  /** How often the server has said of the attacker that it did not take what was sent. */
  async function slowReaders(): Promise<number> {
    const lines = (await field.server.log()).split('\n');
    return lines.filter((line) => line.includes('"slow-reader"') && line.includes(field.person('eve')))
      .length;
  }

  it('[S56] somebody who follows and stops reading: SLOW', async () => {
    await unnoticed(async () => {
      const before = await slowReaders();
      const slow = await field.inside('eve', [field.documents.other]);
      const writer = await field.inside('sec', [field.documents.other]);
      slow.wire.socket.pause();
      let length = 0;
      await waitFor('the server to hang up', async () => {
        const text = 'w'.repeat(60_000);
        const update = writer.edited(field.documents.other, (doc) => {
          const [run] = runsOf(doc);
          if (length > 0) run?.delete(0, length);
          run?.insert(0, text);
          length = text.length;
        });
        await insist(async () => writer.update(field.documents.other, update));
        return hasHungUp(slow);
      });
      slow.wire.socket.resume();
      await waitFor('the last words', () => slow.wire.closed);
      // The goodbye may not come through what was never read; the server's own log says why.
      const closing = slow.heard.find(([event]) => event === 'closing');
      if (closing !== undefined) expect(closing[1]).toEqual({ code: 'SLOW', retry: 'later' });
      expect(await slowReaders()).toBe(before + 1);
    });
  });

  it('[S54] a flood of tiny updates: those within the rate are recorded, the others refused, then the connection ends', async () => {
    let recorded = 0;
    const rowsOfEve = async (): Promise<number> => field.log.rowsBy([field.person('eve')]);
    const before = await rowsOfEve();
    const attack = async (): Promise<void> => {
      const hostile = await field.inside('eve', [field.documents.other]);
      const [first] = runsOf(hostile.replica(field.documents.other));
      const start = first?._start;
      if (!start) throw new Error('no words');
      const sent = Array.from({ length: 1_500 }, (_, clock) =>
        hostile.tell('update', {
          document: field.documents.other,
          n: clock + 1,
          update: forge([
            {
              client: hostile.lease,
              clock,
              structs: [
                words('t', {
                  origin: clock === 0 ? [start.id.client, start.id.clock] : [hostile.lease, clock - 1],
                }),
              ],
            },
          ]),
        }),
      );
      expect(await hostile.goodbye()).toMatchObject({ code: 'RATE' });
      const answers = sent.flatMap((id) => hostile.answers.get(id) ?? []);
      recorded = answers.filter(({ verdict }) => verdict === 'recorded').length;
      expect(answers.filter(({ code }) => code === 'RATE').length).toBeGreaterThan(100);
      await waitFor('what was taken in to be recorded', async () => (await rowsOfEve()) > before);
    };
    // Those that were under way when the connection ended are recorded too, and nobody is left to be told.
    expect(await field.harmOf(attack, { mayWrite: true })).toEqual([]);
    expect((await rowsOfEve()) - before).toBeGreaterThanOrEqual(recorded);
  });

  it('[S54] a flood of joins: RATE, then the connection ends', async () => {
    await unnoticed(async () => {
      const hostile = await field.inside();
      for (let turn = 0; turn < 1_500; turn += 1) {
        const documents = [{ document: field.documents.structure }];
        hostile.tell('join', { package: field.package, schema: 'entente-document/1', documents });
      }
      expect(await hostile.goodbye()).toMatchObject({ code: 'RATE' });
    });
  });

  it('a thousand documents in one join, three hundred of which there are', async () => {
    const wide = await addPackage(field.api('sec'), 300);
    await unnoticed(async () => {
      const hostile = await field.hostile();
      const documents = [...wide.articles, ...Array.from({ length: 700 }, () => randomUUID())];
      const joined = (await hostile.join(wide.package, documents))['documents'] as readonly object[];
      expect(joined.filter((one) => 'refused' in one)).toHaveLength(700);
      expect(joined.filter((one) => 'head' in one)).toHaveLength(300);
      expect(await hostile.join(wide.package, [...documents, randomUUID()])).toEqual(
        refused('INPUT_INVALID'),
      );
    });
  });

  it.each([
    ['an array of 2^25 entries', [0xdd, 2, 0, 0, 0]],
    ['a map of 2^32 - 1 entries', [0xdf, 0xff, 0xff, 0xff, 0xff]],
    ['nesting without end', Array.from({ length: 5_000 }, () => 0x91)],
    ['a text of 4 GB', [0xdb, 0xff, 0xff, 0xff, 0xff]],
    ['an extension that is not ours', [0xd8, 5, ...Array.from({ length: 16 }, () => 0)]],
    ['a packet of a type that there is none of', [...pack({ type: 9, nsp: '/sync' })]],
    ['a packet that is no map', [0xc0]],
    ['a map with `__proto__`', [...pack(JSON.parse('{"__proto__": {"type": 2}, "nsp": "/sync"}'))]],
  ])('msgpack that is a bomb, before any ticket: %s closes the connection', async (_what, bytes) => {
    await unnoticed(async () => {
      const hostile = await field.wired();
      hostile.wire.send(OPCODE.binary, Uint8Array.from(bytes));
      await hostile.goodbye();
    });
  });

  it.each([
    ['an unmasked frame', [0x82, 0x01, 0x00]],
    ['a reserved opcode', [0x83, 0x80, 0, 0, 0, 0]],
    ['a frame of 2^63 bytes', [0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]],
    ['a fragment of a fragment', [0x02, 0x80, 0, 0, 0, 0, 0x02, 0x80, 0, 0, 0, 0]],
    ['compressed, which was not agreed', [0xc2, 0x81, 0, 0, 0, 0, 1]],
  ])('a WebSocket that is none: %s closes the connection', async (_what, bytes) => {
    await unnoticed(async () => {
      const hostile = await field.inside();
      hostile.wire.write(Uint8Array.from(bytes));
      await hostile.goodbye();
    });
  });

  it('two hundred connections that bring no ticket are closed after ten seconds', async () => {
    await unnoticed(async () => {
      const wires = await Promise.all(Array.from({ length: 200 }, async () => field.wired()));
      await waitFor(
        'all of them to be closed',
        () => wires.every(({ wire }) => wire.closed !== null),
        20_000,
      );
    });
  }, 90_000);

  it('a storm of reconnects: everyone gets in, nobody waits, and nothing is left of those who went', async () => {
    await unnoticed(async () => {
      for (let wave = 0; wave < 10; wave += 1) {
        const all = await Promise.all(Array.from({ length: 10 }, async () => field.inside()));
        for (const hostile of all) hostile.end();
      }
      const witness = await field.inside();
      await waitFor('a presence map without those who went', () => isAlone(witness, field.person('eve')));
    });
  });

  it('a session that ended closes its sockets within 5 s', async () => {
    await unnoticed(async () => {
      const hostile = await field.inside('mal');
      await field.api('mal').call('signOut', {});
      expect(await hostile.goodbye()).toMatchObject({ code: 'SESSION_ENDED' });
    });
  });

  function hasHungUp({ wire }: Hostile): boolean {
    // Paused, the wire cannot say so: what is still written to it tells.
    wire.send(OPCODE.pong, '');
    return wire.closed !== null || wire.socket.destroyed || wire.socket.errored !== null;
  }
});

/** Sends again what may be sent later, as an honest client does. */
async function insist(send: () => Promise<Verdict>): Promise<Verdict> {
  let answer = await send();
  await waitFor('room in the rate', async () => {
    if (answer.retry !== 'later') return true;
    answer = await send();
    return false;
  });
  return answer;
}

/** By all the presence frames so far, this person is there once. */
function isAlone(witness: Hostile, person: string): boolean {
  const closing = witness.heard.find(([event]) => event === 'closing');
  if (witness.wire.closed !== null) throw new Error(`the witness was sent away: ${JSON.stringify(closing)}`);
  const peers = new Map<number, string>();
  for (const [event, body] of witness.heard) {
    if (event !== 'presence') continue;
    if (body['whole'] === true) peers.clear();
    for (const peer of body['peers'] as { client: number; person: string }[])
      peers.set(peer.client, peer.person);
    for (const client of body['gone'] as number[]) peers.delete(client);
  }
  return [...peers.values()].filter((one) => one === person).length === 1;
}

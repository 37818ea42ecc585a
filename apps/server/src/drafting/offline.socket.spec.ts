import 'reflect-metadata';
import type { LostWords, PackageConnection } from '@entente/sync/client';
import { seededRandom, testSeed, waitFor } from '@entente/testing';
import * as Y from 'yjs';
import { MemoryDevice, type MemoryDrafts } from '../../../../libs/sync/src/client/memory-drafts.kit.js';
import { bootServer, type BootedServer } from '../boot-server.js';
import { CutWire } from './cut-wire.kit.js';
import { allRecorded, plain, Stage, words, type Person, type Text } from './drafting.kit.js';

/** A tab of one person: its connection, over a wire that can be cut, and its part of the device. */
interface Tab {
  readonly wire: CutWire;
  readonly connection: PackageConnection;
  readonly store: MemoryDrafts;
  readonly lost: LostWords[];
}

describe('typing without a connection', () => {
  let stage: Stage;
  let text: Text;
  let australia: Person;
  let canada: Person;
  const wires: CutWire[] = [];
  const servers: BootedServer[] = [];

  beforeAll(async () => {
    stage = await Stage.open('offline');
    australia = await stage.person('AU');
    canada = await stage.person('CA');
  }, 60_000);
  beforeEach(async () => {
    text = await stage.package('one', 'two');
  });
  afterEach(async () => {
    stage.hangUp();
    for (const wire of wires.splice(0)) await wire.close();
    for (const server of servers.splice(0)) await server.app.close();
  });
  afterAll(async () => {
    await stage.close();
  }, 20_000);

  const first = (): Text['structure'] => text.articles[0] ?? text.structure;
  const second = (): Text['structure'] => text.articles[1] ?? text.structure;
  const run = (tab: Tab, document = first()): Y.XmlText => words(tab.connection.document(document).doc);
  const shown = (tab: Tab, document = first()): string => plain(tab.connection.document(document).doc);

  /** Everything is here, and what is typed from now on is kept. */
  async function tab(person: Person, device: MemoryDevice): Promise<Tab> {
    const wire = await CutWire.to(stage.server.address);
    wires.push(wire);
    const store = device.open();
    const connection = stage.connection(person, text, {
      url: wire.address,
      drafts: () => Promise.resolve(store),
    });
    const lost: LostWords[] = [];
    connection.on('lost', (own) => lost.push(own));
    connection.connect();
    await connection.ready();
    await waitFor('the store', () => connection.keeping);
    return { wire, connection, store, lost };
  }

  async function offline({ wire, connection }: Tab): Promise<void> {
    wire.sever();
    await waitFor('the loss to be noticed', () => connection.status === 'connecting');
  }

  /** The process is gone; what it had not written is gone with it. */
  function crash({ store, connection }: Tab): void {
    store.crash();
    connection.destroy();
  }

  it('[S71] [S82] goes on where edits are kept, and nowhere else', async () => {
    const au = await tab(australia, new MemoryDevice());
    const ca = await stage.inside(canada, text);
    const handle = au.connection.document(first());
    await offline(au);
    expect([handle.synced, handle.writable, au.connection.keeping]).toEqual([false, true, true]);
    // The disk is full: from now on nothing is promised, so nothing is taken.
    au.store.fail();
    expect([handle.writable, au.connection.keeping]).toEqual([false, false]);
    expect(ca.keeping).toBe(false);
  });

  it('[S82] not in a document that is closed, or that never was here', async () => {
    const device = new MemoryDevice();
    const au = await tab(australia, device);
    await stage.admin.query('UPDATE document SET held = true WHERE id = $1', [second()]);
    await stage.drafting.announce(text.package);
    await waitFor('the close', () => au.connection.document(second()).state === 'closed');
    await offline(au);
    expect(au.connection.document(first()).writable).toBe(true);
    expect(au.connection.document(second()).writable).toBe(false);
    const store = device.open();
    const never = stage.connection(australia, text, {
      url: au.wire.address,
      drafts: () => Promise.resolve(store),
    });
    never.connect();
    expect(never.document(first()).writable).toBe(false);
  });

  it('[S189] works without a store that cannot be opened, says why, and opens it with the next connection', async () => {
    const wire = await CutWire.to(stage.server.address);
    wires.push(wire);
    const device = new MemoryDevice();
    let blocked = true;
    const connection = stage.connection(australia, text, {
      url: wire.address,
      drafts: () =>
        blocked ? Promise.reject(new Error('QuotaExceededError')) : Promise.resolve(device.open()),
    });
    const causes: unknown[] = [];
    connection.on('unkept', ({ error }) => causes.push(error));
    connection.connect();
    await waitFor('the cause', () => causes.length > 0);
    expect(causes).toEqual([new Error('QuotaExceededError')]);
    await waitFor('the text', () => connection.document(first()).synced);
    expect(connection.document(first()).writable).toBe(true);
    expect(connection.keeping).toBe(false);
    blocked = false;
    connection.networkLost();
    connection.networkBack();
    await waitFor('the store', () => connection.keeping);
    expect(causes).toHaveLength(1);
  });

  it('[S82] not once the connection has ended for good', async () => {
    const au = await tab(australia, new MemoryDevice());
    run(au).insert(0, 'kept ');
    await allRecorded(au.connection);
    await offline(au);
    run(au).insert(0, 'and kept ');
    await stage.admin.query(
      `UPDATE session SET ended_at = clock_timestamp(), ended_why = 'signed_out' WHERE id = $1`,
      [australia.session],
    );
    au.wire.mend();
    au.connection.networkBack();
    await waitFor('the end', () => au.connection.ended !== null);
    expect(au.connection.document(first()).writable).toBe(false);
    expect(shown(au)).toBe('and kept kept one');
    australia = await stage.person('AU');
  });

  it('[S83] is sent under the lease it was typed under, and recorded once', async () => {
    const device = new MemoryDevice();
    const au = await tab(australia, device);
    const ca = await stage.inside(canada, text);
    const { lease } = au.connection;
    await offline(au);
    for (const letter of 'offline ') run(au).insert(0, letter);
    expect([au.connection.unrecorded, device.edits.length]).toEqual([8, 8]);
    words(ca.document(first()).doc).insert(3, ' meanwhile');
    await allRecorded(ca);
    au.wire.mend();
    au.connection.networkBack();
    await allRecorded(au.connection);
    await waitFor('one text', () => shown(au) === plain(ca.document(first()).doc));
    expect(shown(au)).toBe(' enilffoone meanwhile');
    expect((await stage.rows(first())).filter(({ client }) => client === lease)).toHaveLength(1);
    await waitFor('nothing on the device', () => device.edits.length === 0);
  });

  it('[S84] what a crash left is sent by the next, under the ids it was typed under, which nobody types under again', async () => {
    const device = new MemoryDevice();
    const gone = await tab(australia, device);
    await offline(gone);
    run(gone).insert(0, 'rescued ');
    run(gone, second()).insert(0, 'also ');
    const { lease } = gone.connection;
    crash(gone);
    const next = await tab(australia, device);
    await waitFor('nothing on the device', () => device.edits.length === 0);
    expect([shown(next), shown(next, second())]).toEqual(['rescued one', 'also two']);
    expect(next.connection.lease).not.toBe(lease);
    const rows = [...(await stage.rows(first())), ...(await stage.rows(second()))];
    expect(rows.filter(({ client }) => client === lease)).toHaveLength(2);
    run(next).insert(0, 'and ');
    await allRecorded(next.connection);
    expect((await stage.rows(first())).at(-1)?.client).toBe(next.connection.lease);
    expect(next.lost).toEqual([]);
  });

  it('[S84] what was recorded before the crash, unheard, is not recorded twice', async () => {
    const device = new MemoryDevice();
    const gone = await tab(australia, device);
    gone.wire.deafen();
    run(gone).insert(0, 'once ');
    await waitFor('the row', async () => (await stage.rows(first())).length === 2);
    expect(device.edits).toHaveLength(1);
    crash(gone);
    const next = await tab(australia, device);
    await waitFor('nothing on the device', () => device.edits.length === 0);
    expect(shown(next)).toBe('once one');
    expect(await stage.rows(first())).toHaveLength(2);
  });

  it('[S84] a crash before the device has it loses that edit and nothing else', async () => {
    const device = new MemoryDevice();
    const gone = await tab(australia, device);
    await offline(gone);
    run(gone).insert(0, 'kept ');
    device.losesWrites = true;
    run(gone).insert(0, 'never written ');
    crash(gone);
    device.losesWrites = false;
    const next = await tab(australia, device);
    await waitFor('nothing on the device', () => device.edits.length === 0);
    expect(shown(next)).toBe('kept one');
  });

  it('[S84] a tab beside another leaves its edits alone while it lives, and has them when it is gone', async () => {
    const device = new MemoryDevice();
    const one = await tab(australia, device);
    await offline(one);
    run(one).insert(0, 'of one ');
    const other = await tab(australia, device);
    expect(other.connection.lease).not.toBe(one.connection.lease);
    run(other).insert(3, ' of the other');
    await allRecorded(other.connection);
    expect([device.edits.length, shown(other)]).toEqual([1, 'one of the other']);
    crash(one);
    await waitFor('nothing on the device', () => device.edits.length === 0);
    expect(shown(other)).toBe('of one one of the other');
  });

  it('[S84] edits of a connection that is left in order are sent by the next one', async () => {
    const device = new MemoryDevice();
    const left = await tab(australia, device);
    await offline(left);
    run(left).insert(0, 'left ');
    left.connection.destroy();
    const next = await tab(australia, device);
    await waitFor('nothing on the device', () => device.edits.length === 0);
    expect(shown(next)).toBe('left one');
  });

  it('[S85] words for a document that closed meanwhile come back, and stay until they are dismissed', async () => {
    const device = new MemoryDevice();
    const gone = await tab(australia, device);
    await offline(gone);
    run(gone).insert(0, 'too late ');
    crash(gone);
    await stage.admin.query('UPDATE document SET held = true WHERE id = $1', [first()]);
    await stage.drafting.announce(text.package);
    const next = await tab(australia, device);
    await waitFor('the words', () => next.lost.length === 1);
    expect(next.lost[0]).toMatchObject({ document: first(), text: 'too late ', code: 'DOC_CLOSED' });
    expect([shown(next), device.edits.length, device.words.size]).toEqual(['one', 0, 1]);
    crash(next);
    const later = await tab(australia, device);
    expect(later.lost).toEqual(next.lost);
    later.connection.dismissLost(later.lost[0]?.id ?? '');
    crash(later);
    expect((await tab(australia, device)).lost).toEqual([]);
  });

  it('[S85] what the server refuses after the replay comes back as words, and the document goes on', async () => {
    const device = new MemoryDevice();
    const gone = await tab(australia, device);
    await offline(gone);
    const { doc } = gone.connection.document(first());
    doc.transact(() => {
      words(doc).insert(0, 'my words ');
      words(doc).setAttribute('style', 'red');
    });
    crash(gone);
    const next = await tab(australia, device);
    await waitFor('the words', () => next.lost.length === 1);
    expect(next.lost[0]).toMatchObject({ text: 'my words ', code: 'SCHEMA' });
    await waitFor('the document again', () => next.connection.document(first()).synced);
    expect([shown(next), device.edits.length, device.words.size]).toEqual(['one', 0, 1]);
    run(next).insert(0, 'still ');
    await allRecorded(next.connection);
  });

  it('[S85] edits of a document that has left the package come back as words', async () => {
    const device = new MemoryDevice();
    const gone = await tab(australia, device);
    await offline(gone);
    run(gone).insert(0, 'for nobody ');
    crash(gone);
    await stage.source.transaction(async (manager) => {
      await stage.drafting.removeSection(manager, text.package, first(), {
        person: australia.id,
        delegation: australia.delegation,
      });
    });
    await stage.drafting.announce(text.package);
    const next = await tab(australia, device);
    await waitFor('the words', () => next.lost.length === 1);
    expect(next.lost[0]).toMatchObject({ document: first(), text: 'for nobody ', code: 'NOT_FOUND' });
    expect(device.edits).toEqual([]);
  });

  it('[S85] edits whose base is not there are not put into the text; their words come back', async () => {
    const device = new MemoryDevice();
    const gone = await tab(australia, device);
    await offline(gone);
    run(gone).insert(0, 'base ');
    run(gone).insert(5, 'on it ');
    crash(gone);
    const desk = device.desks.get(1);
    const [base] = [...(desk?.edits.keys() ?? [])];
    desk?.edits.delete(base ?? '');
    const next = await tab(australia, device);
    await waitFor('the words', () => next.lost.length === 1);
    expect(next.lost[0]).toMatchObject({ text: 'on it ', code: 'REF_UNKNOWN' });
    expect([shown(next), await stage.rows(first())]).toMatchObject(['one', { length: 1 }]);
  });

  it('[S84] edits that stand on those of another desk wait for them, in whatever order the two are found', async () => {
    const device = new MemoryDevice();
    const one = await tab(australia, device);
    await offline(one);
    run(one).insert(0, 'base ');
    run(one).insert(5, 'on it ');
    crash(one);
    // As if a second tab had typed on what it had taken over, and both desks were left: the later one is found first.
    device.open();
    const desks = [device.desks.get(1), device.desks.get(2)];
    const [base, onIt] = [...(desks[0]?.edits.entries() ?? [])];
    if (base === undefined || onIt === undefined) throw new Error('two edits were kept');
    desks[0]?.edits.clear();
    desks[0]?.edits.set('1/2', { ...onIt[1], id: '1/2' });
    desks[1]?.edits.set('2/1', { ...base[1], id: '2/1' });
    if (desks[1] !== undefined) desks[1].open = false;
    const next = await tab(australia, device);
    await waitFor('nothing on the device', () => device.edits.length === 0);
    expect([shown(next), next.lost]).toEqual(['base on it one', []]);
  });

  it('[S86] nobody else can send them: under another’s session they are refused and stay out of the text', async () => {
    const device = new MemoryDevice();
    const gone = await tab(australia, device);
    await offline(gone);
    run(gone).insert(0, 'of Australia ');
    crash(gone);
    const thief = await tab(canada, device);
    await waitFor('the refusal', () => thief.lost.length === 1);
    expect(thief.lost[0]?.code).toBe('CLIENT_NOT_BOUND');
    await waitFor('the document again', () => thief.connection.document(first()).synced);
    expect(await stage.rows(first())).toHaveLength(1);
    expect(shown(thief)).toBe('one');
  });

  it('[S87] after a restore it begins anew, and offers each author what the store has lost of theirs', async () => {
    const device = new MemoryDevice();
    const au = await tab(australia, device);
    const ca = await stage.inside(canada, text);
    run(au).insert(0, 'acknowledged ');
    await allRecorded(au.connection);
    words(ca.document(first()).doc).insert(0, 'of Canada ');
    await allRecorded(ca);
    await waitFor('both', () => shown(au) === 'of Canada acknowledged one');
    const before = au.connection.lease;
    await offline(au);
    run(au, second()).insert(0, 'offline ');
    await stage.forgetRowsAfter(first(), 1);
    await stage.admin.query('UPDATE store_epoch SET epoch = gen_random_uuid()');
    const restored = await bootServer(stage.database, { PUBLIC_ADDRESS: stage.server.address });
    servers.push(restored);
    au.wire.leadTo(restored.address);
    au.wire.mend();
    au.connection.networkBack();
    await waitFor('everything again', () => au.connection.synced);
    expect(au.lost.map(({ document, text: own, code }) => [document, own, code])).toEqual([
      [first(), 'acknowledged ', 'EPOCH_CHANGED'],
      [second(), 'offline ', 'EPOCH_CHANGED'],
    ]);
    expect([shown(au), shown(au, second()), au.connection.unrecorded]).toEqual(['one', 'two', 0]);
    expect(au.connection.lease).not.toBe(before);
    expect(device.edits).toEqual([]);
    run(au).insert(0, 'goes on ');
    await allRecorded(au.connection);
    expect(await stage.rows(first())).toHaveLength(2);
    // The other process notices at its next look, and only then holds what the store holds.
    await waitFor('everybody on the same text', () => plain(ca.document(first()).doc) === 'goes on one');
  });

  it('[S87] what a crash left from before a restore is offered as words, never sent', async () => {
    const device = new MemoryDevice();
    const gone = await tab(australia, device);
    await offline(gone);
    run(gone).insert(0, 'from before ');
    crash(gone);
    const desk = device.desks.get(1);
    for (const [id, edit] of desk?.edits ?? []) {
      desk?.edits.set(id, { ...edit, epoch: 'e0000000-0000-4000-8000-00000000000f' });
    }
    const next = await tab(australia, device);
    await waitFor('the words', () => next.lost.length === 1);
    expect(next.lost[0]).toMatchObject({ text: 'from before ', code: 'EPOCH_CHANGED' });
    expect([shown(next), device.edits.length]).toEqual(['one', 0]);
    expect(await stage.rows(first())).toHaveLength(1);
  });

  it('[S83] [S84] nothing that was taken is lost or doubled: crashes, cuts and silence at random', async () => {
    const random = seededRandom(testSeed());
    const people = [australia, canada];
    const devices = people.map(() => new MemoryDevice());
    const at = (one: number): { person: Person; device: MemoryDevice } => {
      const [person, device] = [people[one], devices[one]];
      if (person === undefined || device === undefined) throw new Error('nobody there');
      return { person, device };
    };
    const open = async (one: number): Promise<Tab> => tab(at(one).person, at(one).device);
    const tabs = await Promise.all([open(0), open(0), open(1)]);
    const owners = [0, 0, 1];
    const written: string[] = [];
    for (let round = 0; round < 120; round += 1) {
      const which = random.integer(tabs.length);
      const here = tabs[which];
      if (here === undefined) throw new Error('no tab');
      const chance = random.integer(24);
      if (chance === 0) here.wire.cut();
      if (chance === 1) here.wire.deafen();
      if (chance === 2) here.wire.sever();
      if (chance <= 4 && chance > 2) here.wire.mend();
      if (chance === 5) {
        crash(here);
        tabs[which] = await open(owners[which] ?? 0);
        continue;
      }
      const document = random.pick(text.articles);
      if (!here.connection.document(document).writable) continue;
      const mark = `<${String(round)}>`;
      written.push(mark);
      const into = run(here, document);
      into.insert(random.integer(into.length + 1), mark);
      if (random.integer(3) === 0) await new Promise(setImmediate);
    }
    for (const { wire, connection } of tabs) {
      wire.mend();
      wire.cut();
      connection.networkBack();
    }
    for (const { connection } of tabs) {
      await waitFor(`all synced (seed ${String(random.seed)})`, () => connection.synced);
      await allRecorded(connection);
    }
    for (const device of devices) {
      await waitFor(`the device is empty (seed ${String(random.seed)})`, () => device.edits.length === 0);
    }
    const fresh = await stage.inside(canada, text);
    const all = text.articles.map((document) => plain(fresh.document(document).doc)).join('\n');
    const sorted = (letters: string): string => letters.split('').sort().join('');
    expect(sorted(all)).toBe(sorted(`one\ntwo${written.join('')}`));
    expect([
      ...tabs.flatMap(({ lost }) => lost),
      ...devices.flatMap(({ words }) => [...words.values()]),
    ]).toEqual([]);
    for (const one of tabs) {
      await waitFor(`one text (seed ${String(random.seed)})`, () =>
        text.articles.every((document) => shown(one, document) === plain(fresh.document(document).doc)),
      );
    }
  }, 120_000);
});

import 'reflect-metadata';
import { limits } from '@entente/contracts';
import type { LostWords, PackageConnection } from '@entente/sync/client';
import { seededRandom, testSeed, waitFor } from '@entente/testing';
import { CutWire } from './cut-wire.kit.js';
import { allRecorded, plain, Stage, words, type Person, type Text } from './drafting.kit.js';

describe('live editing over sockets', () => {
  let stage: Stage;
  let text: Text;
  let australia: Person;
  let canada: Person;
  const wires: CutWire[] = [];

  beforeAll(async () => {
    stage = await Stage.open('live-editing');
    australia = await stage.person('AU');
    canada = await stage.person('CA');
  }, 60_000);
  beforeEach(async () => {
    text = await stage.package('one', 'two');
  });
  afterEach(async () => {
    stage.hangUp();
    for (const wire of wires.splice(0)) await wire.close();
  });
  afterAll(async () => {
    await stage.close();
  }, 20_000);

  const first = (): Text['structure'] => text.articles[0] ?? text.structure;

  /** Connected over a wire that can be cut. */
  async function wired(person: Person): Promise<{ wire: CutWire; connection: PackageConnection }> {
    const wire = await CutWire.to(stage.server.address);
    wires.push(wire);
    const connection = stage.connection(person, text, { url: wire.address });
    connection.connect();
    await connection.ready();
    return { wire, connection };
  }

  function lostBy(connection: PackageConnection): LostWords[] {
    const lost: LostWords[] = [];
    connection.on('lost', (own) => lost.push(own));
    return lost;
  }

  it('[S76] brings two people into one text and each edit to the other, recorded first', async () => {
    const au = await stage.inside(australia, text);
    const ca = await stage.inside(canada, text);
    expect(au.sections.map(({ document }) => document)).toEqual(text.articles);
    words(au.document(first()).doc).insert(3, ' and more');
    expect(au.recording).toBe('sent');
    await allRecorded(au);
    expect(au.document(first()).recorded).toBe(2);
    await waitFor('the edit to arrive', () => plain(ca.document(first()).doc) === 'one and more');
    const rows = await stage.rows(first());
    expect(rows.map(({ seq, client }) => [seq, client === au.lease])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  it('[S70] is never synced before everything is there', async () => {
    const connection = stage.connection(australia, text);
    const seen: [boolean, string][] = [];
    connection.on('change', (document) => {
      const handle = connection.document(document);
      if (handle.kind === 'article') seen.push([handle.synced, plain(handle.doc)]);
    });
    const handle = connection.document(first());
    expect([handle.synced, handle.writable, connection.synced]).toEqual([false, false, false]);
    connection.connect();
    await connection.ready();
    expect(seen.filter(([synced]) => synced).map(([, now]) => now)).toEqual(['one', 'two']);
    expect([handle.writable, connection.synced]).toEqual([true, true]);
  });

  it('[S72] gathers what is typed while one push is under way', async () => {
    const au = await stage.inside(australia, text);
    for (const letter of 'gathered') {
      const run = words(au.document(first()).doc);
      run.insert(run.length, letter);
    }
    expect(au.recording).toBe('typing');
    expect(au.unrecorded).toBe(8);
    await allRecorded(au);
    expect(au.recording).toBe('recorded');
    expect(await stage.rows(first())).toHaveLength(3);
  });

  it('[S71] [S73] is read-only while the connection is lost, and keeps what was typed before', async () => {
    const { wire, connection } = await wired(australia);
    const handle = connection.document(first());
    wire.deafen();
    words(handle.doc).insert(0, 'kept ');
    wire.cut();
    await waitFor('the loss to be noticed', () => connection.status === 'connecting');
    expect([handle.writable, handle.synced, connection.synced]).toEqual([false, false, false]);
    await waitFor('the connection again', () => handle.writable);
    await allRecorded(connection);
    expect(plain(handle.doc)).toBe('kept one');
    expect(await stage.rows(first())).toHaveLength(2);
  });

  it('[S73] an edit whose verdict was lost is recorded once, and known when it comes again', async () => {
    const { wire, connection } = await wired(australia);
    const lease = connection.lease;
    const handle = connection.document(first());
    const verdicts: unknown[] = [];
    connection.on('verdict', (verdict) => verdicts.push(verdict));
    wire.deafen();
    words(handle.doc).insert(0, 'once ');
    await waitFor('the row', async () => (await stage.rows(first())).length === 2);
    expect(connection.unrecorded).toBe(1);
    wire.cut();
    await allRecorded(connection);
    expect(verdicts).toMatchObject([{ verdict: 'recorded', seq: 2, known: true }]);
    expect(await stage.rows(first())).toHaveLength(2);
    expect([plain(handle.doc), handle.recorded, handle.head]).toEqual(['once one', 2, 2]);
    // The same person, so the earlier id could be leased again or another; both may go on.
    expect(typeof lease).toBe('number');
    words(handle.doc).insert(0, 'again ');
    await allRecorded(connection);
    expect(await stage.rows(first())).toHaveLength(3);
  });

  it('a second connection of the same person writes under an id of its own', async () => {
    const one = await stage.inside(australia, text);
    const other = await stage.inside(australia, text);
    expect(one.lease).not.toBe(other.lease);
    words(one.document(first()).doc).insert(0, 'a');
    words(other.document(first()).doc).insert(0, 'b');
    await Promise.all([allRecorded(one), allRecorded(other)]);
    await waitFor(
      'both the same',
      () => plain(one.document(first()).doc) === plain(other.document(first()).doc),
    );
    expect(plain(one.document(first()).doc)).toHaveLength(5);
  });

  it('[S74] a refused edit leaves the text and comes back as words', async () => {
    const au = await stage.inside(australia, text);
    const ca = await stage.inside(canada, text);
    const lost = lostBy(au);
    const handle = au.document(first());
    const before = handle.doc;
    let replaced = 0;
    au.on('replaced', () => {
      replaced += 1;
    });
    words(handle.doc).insert(0, 'good ');
    await allRecorded(au);
    // Outside the schema: no editor of ours makes this.
    handle.doc.transact(() => {
      words(handle.doc).insert(0, 'my words ');
      words(handle.doc).setAttribute('style', 'red');
    });
    await waitFor('the words to come back', () => lost.length === 1);
    expect(lost[0]).toMatchObject({ document: first(), text: 'my words ' });
    await waitFor('a new document', () => handle.synced);
    expect([replaced, handle.doc === before, plain(handle.doc)]).toEqual([1, false, 'good one']);
    words(handle.doc).insert(0, 'very ');
    await allRecorded(au);
    await waitFor('the good edits', () => plain(ca.document(first()).doc) === 'very good one');
    expect(handle.doc.clientID).toBe(au.lease);
  });

  it('[S72] a paste beyond the limit is refused here, and comes back as words', async () => {
    const au = await stage.inside(australia, text);
    const lost = lostBy(au);
    words(au.document(first()).doc).insert(0, 'x'.repeat(limits.resyncBytes + 1));
    await waitFor('the words to come back', () => lost.length === 1);
    expect(lost[0]?.code).toBe('TOO_LARGE');
    expect(lost[0]?.text).toHaveLength(limits.resyncBytes + 1);
    await waitFor('the text as recorded', () => au.document(first()).synced);
    expect(plain(au.document(first()).doc)).toBe('one');
  });

  it('a large paste within the limit is recorded', async () => {
    const au = await stage.inside(australia, text);
    words(au.document(first()).doc).insert(0, 'x'.repeat(200_000));
    await allRecorded(au);
    expect(await stage.rows(first())).toHaveLength(2);
  });

  it('[S74] an edit of a document that was closed comes back as words, and the document stays as it was', async () => {
    const au = await stage.inside(australia, text);
    const lost = lostBy(au);
    const handle = au.document(first());
    // Closed behind the room's back, as another node would do it.
    await stage.admin.query('UPDATE document SET held = true WHERE id = $1', [first()]);
    words(handle.doc).insert(0, 'too late ');
    await waitFor('the words to come back', () => lost.length === 1);
    expect(lost[0]).toMatchObject({ document: first(), text: 'too late ', code: 'DOC_CLOSED' });
    await waitFor('the document closed', () => handle.synced && handle.state === 'closed');
    expect([plain(handle.doc), handle.writable]).toEqual(['one', false]);
    expect(au.document(text.articles[1] ?? first()).writable).toBe(true);
  });

  it('[S74] what a restored server has lost, it gets again from whoever still holds it', async () => {
    const au = await stage.inside(australia, text);
    const handle = au.document(first());
    words(handle.doc).insert(0, 'kept ');
    await allRecorded(au);
    await stage.forgetRowsAfter(first(), 1);
    await stage.drafting.announce(text.package);
    words(handle.doc).insert(0, 'and ');
    await allRecorded(au);
    const fresh = await stage.inside(canada, text);
    expect(plain(fresh.document(first()).doc)).toBe('and kept one');
    expect([plain(handle.doc), handle.head]).toEqual(['and kept one', 2]);
  });

  it('[S77] an update that the route cannot take goes straight into the document', async () => {
    const au = await stage.inside(australia, text);
    const ca = await stage.inside(canada, text);
    au.routeRemote(() => {
      throw new Error('no such section here');
    });
    words(ca.document(first()).doc).insert(0, 'through ');
    await waitFor('the edit', () => plain(au.document(first()).doc) === 'through one');
  });

  it('[S77] sends others’ updates through the route, and straight in again without one', async () => {
    const au = await stage.inside(australia, text);
    const ca = await stage.inside(canada, text);
    const routed: Uint8Array[] = [];
    au.routeRemote((document, update) => {
      expect(document).toBe(first());
      routed.push(update);
      return false;
    });
    words(ca.document(first()).doc).insert(0, 'waits ');
    await waitFor('the update at the route', () => routed.length === 1);
    expect(plain(au.document(first()).doc)).toBe('one');
    au.routeRemote(null);
    words(ca.document(first()).doc).insert(0, 'now ');
    await allRecorded(ca);
    await waitFor('the second one', () => au.document(first()).head === 3);
    // Yjs holds it back until the first is there; nothing is lost.
    const { applyUpdate } = await import('yjs');
    applyUpdate(au.document(first()).doc, routed[0] ?? new Uint8Array([0, 0]), 'remote');
    await waitFor('both', () => plain(au.document(first()).doc) === 'now waits one');
  });

  it('[S71] acknowledges nothing while the database is away, then records it, losing nothing', async () => {
    const au = await stage.inside(australia, text);
    const handle = au.document(first());
    const { name } = stage.database;
    await stage.admin.query(`ALTER ROLE ${name}_app NOLOGIN`);
    await stage.admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND usename LIKE '%_app'`,
      [name],
    );
    try {
      words(handle.doc).insert(0, 'through ');
      await waitFor('the server to say so', () => au.stalled);
      expect([handle.writable, au.unrecorded, handle.recorded]).toEqual([false, 1, 0]);
      expect(await stage.rows(first())).toHaveLength(1);
    } finally {
      await stage.admin.query(`ALTER ROLE ${name}_app LOGIN`);
    }
    await allRecorded(au);
    await waitFor('writable', () => handle.writable);
    expect([au.stalled, plain(handle.doc)]).toEqual([false, 'through one']);
    expect(await stage.rows(first())).toHaveLength(2);
  }, 60_000);

  it('[S73] [S78] three people who type and lose their connections at random end with one text', async () => {
    const random = seededRandom(testSeed());
    const people = [australia, canada, await stage.person('AU')];
    const ends = await Promise.all(people.map((person) => wired(person)));
    const written: string[] = [];
    for (let round = 0; round < 60; round += 1) {
      const { wire, connection } = random.pick(ends);
      const document = random.pick(text.articles);
      const handle = connection.document(document);
      const chance = random.integer(20);
      if (chance === 0) wire.cut();
      if (chance === 1) wire.deafen();
      if (chance === 2) for (const end of ends) end.wire.cut();
      if (!handle.writable) {
        await new Promise((resolve) => setTimeout(resolve, random.integer(20)));
        continue;
      }
      const run = words(handle.doc);
      const mark = `<${String(round)}>`;
      written.push(mark);
      run.insert(random.integer(run.length + 1), mark);
      if (random.integer(3) === 0) await new Promise(setImmediate);
    }
    for (const { wire } of ends) wire.cut();
    for (const { connection } of ends) {
      await waitFor(`all synced (seed ${String(random.seed)})`, () => connection.synced);
      await allRecorded(connection);
    }
    const texts = (connection: PackageConnection): string =>
      text.articles.map((document) => plain(connection.document(document).doc)).join('\n');
    const fresh = await stage.inside(canada, text);
    await waitFor(`one text (seed ${String(random.seed)})`, () =>
      ends.every(({ connection }) => texts(connection) === texts(fresh)),
    );
    const sorted = (all: string): string => all.split('').sort().join('');
    expect(sorted(texts(fresh))).toBe(sorted(`one\ntwo${written.join('')}`));
  }, 60_000);
});

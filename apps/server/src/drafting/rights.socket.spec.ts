import 'reflect-metadata';
import { waitFor } from '@entente/testing';
import * as Y from 'yjs';
import { allRecorded, ask, plain, Stage, words, type Person, type Text } from './drafting.kit.js';

/** SECURITY §4.3: a right that is taken away is gone from live sockets within this time. */
const REVOKED_WITHIN_MS = 5_000;

describe('rights of live sockets', () => {
  let stage: Stage;
  let text: Text;
  let speaker: Person;

  beforeAll(async () => {
    stage = await Stage.open('rights');
  }, 60_000);
  beforeEach(async () => {
    text = await stage.package('one');
    speaker = await stage.person('AU');
  });
  afterEach(() => {
    stage.hangUp();
  });
  afterAll(async () => {
    await stage.close();
  });

  const article = (): Text['structure'] => text.articles[0] ?? text.structure;

  /** An honest edit of a text that the socket has just joined, as bytes. */
  async function edit(
    socket: Awaited<ReturnType<Stage['bare']>>,
    document: Text['structure'],
  ): Promise<Buffer> {
    const joined = await ask(socket, 'join', {
      package: text.package,
      schema: 'entente-document/1',
      documents: [{ document }],
    });
    const [only] = joined['documents'] as { update: Uint8Array }[];
    const doc = new Y.Doc();
    Y.applyUpdate(doc, only?.update ?? new Uint8Array([0, 0]));
    doc.clientID = joined['lease'] as number;
    const before = Y.encodeStateVector(doc);
    if (document === text.structure) {
      doc.getXmlFragment('structure').delete(0, 1);
    } else {
      words(doc).insert(0, 'x');
    }
    return Buffer.from(Y.encodeStateAsUpdate(doc, before));
  }

  it.each([
    ['without a mandate to speak', 'AU', ['delegate'], []],
    ['an observer’s role in a partner’s seat', 'AU', ['observer'], ['speak']],
  ] as const)('refuses the edit of a person %s', async (_name, delegation, roles, powers) => {
    const reader = await stage.person(delegation, roles, powers);
    const socket = await stage.bare(reader);
    const joined = await ask(socket, 'join', {
      package: text.package,
      schema: 'entente-document/1',
      documents: [],
    });
    if (roles[0] === 'observer') {
      expect(joined).toMatchObject({ verdict: 'refused', code: 'NOT_FOUND' });
      return;
    }
    expect(joined['documents']).toMatchObject([{ access: 'read' }, { access: 'read' }]);
    const update = await edit(socket, article());
    expect(await ask(socket, 'update', { document: article(), n: 1, update })).toMatchObject({
      verdict: 'refused',
      code: 'READ_ONLY',
    });
    expect(await stage.rows(article())).toHaveLength(1);
  });

  it('lets nobody but the server write the order of the sections', async () => {
    const socket = await stage.bare(await stage.person('PRES', ['chair'], ['speak', 'propose']));
    const update = await edit(socket, text.structure);
    expect(await ask(socket, 'update', { document: text.structure, n: 1, update })).toMatchObject({
      verdict: 'refused',
      code: 'READ_ONLY',
    });
    expect((await stage.drafting.sections(text.package))?.sections).toHaveLength(1);
  });

  it('W15 makes a socket read-only within 5 s of the mandate’s end, and writes again with a new one', async () => {
    const connection = await stage.inside(speaker, text);
    const handle = connection.document(article());
    expect(handle.writable).toBe(true);
    const revoked = performance.now();
    await stage.admin.query('UPDATE mandate SET revoked_at = now() WHERE person = $1', [speaker.id]);
    await waitFor('read-only', () => handle.access === 'read');
    expect(performance.now() - revoked).toBeLessThan(REVOKED_WITHIN_MS);
    expect(handle.writable).toBe(false);
    // An edit that was on its way: refused, taken out of the text and handed back.
    const lost: string[] = [];
    connection.on('lost', (own) => lost.push(`${own.code}: ${own.text}`));
    words(handle.doc).insert(0, 'late ');
    await waitFor('the words to come back', () => lost.length > 0);
    expect(lost).toEqual(['READ_ONLY: late ']);
    await waitFor('the text as recorded', () => handle.synced && plain(handle.doc) === 'one');
    await stage.admin.query(
      `INSERT INTO mandate (id, person, power, valid_from, accredited_by)
       VALUES (gen_random_uuid(), $1, 'speak', now(), 'test')`,
      [speaker.id],
    );
    await waitFor('write again', () => handle.writable);
    words(handle.doc).insert(0, 'in time ');
    await allRecorded(connection);
    expect(await stage.rows(article())).toHaveLength(2);
  });

  it('makes a socket read-only when a mandate runs out, though nothing in the database changes', async () => {
    await stage.admin.query(`UPDATE mandate SET valid_to = now() + interval '2 seconds' WHERE person = $1`, [
      speaker.id,
    ]);
    const connection = await stage.inside(speaker, text);
    const handle = connection.document(article());
    await waitFor('write', () => handle.access === 'write');
    await waitFor('read-only', () => handle.access === 'read');
    expect(await stage.rows(article())).toHaveLength(1);
  });

  it.each([
    ['its session ends', 'UPDATE session SET ended_at = now() WHERE person = $1'],
    ['the person is suspended', 'UPDATE person SET active = false WHERE id = $1'],
  ])('[S78] closes a socket within 5 s when %s', async (_name, sql) => {
    const connection = await stage.inside(speaker, text);
    const started = performance.now();
    await stage.admin.query(sql, [speaker.id]);
    await waitFor('the connection to end', () => connection.status === 'closed');
    expect(performance.now() - started).toBeLessThan(REVOKED_WITHIN_MS);
    expect(connection.ended).toBe('SESSION_ENDED');
  });

  it('notices what a missed notice would have said, by the sweep', async () => {
    const connection = await stage.inside(speaker, text);
    await stage.admin.query('ALTER TABLE session DISABLE TRIGGER tell_rights');
    try {
      const started = performance.now();
      await stage.admin.query('UPDATE session SET ended_at = now() WHERE person = $1', [speaker.id]);
      await waitFor('the connection to end', () => connection.status === 'closed');
      expect(performance.now() - started).toBeLessThan(REVOKED_WITHIN_MS);
    } finally {
      await stage.admin.query('ALTER TABLE session ENABLE TRIGGER tell_rights');
    }
  });

  it('[S79] stamps presence with the server’s knowledge of who it is', async () => {
    const other = await stage.person('CA');
    const au = await stage.inside(speaker, text);
    const ca = await stage.inside(other, text);
    const caret = Y.encodeRelativePosition(
      Y.createRelativePositionFromTypeIndex(words(ca.document(article()).doc), 1),
    );
    ca.setPresence({ document: article(), anchor: caret, head: caret, provision: null });
    await waitFor('the caret', () => au.peers.some(({ at }) => at !== null));
    expect(au.peers).toEqual([
      {
        client: ca.lease,
        person: other.id,
        name: 'Person of CA',
        delegation: 'CA',
        at: { document: article(), anchor: caret, head: caret, provision: null },
      },
    ]);
    ca.destroy();
    await waitFor('the caret to go', () => au.peers.length === 0);
  });
});

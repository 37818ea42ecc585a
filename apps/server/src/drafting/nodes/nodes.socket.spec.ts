import 'reflect-metadata';
import type { PackageConnection } from '@entente/sync/client';
import { waitFor } from '@entente/testing';
import { bootServer, type BootedServer } from '../../boot-server.js';
import { allRecorded, plain, Stage, words, type Person, type Text } from '../drafting.kit.js';
import { DraftingService } from '../index.js';

/** SECURITY SP10. */
const REVOKED_WITHIN_MS = 5_000;
/** The poll interval, and patience for a busy machine. */
const POLLED_WITHIN_MS = 2_500;
/** Nobody listens there: to a node that is Redis away. */
const NO_REDIS = 'redis://127.0.0.1:9';

describe('two nodes without Redis', () => {
  let stage: Stage;
  let other: BootedServer;
  let text: Text;
  let australia: Person;
  let canada: Person;

  beforeAll(async () => {
    stage = await Stage.open('nodes', { REDIS_URL: NO_REDIS });
    other = await bootServer(stage.database, { REDIS_URL: NO_REDIS, KEY_DIR: stage.server.keyDir });
    australia = await stage.person('AU');
    canada = await stage.person('CA');
  }, 60_000);
  beforeEach(async () => {
    text = await stage.package('one');
  });
  afterEach(() => {
    stage.hangUp();
  });
  afterAll(async () => {
    await other.app.close();
    await stage.close();
  });

  const article = (): Text['structure'] => text.articles[0] ?? text.structure;

  async function onOther(person: Person): Promise<PackageConnection> {
    const there = { url: other.address, origin: other.address };
    const connection = stage.connection(person, text, there);
    connection.connect();
    await connection.ready();
    return connection;
  }

  it('[S102] rows reach the other node within the poll interval, both ways', async () => {
    const [au, ca] = [await stage.inside(australia, text), await onOther(canada)];
    words(au.document(article()).doc).insert(3, ' and more');
    await allRecorded(au);
    const recorded = performance.now();
    await waitFor('the edit there', () => plain(ca.document(article()).doc) === 'one and more');
    expect(performance.now() - recorded).toBeLessThan(POLLED_WITHIN_MS);
    words(ca.document(article()).doc).insert(0, 'not ');
    await allRecorded(ca);
    await waitFor('the edit here', () => plain(au.document(article()).doc) === 'not one and more');
  });

  it('[S103] a freeze on one node is exact for a typist on the other', async () => {
    const ca = await onOther(canada);
    const { doc } = ca.document(article());
    let recorded = 0;
    const codes = new Set<string>();
    ca.on('verdict', (verdict) => {
      if (verdict.verdict === 'recorded') recorded = Math.max(recorded, verdict.seq);
      else codes.add(verdict.code);
    });
    let typing = true;
    const typist = (async () => {
      while (typing) {
        if (ca.document(article()).doc === doc) words(doc).insert(0, 'x');
        await new Promise(setImmediate);
      }
    })();
    await waitFor('some rows', () => recorded > 10);
    const closed = await stage.source.transaction(async (manager) =>
      stage.drafting.closeAll(manager, text.package),
    );
    await waitFor('the typist to be refused', () => codes.has('DOC_CLOSED'));
    typing = false;
    await typist;
    await waitFor('the state there', () => ca.document(article()).state === 'closed');
    const head = closed.find(({ document }) => document === article())?.head;
    expect(await stage.rows(article())).toHaveLength(head ?? -1);
    expect(recorded).toBe(head);
    expect([...codes]).toEqual(['DOC_CLOSED']);
  });

  it('[S106] topics and sections that one node makes reach the clients of the other', async () => {
    const ca = await onOther(canada);
    const topics: string[] = [];
    ca.on('topics', (changed) => topics.push(...changed.topics));
    stage.drafting.topics(text.package, ['positions']);
    await waitFor('the topic', () => topics.includes('positions'));
    const author = { person: australia.id, delegation: australia.delegation };
    const section = { kind: 'article', after: null } as const;
    const added = await stage.source.transaction(async (manager) =>
      stage.drafting.addSection(manager, text.package, section, author),
    );
    if (!added.ok) throw new Error(added.error.code);
    await stage.drafting.announce(text.package);
    await waitFor('the section there', () =>
      ca.sections.some(({ document }) => document === added.value.document),
    );
    await waitFor('it to be open there', () => ca.document(added.value.document).writable);
  });

  it('[S106] what changed without any note is found within 5 s: a partner that no longer takes part', async () => {
    const ca = await onOther(canada);
    await stage.admin.query(`UPDATE package SET parties = '{AU,SEC,PRES}' WHERE id = $1`, [text.package]);
    const changed = performance.now();
    await waitFor('the end of the connection', () => ca.status === 'closed');
    expect(performance.now() - changed).toBeLessThan(REVOKED_WITHIN_MS);
  });

  it('[S106] a mandate and a session that end are gone from sockets on every node within 5 s', async () => {
    const [here, there] = [await stage.inside(australia, text), await onOther(australia)];
    await stage.admin.query('UPDATE mandate SET revoked_at = now() WHERE person = $1', [australia.id]);
    const revoked = performance.now();
    await waitFor('both to be read-only', () =>
      [here, there].every((one) => one.document(article()).access === 'read'),
    );
    await stage.admin.query('UPDATE session SET ended_at = now() WHERE person = $1', [australia.id]);
    await waitFor('both to be closed', () => [here, there].every(({ status }) => status === 'closed'));
    expect(performance.now() - revoked).toBeLessThan(2 * REVOKED_WITHIN_MS);
  });

  it('[S106] a note that another process forges over PostgreSQL makes nothing but reads', async () => {
    const ca = await onOther(canada);
    const topics: string[] = [];
    ca.on('topics', (changed) => topics.push(...changed.topics));
    const forged = [
      'nonsense',
      'null',
      JSON.stringify({ node: 'x', note: { kind: 'document', document: article(), head: 1e9 } }),
      JSON.stringify({ node: 'x', note: { kind: 'package', package: text.package } }),
      JSON.stringify({ node: 'x', note: { kind: 'topics', package: text.package, topics: ['everything'] } }),
    ];
    for (const payload of forged) await stage.admin.query(`SELECT pg_notify('entente_notes', $1)`, [payload]);
    other.app.get(DraftingService).topics(text.package, ['versions']);
    await waitFor('an honest note behind them', () => topics.includes('versions'));
    expect(topics).toEqual(['versions']);
    expect([ca.status, ca.document(article()).writable]).toEqual(['open', true]);
  });
});

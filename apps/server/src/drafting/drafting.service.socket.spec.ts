import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { DocumentId } from '@entente/kernel';
import { seededRandom, testSeed, waitFor } from '@entente/testing';
import type { EntityManager } from 'typeorm';
import { allRecorded, plain, Stage, words, type Person, type Text } from './drafting.kit.js';
import type { Author } from './index.js';

describe('what live editing offers to other features', () => {
  let stage: Stage;
  let text: Text;
  let author: Author;
  let australia: Person;

  beforeAll(async () => {
    stage = await Stage.open('drafting-service');
    const secretary = await stage.person('SEC', ['secretariat'], ['speak', 'propose']);
    author = { person: secretary.id, delegation: secretary.delegation };
    australia = await stage.person('AU');
  }, 60_000);
  beforeEach(async () => {
    text = await stage.package('one', 'two', 'three');
  });
  afterEach(() => {
    stage.hangUp();
  });
  afterAll(async () => {
    await stage.close();
  });

  const at = (index: number): DocumentId => text.articles[index] ?? text.structure;

  async function committed<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const answer = await stage.source.transaction(work);
    await stage.drafting.announce(text.package);
    return answer;
  }

  const order = async (): Promise<DocumentId[]> =>
    (await stage.drafting.sections(text.package))?.sections.map(({ document }) => document) ?? [];

  it('[S76] adds, moves and removes sections, and everybody’s list follows', async () => {
    const au = await stage.inside(australia, text);
    const added = await committed((manager) =>
      stage.drafting.addSection(manager, text.package, { kind: 'annex', after: at(2) }, author),
    );
    if (!added.ok) throw new Error(added.error.code);
    const annex = added.value.document;
    expect(added.value).toEqual({ document: annex, kind: 'annex', state: 'open' });
    await waitFor('the annex', () => au.sections.at(-1)?.document === annex && au.synced);
    expect(au.document(annex).writable).toBe(true);

    const moved = await committed((manager) =>
      stage.drafting.moveSection(manager, text.package, { document: annex, after: null }, author),
    );
    expect(moved.ok).toBe(true);
    await waitFor('the annex first', () => au.sections[0]?.document === annex);
    await committed((manager) =>
      stage.drafting.moveSection(manager, text.package, { document: at(0), after: at(2) }, author),
    );
    expect(await order()).toEqual([annex, at(1), at(2), at(0)]);

    await committed((manager) => stage.drafting.removeSection(manager, text.package, at(1), author));
    await waitFor('one less', () => au.sections.length === 3);
    expect(await order()).toEqual([annex, at(2), at(0)]);
    expect(au.sections.map(({ document }) => document)).toEqual(await order());
    expect(await stage.rows(at(1))).toHaveLength(1);
    const rows = await stage.rows(text.structure);
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(rows.map(({ client }) => client)).size).toBe(1);
  });

  it('refuses places and sections that are not there', async () => {
    const nobody = randomUUID() as DocumentId;
    const other = await stage.package('other');
    await stage.source.transaction(async (manager) => {
      const { drafting } = stage;
      const missing = { ok: false, error: { code: 'NOT_FOUND' } };
      for (const document of [nobody, other.articles[0] ?? nobody, text.structure]) {
        expect(
          await drafting.addSection(manager, text.package, { kind: 'article', after: document }, author),
        ).toEqual(missing);
        expect(await drafting.moveSection(manager, text.package, { document, after: null }, author)).toEqual(
          missing,
        );
        expect(
          await drafting.moveSection(manager, text.package, { document: at(0), after: document }, author),
        ).toEqual(missing);
        expect(await drafting.removeSection(manager, text.package, document, author)).toEqual(missing);
        expect(await drafting.setSectionState(manager, text.package, { document, state: 'closed' })).toEqual(
          missing,
        );
      }
    });
    expect(await order()).toEqual(text.articles);
  });

  it('closes one section and leaves the others open', async () => {
    const au = await stage.inside(australia, text);
    await committed((manager) =>
      stage.drafting.setSectionState(manager, text.package, { document: at(0), state: 'closed' }),
    );
    await waitFor('closed', () => au.document(at(0)).state === 'closed');
    expect([au.document(at(0)).writable, au.document(at(1)).writable]).toEqual([false, true]);
    await committed((manager) =>
      stage.drafting.setSectionState(manager, text.package, { document: at(0), state: 'open' }),
    );
    await waitFor('open', () => au.document(at(0)).writable);
    words(au.document(at(0)).doc).insert(0, 'again ');
    await allRecorded(au);
    expect(await stage.rows(at(0))).toHaveLength(2);
  });

  it('a transaction that fails leaves nothing, and nobody hears of it', async () => {
    const au = await stage.inside(australia, text);
    await expect(
      stage.source.transaction(async (manager) => {
        await stage.drafting.addSection(manager, text.package, { kind: 'article', after: null }, author);
        await stage.drafting.closeAll(manager, text.package);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await order()).toEqual(text.articles);
    words(au.document(at(0)).doc).insert(0, 'still ');
    await allRecorded(au);
    expect(au.sections).toHaveLength(3);
  });

  it('opens after a freeze what the freeze closed, and not what was closed by itself', async () => {
    const au = await stage.inside(australia, text);
    await committed((manager) =>
      stage.drafting.setSectionState(manager, text.package, { document: at(1), state: 'closed' }),
    );
    const closed = await committed((manager) => stage.drafting.closeAll(manager, text.package));
    expect(closed.map(({ document }) => document)).toEqual([text.structure, ...text.articles]);
    await waitFor('all closed', () => text.articles.every((id) => au.document(id).state === 'closed'));
    const refused = await stage.source.transaction(async (manager) => [
      await stage.drafting.addSection(manager, text.package, { kind: 'article', after: null }, author),
      await stage.drafting.setSectionState(manager, text.package, { document: at(1), state: 'open' }),
    ]);
    expect(refused).toEqual([
      { ok: false, error: { code: 'DOC_CLOSED' } },
      { ok: false, error: { code: 'DOC_CLOSED' } },
    ]);
    await committed((manager) => stage.drafting.reopenAll(manager, text.package));
    await waitFor('open again', () => au.document(at(0)).writable && au.document(at(2)).writable);
    expect(au.document(at(1)).writable).toBe(false);
  });

  it('freezing is exact while people type: one text for the record, the replay and every client', async () => {
    const random = seededRandom(testSeed());
    const people = [australia, await stage.person('CA'), await stage.person('CA')];
    const clients = await Promise.all(people.map((person) => stage.inside(person, text)));
    const recorded = new Map<DocumentId, number>();
    const lost: string[] = [];
    let typing = true;
    for (const client of clients) {
      client.on('verdict', (verdict) => {
        if (verdict.verdict === 'recorded') {
          recorded.set(verdict.document, Math.max(recorded.get(verdict.document) ?? 0, verdict.seq));
        }
      });
      client.on('lost', (own) => lost.push(own.code));
    }
    const typists = clients.map(async (client) => {
      while (typing) {
        const handle = client.document(random.pick(text.articles));
        // At most so far ahead of the record as hands can be: a thousand letters at one place are refused (S26).
        if (handle.writable && handle.unrecorded < 50) words(handle.doc).insert(0, 'x');
        await new Promise(setImmediate);
      }
    });
    await waitFor('some hundred rows', () => [...recorded.values()].reduce((a, b) => a + b, 0) > 150);
    const frozen = await stage.source.transaction(async (manager) => {
      const closed = await stage.drafting.closeAll(manager, text.package);
      const live = await stage.drafting.canonical(text.package, manager);
      const replayed = await stage.drafting.canonicalFromReplay(text.package, manager);
      return { closed, live, replayed };
    });
    await stage.drafting.announce(text.package);
    await waitFor('everyone told', () =>
      clients.every((client) =>
        text.articles.every((id) => client.document(id).synced && client.document(id).state === 'closed'),
      ),
    );
    typing = false;
    await Promise.all(typists);
    await Promise.all(clients.map(allRecorded));
    if (!frozen.live.ok || !frozen.replayed.ok) throw new Error('no canonical text');
    expect(frozen.live.value.textHash).toBe(frozen.replayed.value.textHash);
    for (const { document, head } of frozen.closed) {
      const rows = await stage.rows(document);
      expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: head }, (_, index) => index + 1));
      // Nothing was acknowledged beyond the freeze.
      expect(recorded.get(document) ?? 0).toBeLessThanOrEqual(head);
    }
    const after = await stage.drafting.canonical(text.package);
    expect(after.ok && after.value.textHash).toBe(frozen.live.value.textHash);
    const texts = clients.map((client) => text.articles.map((id) => plain(client.document(id).doc)));
    await waitFor('one text', () =>
      clients.every((client) =>
        text.articles.every((id, index) => plain(client.document(id).doc) === texts[0]?.[index]),
      ),
    );
    const rows = await Promise.all(text.articles.map((id) => stage.rows(id)));
    const letters = texts[0]?.join('').replaceAll(/[^x]/g, '').length ?? 0;
    expect(letters).toBeGreaterThanOrEqual(rows.flat().length - text.articles.length);
    expect(new Set(lost)).toEqual(lost.length === 0 ? new Set() : new Set(['DOC_CLOSED']));
  }, 60_000);

  it('a broken chain is noticed by the replay, whatever the snapshot says', async () => {
    await stage.admin.query('ALTER TABLE document_update DISABLE TRIGGER ALL');
    await stage.admin.query(`UPDATE document_update SET bytes = '\\x0000' WHERE document = $1`, [at(0)]);
    await stage.admin.query('ALTER TABLE document_update ENABLE ALWAYS TRIGGER append_only_rows');
    await expect(stage.drafting.canonicalFromReplay(text.package)).rejects.toThrow('is broken at row 1');
  });

  it('tells what to read again over HTTP, to those in the package', async () => {
    const au = await stage.inside(australia, text);
    const heard: unknown[] = [];
    au.on('topics', ({ topics }) => heard.push(topics));
    stage.drafting.topics(text.package, ['procedures', 'positions']);
    await waitFor('the topics', () => heard.length > 0);
    expect(heard).toEqual([['procedures', 'positions']]);
  });
});

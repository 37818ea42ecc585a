import 'reflect-metadata';
import {
  sealedPublicationFile,
  type Procedure,
  type PublicationPreview,
  type PublicationSummary,
  type SealedPublicationFile,
  type VersionView,
} from '@entente/contracts';
import type { AskedPassage, CanonicalNode } from '@entente/document';
import { recordBytes, verifyDecision, verifyPublication } from '@entente/formats';
import { instant, type Hash } from '@entente/kernel';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { Answered } from '../../test-coalition.js';
import { anArticle, ProcedureStage } from '../procedure.kit.js';

const DAY = 86_400_000;
const NAMES = ['Sable Network Ltd', 'Unit 4127', 'Ivan Morozov'] as const;
const point = (name: string, at: number): CanonicalNode => [
  'point',
  { id: `entry_${String(at + 1)}` },
  [['p', {}, [['t', name, []]]]],
];
const TEXT = [
  anArticle(1, 'Funds of persons and entities listed are frozen.'),
  { kind: 'annex', tree: ['annexSection', {}, NAMES.map(point)] },
] as const satisfies Parameters<ProcedureStage['frozen']>[0];

const passage = (unit: string, before: string, after: string): AskedPassage => ({ unit, before, after });
const COMMA = [passage('para_1', 'persons and', 'persons, groups and')];

describe('corrigenda', () => {
  let stage: ProcedureStage;
  beforeAll(async () => {
    stage = await ProcedureStage.open('corrigenda');
  }, 60_000);
  afterAll(() => stage.close());

  const of = ({ status, body }: Answered): Procedure => {
    expect([status, body]).toEqual([200, expect.anything()]);
    return body as Procedure;
  };

  /** A silence procedure of three days on the text. */
  async function opened(change: Parameters<ProcedureStage['silenceOn']>[1] = {}): Promise<Procedure> {
    const deadlineAt = instant((await stage.clock.now()) + 3 * DAY);
    return stage.silenceOn(await stage.frozen(TEXT), { deadlineAt, ...change });
  }

  async function afterAday(procedure: Procedure): Promise<Procedure> {
    await stage.clock.setTo((procedure.core.corrigenda.at(-1)?.standsAt ?? 0) + 1);
    await stage.sweep();
    return stage.view(procedure.id);
  }

  async function closed(procedure: Procedure): Promise<Procedure> {
    await stage.clock.setTo((procedure.deadlineAt ?? 0) + 1);
    await stage.sweep();
    return stage.view(procedure.id);
  }

  const publish = (id: string, packageHash: Hash, words: readonly string[] = []) =>
    stage.us.call('secretary', 'POST', `/packages/${id}/publication`, { packageHash, words });

  async function fileAt(address: string): Promise<{ bytes: Uint8Array; file: SealedPublicationFile }> {
    const answer = await fetch(`${stage.us.address}${address}.json`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return { bytes, file: sealedPublicationFile.parse(JSON.parse(Buffer.from(bytes).toString())) };
  }

  describe('who files one', () => {
    it('[R97] is the secretariat, and nobody else', async () => {
      const procedure = await opened();
      for (const who of ['chair', 'AU head', 'observer'])
        expect((await stage.correct(who, procedure, COMMA)).code).toBe('FORBIDDEN');
      const [body, path] = [{}, `/procedures/${procedure.id}/corrigenda`];
      expect((await stage.us.call(null, 'POST', path, body)).status).toBe(401);
    });

    it.each<[string, readonly AskedPassage[], RegExp]>([
      [
        'a provision that is none',
        [passage('para_9', 'a', 'b')],
        /Passage 1: the version has no such provision/,
      ],
      ['words that are not there', [passage('para_1', 'Assets', 'Funds')], /do not stand in this provision/],
      [
        'words that stand there twice',
        [passage('para_1', 'en', 'em')],
        /more than once.*more of the words around/,
      ],
      ['the same words', [...COMMA, passage('entry_2', 'Unit', 'Unit')], /Passage 2: the words are the same/],
      ['two that meet', [...COMMA, passage('para_1', 'and entities', 'or entities')], /file both as one/],
      ['a character that no text may have', [passage('entry_2', 'Unit', 'Un\u202eit')], /U\+202E/],
    ])('[R217] refuses %s, with the number of the passage and what to do', async (_what, passages, says) => {
      const procedure = await opened();
      const refused = await stage.correct('secretary', procedure, passages);
      expect(refused).toMatchObject({
        status: 400,
        code: 'INPUT_INVALID',
        body: { faults: [{ message: expect.stringMatching(says) }] },
      });
      expect((await stage.view(procedure.id)).core.corrigenda).toEqual([]);
    });

    it('[R217] refuses a text that could not be frozen, an empty list, and too much', async () => {
      const procedure = await opened();
      const emptied = await stage.correct('secretary', procedure, [passage('entry_2', 'Unit 4127', '')]);
      expect(emptied).toMatchObject({ status: 422, code: 'TEXT_NOT_READY' });
      expect((await stage.correct('secretary', procedure, [])).code).toBe('INPUT_INVALID');
      const many = Array.from({ length: 51 }, () => passage('para_1', 'a', 'b'));
      expect((await stage.correct('secretary', procedure, many)).code).toBe('INPUT_INVALID');
      expect((await stage.correct('secretary', procedure, COMMA, { note: ' ' })).code).toBe(
        'REASON_REQUIRED',
      );
    });

    it('[R217] takes one sent again as the one it took, in whatever letters its id comes; its id is no other’s', async () => {
      const procedure = await opened();
      const id = randomUUID();
      const filed = of(await stage.correct('secretary', procedure, COMMA, { id: id.toUpperCase() }));
      expect(filed.core.corrigenda).toMatchObject([{ id }]);
      expect(of(await stage.correct('secretary', procedure, COMMA, { id })).core.corrigenda).toHaveLength(1);
      const other = [passage('entry_2', '4127', '41 27')];
      expect((await stage.correct('secretary', procedure, other, { id })).code).toBe('ALREADY_EXISTS');
      const stands = await afterAday(filed);
      const again = { id: id.toUpperCase(), toHash: stands.core.packageHash };
      expect((await stage.correct('secretary', procedure, other, { id })).code).toBe('ALREADY_EXISTS');
      expect(of(await stage.correct('secretary', procedure, COMMA, again)).core.corrigenda).toHaveLength(1);
      const adopted = await closed(stands);
      expect((await publish(procedure.package, adopted.core.packageHash)).status).toBe(200);
    });

    it('[R217] refuses another hash than that of the text with the passages in it, and names that one', async () => {
      const procedure = await opened();
      const hash = await stage.correctedHash(procedure, COMMA);
      const refused = await stage.correct('secretary', procedure, COMMA, { toHash: procedure.packageHash });
      expect(refused).toMatchObject({
        code: 'HASH_MISMATCH',
        body: { detail: expect.stringContaining(hash) },
      });
      const kept = await stage.server.app
        .get(DataSource)
        .query<object[]>('SELECT 1 FROM corrected_text WHERE procedure = $1', [procedure.id]);
      expect(kept).toEqual([]);
    });
  });

  describe('while the procedure runs', () => {
    it('[R97] stands after 24 hours that nobody contests; acts then name its hash', async () => {
      const procedure = await opened({ kind: 'vote', deadlineAt: null });
      const id = randomUUID();
      const filed = of(await stage.correct('secretary', procedure, COMMA, { id }));
      const toHash = await stage.correctedHash(procedure, COMMA);
      expect(filed.core.corrigenda).toMatchObject([
        {
          toHash,
          state: 'running',
          passages: [
            { unit: 'para_1', block: 0, at: 9, before: 'persons and', after: 'persons, groups and' },
          ],
        },
      ]);
      expect(filed.receipts.map(({ type }) => type)).toEqual(['corrigendum_filed']);
      expect((await stage.correct('secretary', procedure, COMMA)).code).toBe('ACT_NOT_ALLOWED');
      const stands = await afterAday(filed);
      expect(stands.core.packageHash).toBe(toHash);
      for (const who of ['secretary', 'NO head']) {
        const kinds = (await stage.told(who, procedure)).map(({ kind }) => kind);
        expect(kinds).toEqual(expect.arrayContaining(['corrigendum_filed', 'corrigendum_stands']));
      }
      expect((await stage.act('AU head', procedure)).code).toBe('HASH_MISMATCH');
      expect((await stage.act('AU head', procedure, { packageHash: toHash })).status).toBe(200);
      const text = await stage.us.ask<VersionView>(
        'AU head',
        'GET',
        `/procedures/${procedure.id}/corrigenda/${id}`,
      );
      expect(text.packageHash).toBe(toHash);
      expect(text.canonical).toContain('Funds of persons, groups and entities listed are frozen.');
    });

    it('[R217] the text that it makes is for whoever reads the procedure', async () => {
      const procedure = await opened();
      const id = randomUUID();
      of(await stage.correct('secretary', procedure, COMMA, { id }));
      const path = `/procedures/${procedure.id}/corrigenda/${id}`;
      expect((await stage.us.call(null, 'GET', path)).status).toBe(401);
      expect((await stage.us.call('administrator', 'GET', path)).code).toBe('NOT_FOUND');
      const other = `/procedures/${procedure.id}/corrigenda/${randomUUID()}`;
      expect((await stage.us.call('AU head', 'GET', other)).code).toBe('NOT_FOUND');
    });

    it('[R97] contested by one partner, the procedure is void', async () => {
      const procedure = await opened();
      const filed = of(await stage.correct('secretary', procedure, COMMA));
      const contest = {
        type: 'contest_corrigendum',
        id: filed.core.corrigenda[0]?.id,
        reason: 'It changes the sense.',
      };
      expect((await stage.say('secretary', procedure, contest)).code).toBe('FORBIDDEN');
      expect((await stage.say('NO delegate', procedure, contest)).code).toBe('FORBIDDEN');
      const ended = of(await stage.say('NO head', procedure, contest));
      expect([ended.state, ended.cause]).toEqual(['void', 'corrigendum_contested']);
      expect((await stage.package(procedure.package)).state).toBe('drafting');
      expect((await stage.correct('secretary', procedure, COMMA)).code).toBe('ALREADY_CLOSED');
    });

    it('[R218] what is published has the corrected words, the passages and the text before, and anybody can count it', async () => {
      const procedure = await opened();
      const first = await afterAday(of(await stage.correct('secretary', procedure, COMMA)));
      const again = [passage('para_1', 'groups and', 'groups, and'), passage('entry_2', '4127', '41 27')];
      const second = await afterAday(of(await stage.correct('secretary', first, again)));
      const adopted = await closed(second);
      expect(adopted.state).toBe('adopted');
      const { id, hash } = { id: procedure.package, hash: adopted.core.packageHash };
      expect(await publish(id, procedure.packageHash)).toMatchObject({
        code: 'HASH_MISMATCH',
        body: { detail: expect.stringContaining(hash) },
      });
      const preview = (await stage.us.call('secretary', 'GET', `/packages/${id}/publication`))
        .body as PublicationPreview;
      expect(preview).toMatchObject({ packageHash: hash, corrigenda: 2, corrigendumUntil: null });
      const summary = (await publish(id, hash)).body as PublicationSummary;
      const { bytes, file } = await fileAt(summary.address);
      expect(verifyPublication(bytes, hash)).toMatchObject({ verdict: 'matches', exactBytes: true });
      expect(JSON.stringify(file.text)).toContain(
        'Funds of persons, groups, and entities listed are frozen.',
      );
      expect(file.corrigenda?.map(({ of: before }) => before.packageHash)).toEqual([
        procedure.packageHash,
        first.core.packageHash,
      ]);
      expect(file.corrigenda?.map(({ note }) => note)).toEqual(['Form only.', 'Form only.']);
      const page = await (await fetch(`${stage.us.address}${summary.address}`)).text();
      expect(page).toContain('<ins>persons, groups and</ins>');
      // Asked again, the same edition answers.
      expect((await publish(id, hash)).body).toEqual(summary);
      expect((await stage.record(id)).at(-1)).toMatchObject({
        type: 'publication.published',
        packageHash: hash,
      });
    });

    it('[R218] [R180] the decision record has the passages, and is counted again with them', async () => {
      const procedure = await opened();
      await afterAday(of(await stage.correct('secretary', procedure, COMMA)));
      await closed(procedure);
      const record = await stage.decision('AU head', procedure);
      expect(record.history.corrigenda).toMatchObject([
        { state: 'stands', passages: [{ before: 'persons and' }] },
      ]);
      expect(verifyDecision(recordBytes(record)).verdict).toBe('follows');
    });
  });

  describe('after the adoption', () => {
    it('[R215] [R218] [P29] stands alike, and is published as an amendment of what was published', async () => {
      const procedure = await closed(await opened());
      const { package: id, packageHash } = procedure;
      const first = (await publish(id, packageHash)).body as PublicationSummary;
      expect(first.edition).toBe(1);
      const running = of(await stage.correct('secretary', procedure, COMMA));
      expect(running.state).toBe('adopted');
      // What is published stays, and is answered again, while the day runs.
      expect((await publish(id, packageHash)).body).toEqual(first);
      const stands = await afterAday(running);
      const hash = stands.core.packageHash;
      expect(hash).not.toBe(packageHash);
      const second = (await publish(id, hash)).body as PublicationSummary;
      expect(second).toMatchObject({
        edition: 2,
        packageHash: hash,
        address: `${first.address}-amendment-1`,
      });
      const { bytes, file } = await fileAt(second.address);
      expect(verifyPublication(bytes, hash).verdict).toBe('matches');
      expect(file.amends).toMatchObject([{ address: first.address, fileHash: first.fileHash }]);
      expect((await stage.package(id)).state).toBe('published');
      expect((await stage.record(id)).at(-1)).toMatchObject({
        type: 'publication.corrected',
        packageHash: hash,
      });
      const page = await (await fetch(`${stage.us.address}${first.address}`)).text();
      expect(page).toContain(second.address);
    });

    it('[R218] its day over and nobody having come to it yet, nothing is published without it', async () => {
      const procedure = await closed(await opened());
      const filed = of(await stage.correct('secretary', procedure, COMMA));
      await stage.clock.setTo((filed.core.corrigenda[0]?.standsAt ?? 0) + 1);
      const early = await publish(procedure.package, procedure.packageHash);
      // The alarm or the sweep of the server may have come first; then the hash is another.
      expect(['WRONG_STATE', 'HASH_MISMATCH']).toContain(early.code);
      await stage.sweep();
      const { core } = await stage.view(procedure.id);
      expect((await publish(procedure.package, core.packageHash)).status).toBe(200);
    });

    it('[R216] contested, it falls, and nothing of what was adopted or published changes', async () => {
      const procedure = await closed(await opened());
      const { package: id, packageHash } = procedure;
      const first = (await publish(id, packageHash)).body as PublicationSummary;
      const filed = of(await stage.correct('secretary', procedure, COMMA));
      const contest = {
        type: 'contest_corrigendum',
        id: filed.core.corrigenda[0]?.id,
        reason: 'It changes the sense.',
      };
      expect(of(await stage.say('NO head', procedure, contest))).toMatchObject({
        state: 'adopted',
        core: { packageHash, corrigenda: [{ state: 'contested' }] },
      });
      expect((await publish(id, await stage.correctedHash(procedure, COMMA))).code).toBe('HASH_MISMATCH');
      expect((await publish(id, packageHash)).body).toEqual(first);
      expect((await stage.package(id)).state).toBe('published');
    });
  });

  it('[R218] passages in an entry that fell are not said, nor is a note that may speak of it', async () => {
    const items = [
      { id: 'F', title: 'Framework text', framework: true },
      ...NAMES.map((title, at) => ({
        id: `E${String(at + 1)}`,
        title,
        provisions: [`entry_${String(at + 1)}`],
      })),
    ];
    const procedure = await opened({ severable: true, items });
    const note = 'The given names of Morozov.';
    const id = randomUUID();
    const asked = [...COMMA, passage('entry_3', 'Ivan Morozov', 'Ivan Ivanovich Morozov')];
    const stands = await afterAday(of(await stage.correct('secretary', procedure, asked, { id, note })));
    const objection = {
      act: 'object',
      scope: ['E3'],
      reason: 'He has died.',
      packageHash: stands.core.packageHash,
    };
    expect((await stage.act('NO head', procedure, objection)).status).toBe(200);
    const adopted = await closed(procedure);
    const hash = adopted.core.packageHash;
    const preview = (await stage.us.call('secretary', 'GET', `/packages/${procedure.package}/publication`))
      .body as PublicationPreview;
    expect(preview.words.find((one) => one.id === id)).toMatchObject({
      kind: 'corrigendum',
      appears: 'asked',
    });
    const { address } = (await publish(procedure.package, hash)).body as PublicationSummary;
    const { bytes, file } = await fileAt(address);
    expect(verifyPublication(bytes, hash).verdict).toBe('matches');
    expect(file.corrigenda).toMatchObject([{ note: null, leftOut: 1, passages: [{ unit: 'para_1' }] }]);
    const text = Buffer.from(bytes).toString();
    for (const word of ['Morozov', 'Ivanovich', 'entry_3']) expect(text).not.toContain(word);
  });

  it('[R195] a text of which only the corrected hash was filed, as before passages were, is not published', async () => {
    const procedure = await opened();
    const filed = of(await stage.correct('secretary', procedure, COMMA));
    const database = new DataSource({ type: 'postgres', url: stage.database.adminUrl });
    await database.initialize();
    // As it was before: the hash stands in the events, and no text.
    await database.query('ALTER TABLE corrected_text DISABLE TRIGGER ALL');
    await database.query('DELETE FROM corrected_text WHERE procedure = $1', [procedure.id]);
    await database.query('ALTER TABLE corrected_text ENABLE TRIGGER ALL');
    await database.destroy();
    const adopted = await closed(await afterAday(filed));
    expect(await publish(procedure.package, adopted.core.packageHash)).toMatchObject({
      code: 'ACT_NOT_ALLOWED',
      body: { detail: expect.stringContaining('only its hash was filed') },
    });
  });
});

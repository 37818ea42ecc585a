import 'reflect-metadata';
import {
  sealedPublicationFile,
  type Procedure,
  type PublicationPreview,
  type PublicationSummary,
  type SealedPublicationFile,
} from '@entente/contracts';
import type { CanonicalNode } from '@entente/document';
import { verifyPublication } from '@entente/formats';
import type { Hash } from '@entente/kernel';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { anArticle, deadlineOf, ProcedureStage } from './procedure.kit.js';

const DAY = 86_400_000;
const NAMES = ['Sable Network Ltd', 'Unit 4127', 'Ivan Morozov', 'Anna Marchenko'] as const;
const point = (name: string, at: number): CanonicalNode => [
  'point',
  { id: `entry_${String(at + 1)}` },
  [['p', {}, [['t', name, []]]]],
];
/** A freeze of funds, and a list of four entries in an annex. */
const LISTING = [
  anArticle(1, 'Funds of those listed are frozen.'),
  { kind: 'annex', tree: ['annexSection', {}, NAMES.map(point)] },
] as const satisfies Parameters<ProcedureStage['frozen']>[0];
const FRAMEWORK = { id: 'F', title: 'Framework text', framework: true };
const ITEMS = NAMES.map((title, at) => ({
  id: `E${String(at + 1)}`,
  title,
  provisions: [`entry_${String(at + 1)}`],
}));
const BOOK = { rulebook: { id: 'un-committee-no-objection', version: 1 }, lane: 'listing' };

interface Decided {
  readonly id: string;
  readonly hash: Hash;
  readonly procedure: Procedure;
}

describe('what was adopted in part', () => {
  let stage: ProcedureStage;
  beforeAll(async () => {
    stage = await ProcedureStage.open('publishing_in_part');
  }, 60_000);
  afterAll(() => stage.close());

  const open = (id: string, packageHash: Hash, items: readonly object[]) =>
    stage.us.call('chair', 'POST', `/packages/${id}/procedures`, { ...BOOK, packageHash, items });

  /** Four entries circulated; what partners do before the deadline; and its end. */
  async function decided(before: (procedure: Procedure) => Promise<void>): Promise<Decided> {
    const { id, hash } = await stage.frozen(LISTING);
    const opened = (await open(id, hash, [FRAMEWORK, ...ITEMS])).body as Procedure;
    await before(opened);
    await stage.clock.setTo(deadlineOf(opened) + 1);
    await stage.sweep();
    return { id, hash, procedure: await stage.view(opened.id) };
  }

  const holding = (nonce: string) => async (procedure: Procedure) => {
    const hold = { type: 'hold', scope: ['E3'], reason: 'Is this the same Morozov?', nonce };
    expect((await stage.say('NO head', procedure, hold)).status).toBe(200);
  };
  const objecting = async (procedure: Procedure) => {
    const objection = { act: 'object', scope: ['E3'], reason: 'Morozov has died.' };
    expect((await stage.act('NO head', procedure, objection)).status).toBe(200);
  };

  const publish = (who: string, { id, hash }: Pick<Decided, 'id' | 'hash'>, words?: string[]) =>
    stage.us.call(who, 'POST', `/packages/${id}/publication`, {
      packageHash: hash,
      ...(words === undefined ? {} : { words }),
    });
  const preview = (who: string, id: string) => stage.us.call(who, 'GET', `/packages/${id}/publication`);

  async function fileAt(address: string): Promise<{ bytes: Uint8Array; file: SealedPublicationFile }> {
    const answer = await fetch(`${stage.us.address}${address}.json`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return { bytes, file: sealedPublicationFile.parse(JSON.parse(Buffer.from(bytes).toString())) };
  }

  async function published(part: Decided, words?: string[]) {
    const answer = await publish('secretary', part, words);
    expect([answer.status, answer.code]).toEqual([200, undefined]);
    const summary = answer.body as PublicationSummary;
    return { summary, ...(await fileAt(summary.address)) };
  }

  describe('entries that are opened', () => {
    it('[R210] name what they are in the frozen text, each part of it once', async () => {
      const { id, hash } = await stage.frozen(LISTING);
      const refused = async (...items: object[]) => {
        const { code, body } = await open(id, hash, items);
        return [code, (body as { detail?: string }).detail];
      };
      const [first] = ITEMS;
      expect(await refused({ id: 'E1', title: 'Free' })).toEqual([
        'RULE_INPUT',
        expect.stringMatching(/E1 names no provision/),
      ]);
      expect(await refused({ ...first, provisions: ['entry_9'] })).toEqual([
        'RULE_INPUT',
        expect.stringMatching(/entry_9, which is not in the frozen text/),
      ]);
      expect(await refused(first ?? {}, { ...first, id: 'E2' })).toEqual([
        'RULE_INPUT',
        expect.stringMatching(/belongs to an entry already/),
      ]);
      expect((await stage.package(id)).state).toBe('frozen');
      expect((await open(id, hash, [FRAMEWORK, ...ITEMS])).status).toBe(200);
    });
  });

  describe('who publishes', () => {
    it('[R211] is the secretariat: nobody else publishes a part, or reads what would be in it', async () => {
      const part = await decided(holding(randomUUID()));
      for (const who of ['AU head', 'NO head', 'chair', 'observer']) {
        expect((await publish(who, part)).code).toBe('FORBIDDEN');
        expect((await preview(who, part.id)).code).toBe('FORBIDDEN');
      }
      expect((await stage.us.call(null, 'GET', `/packages/${part.id}/publication`)).status).toBe(401);
    });

    it('[R211] publishes nothing while nothing is adopted, and no other hash', async () => {
      const { id, hash } = await stage.frozen(LISTING);
      expect((await open(id, hash, [FRAMEWORK, ...ITEMS])).status).toBe(200);
      expect((await publish('secretary', { id, hash })).code).toBe('WRONG_STATE');
      expect((await preview('secretary', id)).code).toBe('WRONG_STATE');
      const part = await decided(holding(randomUUID()));
      const other = `sha256:${'0'.repeat(64)}` as Hash;
      expect((await publish('secretary', { id: part.id, hash: other })).code).toBe('HASH_MISMATCH');
    });

    it('[R195] does not publish a text whose fallen entries are bound to nothing', async () => {
      const { id, hash } = await stage.frozen(LISTING);
      const items = ITEMS.map(({ id: item, title }) => ({ id: item, title }));
      const procedure = await stage.silenceOn({ id, hash }, { severable: true, items });
      await objecting(procedure);
      await stage.clock.setTo(deadlineOf(procedure) + 1);
      await stage.sweep();
      const refused = await publish('secretary', { id, hash });
      expect(refused).toMatchObject({
        code: 'ACT_NOT_ALLOWED',
        body: { detail: expect.stringMatching(/E3/) },
      });
      expect((await stage.package(id)).state).toBe('adopted');
      expect((await stage.record(id)).map(({ type }) => type)).not.toContain('publication.published');
    });

    it('[R109] does not publish while the chair holds publication', async () => {
      const { id, hash } = await stage.frozen(LISTING);
      const items = [FRAMEWORK, ...ITEMS];
      const terms = { severable: true, items, recallWindowMs: DAY };
      const procedure = await stage.silenceOn({ id, hash }, terms);
      await objecting(procedure);
      await stage.clock.setTo(deadlineOf(procedure) + 1);
      await stage.sweep();
      await stage.act('CA head', procedure, { act: 'object', reason: 'We were late.' });
      expect((await stage.chair(procedure, { type: 'hold_publication' })).status).toBe(200);
      expect((await publish('secretary', { id, hash })).code).toBe('ACT_NOT_ALLOWED');
      expect((await stage.chair(procedure, { type: 'release_publication' })).status).toBe(200);
      expect((await publish('secretary', { id, hash })).status).toBe(200);
    });
  });

  it('[R219] of a matrix is published where partners stand on the targets that were launched, and of the others nothing', async () => {
    const { id, hash } = await stage.frozen(LISTING);
    const rule = { id: 'MATRIX', minPartners: 2, minTargets: 1 } as const;
    const opened = await stage.silenceOn({ id, hash }, { kind: 'matrix', rule, items: ITEMS });
    const cell = (target: string, said: string) => ({ type: 'set_cell', target, cell: said });
    await stage.say('AU head', opened, cell('E1', 'in_later'));
    await stage.say('AU head', opened, cell('E1', 'in'));
    await stage.say('CA head', opened, cell('E1', 'in'));
    await stage.say('NO head', opened, cell('E1', 'statement_only'));
    await stage.say('AU head', opened, cell('E3', 'in_later'));
    await stage.clock.setTo(deadlineOf(opened) + 1);
    await stage.sweep();
    const { bytes, file, summary } = await published({ id, hash, procedure: await stage.view(opened.id) });
    expect(verifyPublication(bytes, hash).verdict).toBe('matches');
    expect(file.decision.cells?.map(({ partner, entry, cell: said }) => [partner, entry, said])).toEqual([
      ['AU', 1, 'in'],
      ['CA', 1, 'in'],
      ['NO', 1, 'statement_only'],
    ]);
    const page = await (await fetch(`${stage.us.address}${summary.address}`)).text();
    expect(page).toContain('Who takes part, and in what');
    expect(page).not.toMatch(/Morozov|In later/);
  });

  it('[R219] [R84] a member that was suspended has taken its word along: it is in no published grid', async () => {
    const { id, hash } = await stage.frozen(LISTING);
    const rule = { id: 'MATRIX', minPartners: 2, minTargets: 1 } as const;
    const opened = await stage.silenceOn({ id, hash }, { kind: 'matrix', rule, items: ITEMS });
    for (const who of ['AU head', 'CA head', 'NO head'])
      await stage.say(who, opened, { type: 'set_cell', target: 'E1', cell: 'in' });
    const leaving = [{ partner: 'NO', how: 'suspended' }];
    const change = {
      type: 'change_electorate',
      id: randomUUID(),
      at: null,
      leaving,
      joining: [],
    };
    expect((await stage.chair(opened, change)).status).toBe(200);
    await stage.clock.setTo(deadlineOf(opened) + 1);
    await stage.sweep();
    const { file } = await published({ id, hash, procedure: await stage.view(opened.id) });
    expect(file.decision.cells?.map(({ partner }) => partner)).toEqual(['AU', 'CA']);
  });

  it('[R211] scenario 8: three entries are published, the held one is not in a byte, and the hash is the one decided on', async () => {
    const part = await decided(holding(randomUUID()));
    expect(part.procedure.state).toBe('part_adopted');
    const { summary, bytes, file } = await published(part);
    expect(verifyPublication(bytes, part.hash)).toMatchObject({ verdict: 'matches', exactBytes: true });
    expect(file.decision.entries.map(({ state }) => state)).toEqual([
      'adopted',
      'adopted',
      'adopted',
      'open',
      'adopted',
    ]);
    const page = await (await fetch(stage.us.address + summary.address)).text();
    for (const bearer of [Buffer.from(bytes).toString(), page]) {
      for (const word of ['Morozov', 'entry_3', '"E3"']) expect(bearer).not.toContain(word);
      for (const word of ['Sable Network Ltd', 'Unit 4127', 'Anna Marchenko']) expect(bearer).toContain(word);
    }
    // It is still under decision, and says so in its record.
    expect((await stage.package(part.id)).state).toBe('decision');
    expect((await stage.record(part.id)).at(-1)).toMatchObject({
      type: 'publication.part_published',
      packageHash: part.hash,
      body: { edition: 1, fileHash: summary.fileHash },
    });
    // Asked again with nothing adopted since, it is the same.
    expect((await publish('secretary', part)).body).toEqual(summary);
  });

  it('[R212] when the held entry is adopted, an amendment names the first and adds it; the first stays as it stands', async () => {
    const hold = randomUUID();
    const part = await decided(holding(hold));
    const first = await published(part);
    await stage.say('NO head', part.procedure, { type: 'lift_hold', id: hold, reason: 'He is.' });
    await stage.clock.setTo(deadlineOf(await stage.view(part.procedure.id)) + 10 * DAY);
    await stage.sweep();
    expect((await stage.package(part.id)).state).toBe('adopted');
    const seen = (await preview('secretary', part.id)).body as PublicationPreview;
    expect(seen).toMatchObject({ edition: 2, amends: [first.summary.address], whole: true, complete: true });
    expect(seen.entries.filter(({ added }) => added).map(({ id }) => id)).toEqual(['E3']);
    const amendment = await published(part);
    expect(amendment.summary.address).toBe(`${first.summary.address}-amendment-1`);
    expect(amendment.file).toMatchObject({
      edition: 2,
      amends: [{ address: first.summary.address, fileHash: first.summary.fileHash }],
      adds: [4],
      packageHash: part.hash,
    });
    expect(verifyPublication(amendment.bytes, part.hash)).toMatchObject({ verdict: 'matches' });
    expect(JSON.stringify(amendment.file)).toContain('Ivan Morozov');
    // What the first left a commitment of is what the amendment opens.
    expect(JSON.stringify(first.file)).toContain(amendment.file.openings['entry_3']?.commitment);
    expect(await fileAt(first.summary.address)).toEqual({ bytes: first.bytes, file: first.file });
    expect(await (await fetch(stage.us.address + first.summary.address)).text()).toContain(
      'Amended since by',
    );
    expect((await stage.package(part.id)).state).toBe('published');
    const { publications } = await stage.us.ask<{ publications: PublicationSummary[] }>(
      null,
      'GET',
      '/publications',
    );
    expect(publications.slice(0, 2)).toEqual([amendment.summary, first.summary]);
  });

  it('[R212] when it is rejected, the last edition says so and still has nothing of it', async () => {
    const hold = randomUUID();
    const part = await decided(holding(hold));
    await published(part);
    await stage.say('NO head', part.procedure, {
      type: 'convert_hold',
      id: hold,
      reason: 'Morozov is dead.',
    });
    const { bytes, file } = await published(part);
    expect([file.edition, file.adds, file.decision.complete]).toEqual([2, [], true]);
    expect(file.decision.entries[3]).toMatchObject({ state: 'rejected', cause: 'objection' });
    expect(Buffer.from(bytes).toString()).not.toMatch(/Morozov|entry_3/);
    expect(verifyPublication(bytes, part.hash)).toMatchObject({ verdict: 'matches' });
    expect((await stage.package(part.id)).state).toBe('published');
  });

  it('[R213] reasons and declarations appear with what they are about; what may name the fallen only where who publishes says so', async () => {
    const said = { agree: randomUUID(), confined: randomUUID(), declaration: randomUUID() };
    const part = await decided(async (procedure) => {
      await objecting(procedure);
      await stage.act('AU head', procedure, { reason: 'All four belong there.', nonce: said.agree });
      await stage.act('CA head', procedure, {
        scope: ['E1'],
        reason: 'The network is known.',
        nonce: said.confined,
      });
      const declared = await stage.us.call('CA head', 'POST', `/procedures/${procedure.id}/declarations`, {
        kind: 'interpretative_declaration',
        partners: ['CA'],
        text: 'Funds means funds.',
        answers: null,
        id: said.declaration,
      });
      expect([declared.status, declared.code]).toEqual([200, undefined]);
    });
    const seen = (await preview('secretary', part.id)).body as PublicationPreview;
    expect(seen.words.map(({ kind, text, appears }) => [kind, text, appears])).toEqual([
      ['reason', 'All four belong there.', 'asked'],
      ['reason', 'The network is known.', 'always'],
      ['reason', 'Morozov has died.', 'never'],
      ['declaration', 'Funds means funds.', 'asked'],
    ]);
    expect(seen.entries.find(({ id }) => id === 'E3')).toMatchObject({
      state: 'rejected',
      title: 'Ivan Morozov',
      places: ['Annex, point (c)'],
    });
    const { file, bytes } = await published(part, [said.declaration]);
    const { acts, declarations } = file.decision;
    expect(acts.map(({ partner, act, reason, about }) => [partner, act, reason, about.entries])).toEqual([
      ['AU', 'agree', null, []],
      ['CA', 'agree', 'The network is known.', [2]],
      ['NO', 'object', null, [4]],
    ]);
    expect(declarations).toMatchObject([
      {
        kind: 'interpretative_declaration',
        partners: [{ partner: 'CA', name: 'Canada' }],
        text: 'Funds means funds.',
      },
    ]);
    expect(verifyPublication(bytes, part.hash)).toMatchObject({ verdict: 'matches' });
  });

  it('[R213] [R169] where the terms keep from others where partners stood, the file does not say it', async () => {
    const { id, hash } = await stage.frozen(LISTING);
    const terms = { severable: true, items: [FRAMEWORK, ...ITEMS], nameObjectors: false };
    const procedure = await stage.silenceOn({ id, hash }, terms);
    await objecting(procedure);
    await stage.clock.setTo(deadlineOf(procedure) + 1);
    await stage.sweep();
    const { file, bytes } = await published({ id, hash, procedure });
    expect([file.decision.actsShown, file.decision.acts]).toEqual([false, []]);
    expect(verifyPublication(bytes, hash)).toMatchObject({ verdict: 'matches' });
  });

  it('[R214] the database takes no edition out of order, and none of what was not adopted', async () => {
    const { id, hash, procedure } = await decided(objecting);
    const insert = (edition: number): Promise<unknown> =>
      stage.server.app.get(DataSource).query(
        `INSERT INTO publication (package, edition, slug, number, title, revision, package_hash, procedure, file, file_hash, published_by, published_at)
         VALUES ($1, $2, $3, 'JSP', 't', 1, $4, $5, '', 'sha256:' || encode(sha256(''), 'hex'), $6, now())`,
        [id, edition, `jsp-${randomUUID()}`, hash, procedure.id, randomUUID()],
      );
    await expect(insert(2)).rejects.toThrow(/does not follow/);
    await insert(1);
    await expect(insert(1)).rejects.toThrow(/does not follow/);
    await insert(2);
  });

  it('[R211] adopted in all its entries, it is published whole', async () => {
    const { file } = await published(await decided(async () => Promise.resolve()));
    expect([file.decision.residual, file.decision.entries.every(({ state }) => state === 'adopted')]).toEqual(
      [null, true],
    );
    expect(JSON.stringify(file.text)).toContain('Ivan Morozov');
  });
});

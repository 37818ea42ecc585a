import 'reflect-metadata';
import { termsHash } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import { randomUUID } from 'node:crypto';
import { deadlineOf, ProcedureStage } from './procedure.kit.js';

const NATO = { id: 'nato-silence', version: 1 };

describe('opening by a rule book', () => {
  let stage: ProcedureStage;
  beforeAll(async () => {
    stage = await ProcedureStage.open('openings');
  }, 60_000);
  afterAll(() => stage.close());

  const open = (who: string, packageId: string, body: object) =>
    stage.us.call(who, 'POST', `/packages/${packageId}/procedures`, body);

  it('[R153] is the chair’s, on the frozen hash, by a version that there is', async () => {
    const { id, hash } = await stage.frozen();
    const body = { packageHash: hash, rulebook: NATO };
    for (const who of ['AU head', 'secretary', 'observer']) {
      expect((await open(who, id, body)).code).toBe('FORBIDDEN');
    }
    expect((await open('chair', id, { ...body, rulebook: { id: 'nato-silence', version: 7 } })).code).toBe(
      'RULEBOOK_UNKNOWN',
    );
    expect((await open('chair', id, { ...body, packageHash: `sha256:${'0'.repeat(64)}` })).code).toBe(
      'HASH_MISMATCH',
    );
    expect((await open('chair', id, { ...body, lane: 'leisurely' })).code).toBe('RULE_INPUT');
    expect((await open('chair', id, { ...body, deadlineAt: (await stage.clock.now()) + 1_000 })).code).toBe(
      'RULE_INPUT',
    );
    expect(
      (await open('chair', id, { packageHash: hash, rulebook: { id: 'eu-regulation', version: 1 } })).code,
    ).toBe('RULE_INPUT');
    expect((await stage.package(id)).state).toBe('frozen');
  });

  it('[R153] freezes and hashes text, electorate, rule and the rule book’s version, and computes the deadline', async () => {
    const { id, hash } = await stage.frozen();
    const answer = await open('chair', id, { packageHash: hash, rulebook: NATO, lane: 'usual' });
    const opened = answer.body as Procedure;
    expect(opened).toMatchObject({
      kind: 'silence',
      rule: 'CONSENSUS',
      rulebook: NATO,
      state: 'open',
      packageHash: hash,
    });
    expect(deadlineOf(opened) - (opened.openedAt ?? 0)).toBe(72 * 3_600_000);
    expect(opened.termsHash).toBe(termsHash(opened.core.terms));
    const act = (await stage.record(id)).find(({ type }) => type === 'procedure.opened');
    expect(act?.body).toMatchObject({
      termsHash: opened.termsHash,
      electorateHash: opened.electorateHash,
      rulebook: NATO,
    });
    expect((await open('chair', id, { packageHash: hash, rulebook: NATO })).code).toBe('ALREADY_OPEN');
    for (const who of ['AU head', 'CA head', 'NO head', 'chair', 'secretary']) {
      expect((await stage.told(who, opened)).map(({ kind }) => kind)).toEqual(['procedure_opened']);
    }
    expect((await stage.told('observer', opened)).length).toBe(0);
  });

  it('[R153] a broken procedure is reissued on the same text, linked, with the shorter minimum', async () => {
    const { id, hash } = await stage.frozen();
    const first = (await open('chair', id, { packageHash: hash, rulebook: NATO })).body as Procedure;
    const follows = { procedure: first.id, as: 'reissue' };
    await stage.act('NO head', first, { act: 'object', reason: 'Article 4.', nonce: randomUUID() });
    await stage.us.ask('chair', 'POST', `/packages/${id}/versions`, { revision: 2 });
    expect(
      (
        await open('chair', id, {
          packageHash: hash,
          rulebook: NATO,
          follows: { ...follows, procedure: randomUUID() },
        })
      ).code,
    ).toBe('NOT_FOUND');
    const again = (await open('chair', id, { packageHash: hash, rulebook: NATO, lane: 'urgent', follows }))
      .body as Procedure;
    expect([again.state, again.follows, again.core.terms.followsAs]).toEqual(['open', first.id, 'reissue']);
  });

  it('[R153] the rule books are there for everybody to read', async () => {
    const { rulebooks } = await stage.us.ask<{ rulebooks: { id: string }[] }>(
      'observer',
      'GET',
      '/rulebooks',
    );
    expect(rulebooks.map(({ id }) => id)).toContain('un-committee-no-objection');
    expect((await stage.us.call(null, 'GET', '/rulebooks')).status).toBe(401);
  });
});

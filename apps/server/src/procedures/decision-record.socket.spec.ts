import 'reflect-metadata';
import type { DecisionRecord, Me, Procedure } from '@entente/contracts';
import { recordBytes, recordHash, verifyDecision } from '@entente/formats';
import { randomUUID } from 'node:crypto';
import { deadlineOf, ProcedureStage } from './procedure.kit.js';

const HOUR = 3_600_000;

describe('the decision record', () => {
  let stage: ProcedureStage;
  beforeAll(async () => {
    stage = await ProcedureStage.open('decision_record');
  }, 60_000);
  afterAll(() => stage.close());

  const verdictOf = (record: DecisionRecord) => verifyDecision(recordBytes(record));

  /** A silence procedure with a reserve lifted, a hold lifted, an extension and an endorsement, adopted at its deadline. */
  async function eventful(): Promise<Procedure> {
    const procedure = await stage.openSilence({ onObjection: 'suspend' });
    await stage.us.ask('NO silent', 'POST', `/procedures/${procedure.id}/notices`, { step: 'acknowledged' });
    await stage.act('AU head', procedure, { reason: 'We welcome it.' });
    const id = randomUUID();
    const words = { scope: [], language: 'nb', waitsFor: '', reopens: null };
    await stage.say('NO head', procedure, {
      type: 'enter_reserve',
      kind: 'linguistic',
      reason: 'Article 4 reads otherwise.',
      nonce: id,
      ...words,
    });
    await stage.say('NO head', procedure, {
      type: 'end_reserve',
      id,
      reason: '',
      mode: 'lifted',
      to: null,
      evidence: 'COR 1',
    });
    await stage.chair(procedure, { type: 'extend', deadlineAt: deadlineOf(procedure) + HOUR });
    return procedure;
  }

  it('[R180] is for those who may read the package, and the same bytes for each of them', async () => {
    const procedure = await eventful();
    const path = `/procedures/${procedure.id}/record`;
    expect((await stage.us.call(null, 'GET', path)).status).toBe(401);
    expect((await stage.us.call('administrator', 'GET', path)).code).toBe('NOT_FOUND');
    expect((await stage.us.call('chair', 'GET', `/procedures/${randomUUID()}/record`)).code).toBe(
      'NOT_FOUND',
    );
    const hashes = await Promise.all(
      ['chair', 'secretary', 'AU head', 'NO delegate', 'observer'].map(async (who) =>
        recordHash(await stage.decision(who, procedure)),
      ),
    );
    expect(new Set(hashes).size).toBe(1);
  });

  it('[R180] [R170] holds what was frozen, what happened and what came of it', async () => {
    const procedure = await eventful();
    const deadline = deadlineOf(procedure) + HOUR;
    await stage.clock.setTo(deadline + 1);
    await stage.sweep();
    const record = await stage.decision('NO head', procedure);
    expect(record).toMatchObject({
      form: 'entente-decision-record/2',
      procedure: procedure.id,
      coalition: 'Test coalition',
      withheld: null,
      frozen: {
        packageHash: procedure.packageHash,
        termsHash: procedure.termsHash,
        electorateHash: procedure.electorateHash,
        names: { AU: 'Australia', CA: 'Canada', NO: 'Norway' },
        deadline: { at: procedure.deadlineAt, inclusive: true, zone: 'Europe/Zurich' },
        rulebook: null,
      },
      result: { state: 'adopted', cause: 'silence', closedAt: deadline + 1, adoptedAt: deadline + 1 },
      history: {
        objections: [],
        reserves: [{ partner: 'NO', kind: 'linguistic', end: { mode: 'lifted', evidence: 'COR 1' } }],
        deadlines: [{ how: 'extended', from: procedure.deadlineAt, to: deadline }],
      },
    });
    expect(record.frozen.ruleText[0]).toMatch(/^A silence procedure/);
    expect(record.result.matters[0]?.count?.tests).toMatchObject([{ test: 'no_objection', have: 0 }]);
    const [AU, CA] = record.history.positions;
    expect(AU).toMatchObject({ partner: 'AU', stances: { '*': 'in_favour' } });
    expect(AU?.acts).toMatchObject([{ act: 'agree', reason: 'We welcome it.', standing: 'counts' }]);
    expect(CA).toMatchObject({ partner: 'CA', stances: { '*': 'in_favour' }, acts: [] });
    expect(record.receipts.find(({ partner }) => partner === 'NO')?.acknowledgedAt).not.toBeNull();
    const entries = await stage.record(procedure.package);
    for (const { record: number, recordHash: hash } of record.events) {
      expect(entries.find(({ sequence }) => sequence === number)?.hash).toBe(hash);
    }
  });

  it('[R183] counts again to the stated result, adopted or broken, and a changed record does not', async () => {
    const adopted = await eventful();
    await stage.clock.setTo(deadlineOf(adopted) + HOUR + 1);
    await stage.sweep();
    const broken = await stage.openSilence();
    await stage.act('CA head', broken, { act: 'object', reason: 'Article 4.' });
    for (const procedure of [adopted, broken]) {
      const record = await stage.decision('AU delegate', procedure);
      expect(verdictOf(record)).toMatchObject({ verdict: 'follows', exactBytes: true });
    }
    const record = await stage.decision('AU delegate', broken);
    const forged = structuredClone(record);
    const end = forged.events.find(({ event }) => event.type === 'closed');
    if (end?.event.type !== 'closed') throw new Error('it has not ended');
    end.event.state = 'adopted';
    expect(verdictOf(forged)).toMatchObject({
      verdict: 'differs',
      differences: [{ code: 'NOT_DECIDED', event: end.sequence }, { code: 'NOT_FOLLOWED' }],
    });
  });

  it('[R180] says why the chair took it back, which no event says', async () => {
    const procedure = await stage.openSilence();
    await stage.us.ask('chair', 'POST', `/procedures/${procedure.id}/withdraw`, { reason: 'A better text.' });
    const { events, result } = await stage.decision('AU head', procedure);
    expect(result).toMatchObject({ state: 'withdrawn', cause: 'withdrawn' });
    expect(events.at(-1)).toMatchObject({ reason: 'A better text.', by: { delegation: 'PRES' } });
  });

  it('[R180] [F51] is printed for those who may read it, and for nobody else', async () => {
    const procedure = await stage.openSilence();
    await stage.act('CA head', procedure, { act: 'object', reason: 'Article 4.' });
    const path = `/procedures/${procedure.id}/record/pdf`;
    expect((await stage.us.call(null, 'GET', path)).status).toBe(401);
    expect((await stage.us.call('administrator', 'GET', path)).code).toBe('NOT_FOUND');
    const printed = await stage.us.ask<{ filename: string; content: string }>('observer', 'GET', path);
    expect(printed.filename).toMatch(/-rev1-decision-record\.pdf$/);
    expect(Buffer.from(printed.content, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('[R182] leaves out what its reader may not see, and says so', async () => {
    const procedure = await stage.openSilence({ positionVisibility: 'chair_and_secretariat' });
    const { person } = await stage.us.ask<Me>('AU silent', 'GET', '/me');
    const mandate = { person, powers: ['endorse'], from: 0, to: null, accreditedBy: 'Capital' };
    await stage.us.ask('administrator', 'POST', '/mandates', mandate);
    const nonce = randomUUID();
    const said = { act: 'agree', packageHash: procedure.packageHash, reason: 'Secret.', nonce };
    await stage.us.ask('AU delegate', 'POST', `/procedures/${procedure.id}/ad-referendum`, said);
    await stage.us.ask('AU silent', 'POST', `/procedures/${procedure.id}/ad-referendum/answers`, {
      act: nonce,
      confirm: true,
      nonce: randomUUID(),
    });
    const whole = await stage.decision('chair', procedure);
    expect(whole.withheld).toBeNull();
    expect(verdictOf(whole).verdict).toBe('follows');
    const seen = await stage.decision('NO head', procedure);
    expect(seen.withheld).toEqual({ events: whole.events.length - 1, positions: true, objectors: false });
    expect(JSON.stringify(seen)).not.toContain('Secret.');
    expect(seen.events.map(({ event, by }) => [event.type, by?.delegation])).toEqual([['opened', 'PRES']]);
    expect(seen.history.positions.map(({ stances, acts }) => [stances, acts])).toEqual([
      [null, []],
      [null, []],
      [null, []],
    ]);
    expect(seen.result.matters[0]?.count).toBeNull();
    expect(verdictOf(seen)).toMatchObject({ verdict: 'in_part', exactBytes: true });
    const own = await stage.decision('AU delegate', procedure);
    expect(own.history.positions[0]?.acts).toMatchObject([{ reason: 'Secret.', standing: 'counts' }]);
  });

  it('[R182] an objector that the rules do not name is in no part of the others’ record', async () => {
    const procedure = await stage.openSilence({ nameObjectors: false });
    await stage.act('AU head', procedure, { act: 'object', reason: 'Article 4.' });
    const seen = await stage.decision('NO head', procedure);
    expect(seen.result.state).toBe('broken');
    expect(seen.withheld).toMatchObject({ positions: false, objectors: true });
    expect(seen.history.objections).toEqual([]);
    expect(JSON.stringify([seen.events, seen.history])).not.toContain('Article 4.');
    expect(seen.history.positions.every(({ stances }) => stances === null)).toBe(true);
    expect((await stage.decision('secretary', procedure)).history.objections).toMatchObject([
      { partner: 'AU', reason: 'Article 4.', effect: 'counts' },
    ]);
  });
});

import 'reflect-metadata';
import { derogationHash, shippedWeightTables } from '@entente/consensus';
import type { Derogation, FormalAct, Me, Procedure } from '@entente/contracts';
import type { PackageId } from '@entente/kernel';
import { randomUUID } from 'node:crypto';
import { unionOf, type Answered } from '../../test-coalition.js';
import { bootServer } from '../../boot-server.js';
import { anArticle, deadlineOf, ProcedureStage } from '../procedure.kit.js';

const HOUR = 3_600_000;
const at = (iso: string): number => new Date(iso).getTime();
const FOR = ['AT', 'BE', 'CZ', 'DE', 'DK', 'ES', 'FI', 'FR', 'HU', 'IE', 'LV', 'MT', 'NL', 'PT', 'SI'];
const EU27 = shippedWeightTables().find(({ id }) => id === 'EU27-EUROSTAT-2024-01-01');
if (EU27 === undefined) throw new Error('the table of the Union’s weights is not there');
const ALL = Object.keys(EU27.weights);

interface Adopted {
  readonly id: PackageId;
  readonly hash: string;
}

/** DOMAIN §1.3.6 over HTTP: an act of the Union, adopted, and what members then ask under it. First who must not. */
describe('derogations under an adopted package', () => {
  let stage: ProcedureStage;
  let adopted: Adopted;

  beforeAll(async () => {
    stage = await ProcedureStage.open('derogations', {}, unionOf(EU27.weights));
    for (const [who, powers] of [
      ['chair', ['propose']],
      ...ALL.map((code) => [`${code} head`, ['take_positions', 'endorse']] as const),
    ] as const) {
      const { person } = await stage.us.ask<Me>(who, 'GET', '/me');
      const mandate = { person, powers, from: 0, to: null, accreditedBy: 'Capital' };
      await stage.us.ask('administrator', 'POST', '/mandates', mandate);
    }
    adopted = await adopt();
  }, 120_000);
  afterAll(() => stage.close());

  /** On a Monday morning in Brussels; adopted by silence a day later, by a rule book that knows derogations. */
  async function adopt(rulebook = { id: 'eu-coreu-silence', version: 1 }): Promise<Adopted> {
    await stage.clock.setTo(at('2026-06-08T08:00:00.000Z'));
    const { id, hash } = await stage.frozen([anArticle(4, 'Entry shall be refused.')]);
    const body = { packageHash: hash, rulebook, lane: 'urgent' };
    const opened = await stage.us.ask<Procedure>('chair', 'POST', `/packages/${id}/procedures`, body);
    await stage.clock.setTo(deadlineOf(opened) + 1);
    await stage.sweep();
    expect((await stage.view(opened.id)).state).toBe('adopted');
    return { id, hash };
  }

  const ask = (who: string, on: Adopted, change: object = {}): Promise<Answered> =>
    stage.us.call(who, 'POST', `/packages/${on.id}/derogations`, {
      packageHash: on.hash,
      subject: 'A. N. Other, passport 123',
      provision: 'para_4',
      ground: 'Medical treatment in Vienna.',
      from: null,
      until: at('2026-09-01T00:00:00.000Z'),
      nonce: randomUUID(),
      ...change,
    });
  const asked = async (who: string, on = adopted, change: object = {}): Promise<Derogation> => {
    const answer = await ask(who, on, change);
    expect([answer.status, answer.code]).toEqual([200, undefined]);
    return answer.body as Derogation;
  };
  const list = async (who: string, on = adopted): Promise<Derogation[]> =>
    (await stage.us.ask<{ derogations: Derogation[] }>(who, 'GET', `/packages/${on.id}/derogations`))
      .derogations;
  const object = (who: string, { procedure }: Derogation): Promise<Answered> =>
    stage.act(who, procedure, { act: 'object', reason: 'It can be treated elsewhere.' });
  const types = async (id: string) => (await stage.record(id)).map(({ type }) => type);

  it('[R204] are asked by nobody but who binds a partner of the electorate', async () => {
    const path = `/packages/${adopted.id}/derogations`;
    expect((await stage.us.call(null, 'GET', path)).status).toBe(401);
    expect((await stage.us.call(null, 'POST', path, {})).status).toBe(401);
    expect((await stage.us.call('administrator', 'GET', path)).code).toBe('NOT_FOUND');
    for (const who of ['chair', 'secretary']) expect((await ask(who, adopted)).code).toBe('FORBIDDEN');
    expect(await list('secretary')).toEqual([]);
    expect(await types(adopted.id)).not.toContain('derogation.asked');
  });

  it('[R204] are asked under adopted words alone, which are named, and of a provision that they have', async () => {
    const { id, hash } = await stage.frozen();
    expect((await ask('AT head', { id, hash })).body).toMatchObject({
      code: 'WRONG_STATE',
      detail: 'The package is frozen.',
    });
    expect((await ask('AT head', adopted, { packageHash: `sha256:${'0'.repeat(64)}` })).code).toBe(
      'HASH_MISMATCH',
    );
    expect((await ask('AT head', adopted, { provision: 'para_9' })).body).toMatchObject({
      code: 'INPUT_INVALID',
      faults: [{ at: 'body.provision', message: 'is no provision of the adopted text' }],
    });
    expect((await ask('AT head', adopted, { ground: '' })).code).toBe('INPUT_INVALID');
    expect(await list('AT head')).toEqual([]);
  });

  it('[R203] are not asked where the rule book of the decision knows none', async () => {
    const other = await adopt({ id: 'nato-silence', version: 1 });
    expect((await ask('AT head', other)).body).toMatchObject({
      code: 'ACT_NOT_ALLOWED',
      detail: 'The rule book that this was adopted by knows no derogations.',
    });
  });

  it('[R202] [R203] [R205] stand on the hash of the request, for two working days, told to all and seen by all', async () => {
    await stage.clock.setTo(at('2026-06-11T09:00:00.000Z'));
    const one = await asked('AT head');
    const { procedure } = one;
    expect(procedure.packageHash).toBe(
      derogationHash({
        packageHash: one.adoptedHash,
        procedure: one.under,
        partner: one.partner,
        subject: one.subject,
        provision: one.provision,
        ground: one.ground,
        from: one.from,
        until: one.until,
      }),
    );
    // Thursday is day 0; Friday and Monday are full working days: Monday at close of business in Brussels.
    expect([procedure.state, procedure.deadlineAt]).toEqual(['open', at('2026-06-15T15:00:00.000Z')]);
    expect([procedure.electorate.length, procedure.core.terms.fallback]).toEqual([27, { id: 'QMV_55_65' }]);
    expect((await list('FI head'))[0]).toMatchObject({ partner: 'AT', record: one.record });
    expect(
      (await stage.told('FI head', procedure)).map(({ kind, facts }) => [kind, facts.procedureKind]),
    ).toEqual([['procedure_opened', 'derogation']]);
    const entry = (await stage.record(adopted.id)).find(({ sequence }: FormalAct) => sequence === one.record);
    expect(entry).toMatchObject({
      type: 'derogation.asked',
      delegation: 'AT',
      packageHash: procedure.packageHash,
      body: { procedure: procedure.id, request: { partner: 'AT', subject: one.subject, ground: one.ground } },
    });
    expect((await stage.us.call('FI head', 'GET', `/procedures/${procedure.id}/record`)).code).toBe(
      'NOT_FOUND',
    );
    expect(await stage.package(adopted.id)).toMatchObject({ state: 'adopted' });
  });

  it('[R206] are granted by silence at the deadline and a millisecond, once, also by two servers after a pause', async () => {
    const one = (await list('AT head'))[0];
    if (one === undefined) throw new Error('nothing was asked');
    const other = await bootServer(stage.database, { CLOCK_TOLERANCE_MS: '1000000000000' });
    try {
      await stage.clock.setTo(deadlineOf(one.procedure) + 30 * HOUR);
      await Promise.all([stage.sweep(), stage.sweep(other), stage.sweep(), stage.sweep(other)]);
    } finally {
      await other.app.close();
    }
    const granted = await stage.view(one.procedure.id);
    expect([granted.state, granted.cause, granted.closedAt]).toEqual([
      'adopted',
      'silence',
      deadlineOf(one.procedure) + 1,
    ]);
    const ends = (await stage.record(adopted.id)).filter(
      ({ type, body }) =>
        type === 'procedure.closed' && (body as { procedure?: string }).procedure === one.procedure.id,
    );
    expect(ends.length).toBe(1);
    expect(await stage.package(adopted.id)).toMatchObject({ state: 'adopted' });
  });

  it('[R204] the same message again is the same request; with other content, or by another, it is refused', async () => {
    const nonce = randomUUID();
    const [first, second] = await Promise.all([
      asked('CY head', adopted, { nonce }),
      asked('CY head', adopted, { nonce }),
    ]);
    expect(second.record).toBe(first.record);
    for (const [who, change] of [
      ['CY head', { ground: 'Another.' }],
      ['EL head', {}],
    ] as const) {
      expect((await ask(who, adopted, { nonce, ...change })).body).toMatchObject({
        code: 'INPUT_INVALID',
        faults: [{ at: 'body.nonce', message: 'stands for another act already' }],
      });
    }
    expect((await list('CY head')).filter(({ partner }) => partner === 'CY').length).toBe(1);
  });

  it('[R205] acts name the hash of the request, and are a member’s', async () => {
    const one = await asked('LU head');
    const wrong = { ...one.procedure, packageHash: one.adoptedHash };
    expect((await stage.act('FI head', wrong, { act: 'object', reason: 'No.' })).code).toBe('HASH_MISMATCH');
    for (const who of ['chair', 'secretary']) expect((await object(who, one)).code).toBe('FORBIDDEN');
    expect((await stage.view(one.procedure.id)).acts).toEqual([]);
  });

  it('[R91] [R206] objected to, a request is counted by QMV: fifteen with six inhabitants to spare grant it', async () => {
    const one = await asked('AT head', adopted, { subject: 'By a hair' });
    const put = (await object('SK head', one)).body as Procedure;
    expect([put.state, put.deadlineAt, put.core.escalatedAt !== null]).toEqual(['open', null, true]);
    await stage.clock.setTo(deadlineOf(one.procedure) + 1);
    await stage.sweep();
    expect((await stage.view(one.procedure.id)).state).toBe('open');
    for (const code of ALL) {
      if (code === 'SK') continue;
      const act = FOR.includes(code) ? { act: 'agree' } : { act: 'object', reason: 'No.' };
      expect((await stage.act(`${code} head`, one.procedure, act)).status).toBe(200);
    }
    const granted = await stage.view(one.procedure.id);
    expect([granted.state, granted.cause]).toEqual(['adopted', 'counted']);
    expect(await stage.package(adopted.id)).toMatchObject({ state: 'adopted' });
  });

  it('[R206] the chair closes a count as it stands: fourteen do not grant it', async () => {
    const one = await asked('AT head', adopted, { subject: 'Short' });
    await object('SK head', one);
    for (const code of FOR.slice(1)) await stage.act(`${code} head`, one.procedure);
    expect((await stage.chair(one.procedure, { type: 'close' }, 'AT head')).code).toBe('FORBIDDEN');
    const closed = (await stage.chair(one.procedure, { type: 'close' })).body as Procedure;
    expect(closed.state).toBe('not_adopted');
    expect(await stage.package(adopted.id)).toMatchObject({ state: 'adopted' });
  });

  it('[R205] is taken back by who asked alone, while it is not decided; the chair neither withdraws nor refers it', async () => {
    const one = await asked('NL head');
    const takeBack = (who: string) =>
      stage.us.call(who, 'POST', `/derogations/${one.procedure.id}/take-back`, {
        reason: 'Settled at home.',
      });
    for (const who of ['chair', 'secretary']) expect((await takeBack(who)).code).toBe('FORBIDDEN');
    expect((await takeBack('FI head')).code).toBe('NOT_OWNER');
    const withdraw = await stage.us.call('chair', 'POST', `/procedures/${one.procedure.id}/withdraw`, {
      reason: 'x',
    });
    const refer = await stage.chair(one.procedure, { type: 'refer', reason: 'x' });
    expect([withdraw.code, refer.code]).toEqual(['ACT_NOT_ALLOWED', 'ACT_NOT_ALLOWED']);
    expect((await stage.view(one.procedure.id)).state).toBe('open');
    expect((await takeBack('NL head')).body).toMatchObject({ procedure: { state: 'withdrawn' } });
    expect((await takeBack('NL head')).code).toBe('ALREADY_CLOSED');
    expect((await object('FI head', one)).code).toBe('ALREADY_CLOSED');
    const missing = await stage.us.call('NL head', 'POST', `/derogations/${randomUUID()}/take-back`, {
      reason: 'x',
    });
    expect(missing.code).toBe('NOT_FOUND');
  });

  it('[R204] leave the package’s own procedures alone: none of them is listed there, and it is published as adopted', async () => {
    const path = `/packages/${adopted.id}/procedures`;
    const { procedures } = await stage.us.ask<{ procedures: Procedure[] }>('FI head', 'GET', path);
    expect(procedures.map(({ packageHash }) => packageHash)).toEqual([adopted.hash]);
  });
});

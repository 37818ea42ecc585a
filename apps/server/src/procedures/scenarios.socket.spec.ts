import 'reflect-metadata';
import { shippedWeightTables } from '@entente/consensus';
import type { Me, Procedure } from '@entente/contracts';
import type { PackageId } from '@entente/kernel';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { unionOf } from '../test-coalition.js';
import { anArticle, ProcedureStage } from './procedure.kit.js';

const EU27 = shippedWeightTables().find(({ id }) => id === 'EU27-EUROSTAT-2024-01-01');
if (EU27 === undefined) throw new Error('the table of the Union’s weights is not there');
const at = (iso: string): Procedure['openedAt'] & number =>
  new Date(iso).getTime() as Procedure['openedAt'] & number;

/** DOMAIN §5 with its own instants, over HTTP, on a server whose database has the clock of the scenario. */
describe('scenarios of the Union over HTTP', () => {
  let stage: ProcedureStage;
  beforeAll(async () => {
    stage = await ProcedureStage.open('scenarios', {}, unionOf(EU27.weights));
    for (const [who, powers] of [
      ['chair', ['propose']],
      ['FI head', ['take_positions', 'endorse']],
      ['HU head', ['take_positions', 'endorse']],
      ['NL head', ['take_positions', 'endorse']],
    ] as const) {
      const { person } = await stage.us.ask<Me>(who, 'GET', '/me');
      const mandate = { person, powers, from: 0, to: null, accreditedBy: 'Capital' };
      await stage.us.ask('administrator', 'POST', '/mandates', mandate);
    }
  }, 120_000);
  afterAll(() => stage.close());

  const resume = (id: PackageId) => stage.us.ask('chair', 'POST', `/packages/${id}/resume-drafting`);
  const ends = async (of: Procedure) =>
    (await stage.record(of.package)).filter(
      ({ type, body }) =>
        type === 'procedure.closed' && (body as { procedure?: string } | null)?.procedure === of.id,
    );

  describe('S1: a silence of 27 broken at T-1 minute', () => {
    let procedure: Procedure;

    it('[R66] [R164] is broken at once, the other endorsement stays without effect, and all heads and the chair are told', async () => {
      await stage.clock.setTo(at('2026-06-08T07:59:00.000Z'));
      const id = await stage.drafted([anArticle(4, 'Funds shall be frozen.')]);
      await stage.tabled(id, 1);
      await resume(id);
      await stage.tabled(id, 2);
      await resume(id);
      const hash = await stage.tabled(id, 3);
      await stage.clock.setTo(at('2026-06-08T08:00:00.000Z'));
      const deadlineAt = at('2026-06-11T10:00:00.000Z');
      procedure = await stage.silenceOn({ id, hash }, { deadlineAt });
      expect([procedure.revision, procedure.electorate.length]).toEqual([3, 27]);
      await stage.clock.setTo(at('2026-06-09T10:00:00.000Z'));
      await stage.act('FI head', procedure);
      await stage.clock.setTo(at('2026-06-11T09:59:00.000Z'));
      const said = { act: 'object', scope: ['art_4'], reason: 'Article 4 goes too far.' };
      const broken = (await stage.act('HU head', procedure, said)).body as Procedure;
      expect([broken.state, broken.cause]).toEqual(['broken', 'objection']);
      const closedAt = broken.closedAt ?? 0;
      expect(closedAt).toBeGreaterThanOrEqual(at('2026-06-11T09:59:00.000Z'));
      expect(closedAt).toBeLessThan(deadlineAt);
      expect(
        new Map(broken.acts.map(({ partner, act, at: when }) => [partner, [act, when < deadlineAt]])),
      ).toEqual(
        new Map([
          ['FI', ['agree', true]],
          ['HU', ['object', true]],
        ]),
      );
      expect(broken.missing.length).toBe(25);
      expect((await ends(procedure)).map(({ body }) => body)).toMatchObject([
        { state: 'broken', cause: 'objection', partners: ['HU'], at: closedAt },
      ]);
      expect(await told(stage, procedure, 'objection')).toEqual({ seats: 29, reason: said.reason });
      expect((await told(stage, procedure, 'procedure_closed')).seats).toBe(29);
    });

    it('[R66] [R155] taken back half a minute later it stays broken; at the deadline nothing is adopted; a reissue has 24 hours', async () => {
      const id = procedure.package;
      const back = await stage.say('HU head', procedure, { type: 'withdraw_objection' });
      expect(back.code).toBe('ALREADY_CLOSED');
      await stage.clock.setTo(at('2026-06-11T10:00:00.001Z'));
      await stage.sweep();
      expect((await stage.view(procedure.id)).state).toBe('broken');
      expect((await ends(procedure)).length).toBe(1);
      expect(await stage.package(id)).toMatchObject({ state: 'drafting', revision: 3 });
      expect(await stage.tabled(id, 4)).toBe(procedure.packageHash);
      const reissue = (deadlineAt: number) =>
        stage.us.call('chair', 'POST', `/packages/${id}/procedures`, {
          packageHash: procedure.packageHash,
          rulebook: { id: 'nato-silence', version: 1 },
          deadlineAt,
          follows: { procedure: procedure.id, as: 'reissue' },
        });
      const now = await stage.clock.now();
      expect((await reissue(now + 3_600_000)).code).toBe('RULE_INPUT');
      const again = (await reissue(now + 25 * 3_600_000)).body as Procedure;
      expect([again.state, again.follows]).toEqual(['open', procedure.id]);
    });
  });

  describe('S9: a sunset renewal with a late parliamentary reserve', () => {
    const DEADLINE = at('2027-05-17T10:00:00.000Z');
    const renewal = async (change: object = {}) => {
      await stage.clock.setTo(at('2027-05-10T10:00:00.000Z'));
      const id = await stage.drafted([anArticle(16, 'This Decision shall apply until 18 May 2028.')]);
      const path = `/packages/${id}/positions`;
      const { provisions } = await stage.us.ask<{ provisions: Record<string, string> }>(
        'NL head',
        'GET',
        path,
      );
      await stage.us.ask('NL head', 'PUT', path, {
        provision: 'para_16',
        hash: provisions['para_16'],
        position: 'reserve',
        reserve: 'parliamentary',
        note: 'The chamber votes on the 17th.',
      });
      const procedure = await stage.silenceOn(
        { id, hash: await stage.tabled(id) },
        { deadlineAt: DEADLINE, ...change },
      );
      expect(procedure.core.reserves).toMatchObject([{ partner: 'NL', kind: 'parliamentary', end: null }]);
      return procedure;
    };
    const lift = (procedure: Procedure) =>
      stage.say('NL head', procedure, {
        type: 'end_reserve',
        id: procedure.core.reserves[0]?.id,
        mode: 'lifted',
        to: null,
        reason: '',
        evidence: 'cleared',
      });

    it('[R70] (a) lifted two hours before the deadline, it is adopted a millisecond after it', async () => {
      const procedure = await renewal();
      await stage.clock.setTo(at('2027-05-17T08:00:00.000Z'));
      expect((await lift(procedure)).status).toBe(200);
      await stage.clock.setTo(at('2027-05-17T10:00:01.000Z'));
      await stage.sweep();
      const adopted = await stage.view(procedure.id);
      expect([adopted.state, adopted.closedAt]).toEqual(['adopted', at('2027-05-17T10:00:00.001Z')]);
      expect(adopted.core.reserves[0]?.end).toMatchObject({ mode: 'lifted', evidence: 'cleared' });
    });

    it('[R70] [R192] [R193] (b) not lifted it is broken, again after a reissue of 24 hours; the lift an hour too late stays on record', async () => {
      const first = await renewal();
      await stage.clock.setTo(at('2027-05-17T10:59:00.000Z'));
      await stage.sweep();
      const broken = await stage.view(first.id);
      expect([broken.state, broken.cause, broken.closedAt]).toEqual([
        'broken',
        'reserve_not_lifted',
        at('2027-05-17T10:00:00.001Z'),
      ]);
      const id = first.package;
      const second = await stage.silenceOn(
        { id, hash: await stage.tabled(id, 2) },
        {
          deadlineAt: at('2027-05-18T11:00:00.000Z'),
          minPeriodMs: 24 * 3_600_000,
          follows: first.id,
          followsAs: 'reissue',
        },
      );
      expect(second.core.reserves).toMatchObject([{ id: first.core.reserves[0]?.id, end: null }]);
      await stage.clock.setTo(at('2027-05-18T12:00:00.000Z'));
      const late = (await lift(second)).body as Procedure;
      expect([late.state, late.cause, late.closedAt]).toEqual([
        'broken',
        'reserve_not_lifted',
        at('2027-05-18T11:00:00.001Z'),
      ]);
      expect(late.core.reserves[0]?.end).toMatchObject({ mode: 'lifted', evidence: 'cleared' });
      expect(await stage.package(id)).toMatchObject({ state: 'drafting' });
    });

    it('[R95] (c) abstaining instead of lifting asks for special reasons; given, it is adopted and the reserve overridden', async () => {
      const procedure = await renewal({ rule: { id: 'UNANIMITY_ABST' }, reasonsRequired: false });
      const abstain = { act: 'abstain', nonce: randomUUID() };
      expect((await stage.act('NL head', procedure, abstain)).code).toBe('OVERRIDE_REASON_REQUIRED');
      const special = { ...abstain, nonce: randomUUID(), overrideReason: 'Measures lapse tomorrow.' };
      expect((await stage.act('NL head', procedure, special)).status).toBe(200);
      await stage.clock.setTo(at('2027-05-17T10:00:01.000Z'));
      await stage.sweep();
      const adopted = await stage.view(procedure.id);
      expect([adopted.state, adopted.closedAt]).toEqual(['adopted', at('2027-05-17T10:00:00.001Z')]);
      expect(adopted.core.reserves[0]?.end).toMatchObject({
        mode: 'overridden',
        reason: 'Measures lapse tomorrow.',
      });
    });

    it('[R207] [P25] (d) everybody is warned 90, 30, 7 and 1 days before the sunset, once each, whenever somebody looks', async () => {
      const at1800 = (day: string) => at(`${day}T22:00:00.000Z`);
      const sunset = { at: at1800('2028-05-18'), warningDays: [90, 30, 7, 1] };
      const procedure = await renewal({ sunset, zone: 'Europe/Brussels' });
      await lift(procedure);
      await stage.clock.setTo(at('2027-05-17T10:00:01.000Z'));
      await stage.sweep();
      const adopted = await stage.view(procedure.id);
      // Ninety days before it is winter in Brussels: midnight there is an hour later by UTC.
      expect([adopted.state, adopted.nextInstant]).toEqual(['adopted', at('2028-02-18T23:00:00.000Z')]);
      const warned = async (): Promise<readonly unknown[]> =>
        (await stage.record(procedure.package))
          .filter(({ type }) => type === 'procedure.sunset_near')
          .map(({ body, person }) => {
            const { at: when, daysBefore, sunsetAt } = body as Record<string, number>;
            return [daysBefore, when, sunsetAt, person];
          });
      await stage.clock.setTo(at('2028-02-18T22:59:59.000Z'));
      await stage.sweep();
      expect(await warned()).toEqual([]);
      await stage.clock.setTo(at('2028-02-19T06:00:00.000Z'));
      await Promise.all([stage.sweep(), stage.sweep()]);
      expect(await warned()).toEqual([[90, at('2028-02-18T23:00:00.000Z'), sunset.at, null]]);
      expect(await told(stage, procedure, 'sunset_near')).toMatchObject({ seats: 29 });
      // Nobody looked for months: each warning still has its own instant.
      await stage.clock.setTo(at('2028-05-18T12:00:00.000Z'));
      await stage.sweep();
      await stage.sweep();
      expect((await warned()).slice(1)).toEqual([
        [30, at1800('2028-04-18'), sunset.at, null],
        [7, at1800('2028-05-11'), sunset.at, null],
        [1, at1800('2028-05-17'), sunset.at, null],
      ]);
      expect(await stage.view(procedure.id)).toMatchObject({ state: 'adopted', nextInstant: null });
      expect(await stage.package(procedure.package)).toMatchObject({ state: 'adopted' });
    });
  });
});

/** How many seats were told of something, and the reason that they were given. */
async function told(
  stage: ProcedureStage,
  { id }: Procedure,
  kind: string,
): Promise<{ seats: number; reason: string | null }> {
  const client = new pg.Client({ connectionString: stage.database.adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ seats: number; reason: string | null }>(
      `SELECT count(DISTINCT p.delegation)::int AS seats, max(n.facts->>'reason') AS reason
       FROM notification n JOIN person p ON p.id = n.person
       WHERE n.procedure = $1 AND n.kind = $2`,
      [id, kind],
    );
    return rows[0] ?? { seats: 0, reason: null };
  } finally {
    await client.end();
  }
}

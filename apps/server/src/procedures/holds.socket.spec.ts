import 'reflect-metadata';
import type { Terms } from '@entente/consensus';
import type { DecisionRecord, Procedure } from '@entente/contracts';
import { randomUUID } from 'node:crypto';
import type { Answered } from '../test-coalition.js';
import { deadlineOf, ProcedureStage } from './procedure.kit.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const of = ({ body }: Answered): Procedure => body as Procedure;

/** A hold stops the clock of what it concerns, over HTTP: first who must not, then who may, and what it does to the deadline. */
describe('holds', () => {
  let stage: ProcedureStage;
  beforeAll(async () => {
    stage = await ProcedureStage.open('holds');
  }, 60_000);
  afterAll(() => stage.close());

  const committee = async (change: Partial<Terms> = {}): Promise<Procedure> =>
    stage.openSilence({
      kind: 'no_objection',
      onObjection: 'suspend',
      deadlineAt: ((await stage.clock.now()) + 5 * DAY) as Terms['deadlineAt'],
      holdMaxMs: 30 * DAY,
      ...change,
    });
  const hold = (who: string, procedure: Procedure, change: object = {}): Promise<Answered> =>
    stage.say(who, procedure, { type: 'hold', scope: [], reason: 'The capital reads it.', ...change });
  const lift = (who: string, procedure: Procedure, id: string | undefined): Promise<Answered> =>
    stage.say(who, procedure, { type: 'lift_hold', id, reason: 'Read.' });
  const idOf = (procedure: Procedure): string | undefined => procedure.core.holds[0]?.id;
  const kinds = async (who: string, procedure: Procedure) =>
    (await stage.told(who, procedure)).map(({ kind }) => kind);

  it('[R161] [R80] are for a partner with a mandate, where the terms suspend, and once', async () => {
    const procedure = await committee();
    for (const who of ['chair', 'secretary', 'observer', 'AU delegate']) {
      expect([who, (await hold(who, procedure)).code]).toEqual([who, 'FORBIDDEN']);
    }
    expect((await hold('AU silent', procedure)).code).toBe('NO_MANDATE');
    expect((await hold('AU head', await stage.openSilence())).code).toBe('ACT_NOT_ALLOWED');
    const held = of(await hold('AU head', procedure));
    expect((await hold('AU head', procedure)).code).toBe('HOLD_LIMIT');
    expect((await lift('CA head', procedure, idOf(held))).code).toBe('NOT_OWNER');
  });

  it('[R80] [R81] placed, nothing is adopted at the deadline; lifted, the clock runs on with what was left', async () => {
    const procedure = await committee();
    const placed = of(await hold('AU head', procedure));
    const at = placed.core.holds[0]?.at ?? 0;
    expect([placed.state, placed.core.matters[0]?.remainingMs]).toEqual([
      'suspended',
      deadlineOf(procedure) - at,
    ]);
    for (const who of ['NO head', 'chair', 'secretary'])
      expect(await kinds(who, procedure)).toContain('hold_placed');
    await stage.clock.setTo(deadlineOf(procedure) + 2 * DAY);
    await stage.sweep();
    expect((await stage.view(procedure.id)).state).toBe('suspended');
    const lifted = of(await lift('AU head', procedure, idOf(placed)));
    const since = lifted.core.holds[0]?.end?.at ?? 0;
    expect([lifted.state, deadlineOf(lifted)]).toEqual(['open', since + (deadlineOf(procedure) - at)]);
    expect(await kinds('NO head', procedure)).toEqual(
      expect.arrayContaining(['hold_ended', 'procedure_resumed']),
    );
    await stage.clock.setTo(deadlineOf(lifted) + 1);
    await stage.sweep();
    const closed = await stage.view(procedure.id);
    expect([closed.state, closed.closedAt]).toEqual(['adopted', deadlineOf(lifted) + 1]);
    const record = await stage.us.ask<DecisionRecord>(
      'observer',
      'GET',
      `/procedures/${procedure.id}/record`,
    );
    expect(record.history.holds).toMatchObject([{ partner: 'AU', end: { mode: 'lifted', reason: 'Read.' } }]);
    expect(record.history.deadlines).toMatchObject([{ how: 'resumed', to: deadlineOf(lifted) }]);
  });

  it('[R82] turned into an objection it breaks the procedure, and the package goes back to drafting', async () => {
    const procedure = await committee();
    const placed = of(await hold('NO head', procedure));
    const convert = { type: 'convert_hold', id: idOf(placed), reason: 'Not this vessel.' };
    expect((await stage.say('CA head', procedure, convert)).code).toBe('NOT_OWNER');
    const broken = of(await stage.say('NO head', procedure, convert));
    expect([broken.state, broken.cause, broken.acts.map(({ partner, act }) => [partner, act])]).toEqual([
      'broken',
      'objection',
      [['NO', 'object']],
    ]);
    expect((await stage.package(procedure.package)).state).toBe('drafting');
  });

  it('[R83] that nobody lifts runs out by itself, and what it held is adopted a millisecond later', async () => {
    const procedure = await committee();
    const placed = of(await hold('AU head', procedure));
    const expiresAt = placed.core.holds[0]?.expiresAt ?? 0;
    await stage.clock.setTo(expiresAt + HOUR);
    await stage.sweep();
    const closed = await stage.view(procedure.id);
    expect([closed.state, closed.closedAt]).toEqual(['adopted', expiresAt + 1]);
    expect(closed.core.holds[0]?.end).toMatchObject({ mode: 'expired', at: expiresAt });
  });

  it('[R83] on one entry of two: the other is adopted at the deadline, the held one waits', async () => {
    const items = [
      { id: 'E1', title: 'First entry' },
      { id: 'E2', title: 'Second entry' },
    ];
    const procedure = await committee({ severable: true, items });
    const placed = of(await hold('AU head', procedure, { scope: ['E2'] }));
    await stage.clock.setTo(deadlineOf(procedure) + 1);
    await stage.sweep();
    const part = await stage.view(procedure.id);
    expect([part.state, part.core.matters.map(({ state }) => state)]).toEqual([
      'part_adopted',
      ['adopted', 'held'],
    ]);
    const lifted = of(await lift('AU head', procedure, idOf(placed)));
    await stage.clock.setTo(deadlineOf(lifted) + 1);
    await stage.sweep();
    expect((await stage.view(procedure.id)).core.matters.map(({ state }) => state)).toEqual([
      'adopted',
      'adopted',
    ]);
  });

  describe('a short extension', () => {
    const ask = (who: string, procedure: Procedure, change: object) =>
      stage.say(who, procedure, {
        type: 'ask_hold_extension',
        id: idOf(procedure),
        reason: 'The court rules on Monday.',
        ...change,
      });
    const grant = (who: string, procedure: Procedure) =>
      stage.chair(procedure, { type: 'extend_hold', id: idOf(procedure) }, who);
    const held = async (change: Partial<Terms> = { holdExtensionMs: 10 * DAY }): Promise<Procedure> =>
      of(await hold('AU head', await committee(change)));
    const expiryOf = ({ core }: Procedure): number => core.holds[0]?.expiresAt ?? 0;

    it('[R200] is asked by the holder alone, within the terms, and moves nothing; the chair is told, the others are not', async () => {
      const procedure = await held();
      const until = expiryOf(procedure) + 8 * DAY;
      expect((await ask('chair', procedure, { until })).code).toBe('FORBIDDEN');
      expect((await ask('CA head', procedure, { until })).code).toBe('NOT_OWNER');
      expect((await ask('AU head', procedure, { until, reason: '' })).code).toBe('REASON_REQUIRED');
      const tooLong = await ask('AU head', procedure, { until: expiryOf(procedure) + 10 * DAY + 1 });
      expect(tooLong.body).toMatchObject({
        code: 'INSTANT_UNFIT',
        detail: `The bound is ${new Date(expiryOf(procedure) + 10 * DAY).toISOString()}.`,
      });
      const asked = of(await ask('AU head', procedure, { until }));
      expect(asked.core.holds).toMatchObject([{ expiresAt: expiryOf(procedure), asked: { until } }]);
      expect(await kinds('chair', procedure)).toContain('hold_extension_asked');
      expect(await kinds('NO head', procedure)).not.toContain('hold_extension_asked');
      expect((await ask('AU head', await held({}), { until })).code).toBe('ACT_NOT_ALLOWED');
    });

    it('[R201] is granted by the chair, once; the hold then runs out at the instant that was asked for', async () => {
      const procedure = await held();
      expect((await grant('chair', procedure)).code).toBe('NOT_FOUND');
      const until = expiryOf(procedure) + 8 * DAY;
      await ask('AU head', procedure, { until });
      for (const who of ['AU head', 'secretary', 'observer']) {
        expect([who, (await grant(who, procedure)).code]).toEqual([who, 'FORBIDDEN']);
      }
      const extended = of(await grant('chair', procedure));
      expect(extended.core.holds).toMatchObject([{ expiresAt: until, extendedFrom: expiryOf(procedure) }]);
      expect((await ask('AU head', procedure, { until: until + DAY })).code).toBe('HOLD_LIMIT');
      expect(await kinds('NO head', procedure)).toContain('hold_extended');
      await stage.clock.setTo(until - HOUR);
      await stage.sweep();
      expect((await stage.view(procedure.id)).state).toBe('suspended');
      await stage.clock.setTo(until + HOUR);
      await stage.sweep();
      const closed = await stage.view(procedure.id);
      expect([closed.state, closed.closedAt]).toEqual(['adopted', until + 1]);
      const types = (await stage.record(procedure.package)).map(({ type }) => type);
      expect(types).toEqual(
        expect.arrayContaining(['procedure.hold_extension_asked', 'procedure.hold_extended']),
      );
    });
  });

  describe('closing early', () => {
    const close = (procedure: Procedure, who = 'chair') =>
      stage.chair(procedure, { type: 'close_early' }, who);

    it('[R75] is the chair’s, once every partner has endorsed: adopted at the last endorsement, and closed to all', async () => {
      const procedure = await stage.openSilence();
      for (const who of ['AU head', 'secretary', 'observer']) {
        expect((await close(procedure, who)).code).toBe('FORBIDDEN');
      }
      await stage.act('AU head', procedure);
      await stage.act('CA head', procedure);
      expect((await close(procedure)).body).toMatchObject({
        status: 409,
        code: 'NOT_ALL_ENDORSED',
        title: 'Not every partner has endorsed yet.',
        remedy: 'Wait for the deadline or for the partners that are awaited.',
      });
      const last = of(await stage.act('NO head', procedure)).acts.find(({ partner }) => partner === 'NO');
      await stage.clock.advance(60_000);
      const closed = of(await close(procedure));
      expect([closed.state, closed.cause, closed.closedAt]).toEqual(['adopted', 'early_close', last?.at]);
      expect(closed.closedAt).toBeLessThan(deadlineOf(procedure));
      expect((await stage.package(procedure.package)).state).toBe('adopted');
      expect(await kinds('NO head', procedure)).toContain('procedure_closed');
      const late = { act: 'object', reason: 'Too late.', nonce: randomUUID() };
      expect((await stage.act('NO head', procedure, late)).code).toBe('ALREADY_CLOSED');
      await stage.clock.setTo(deadlineOf(procedure) + 1);
      await stage.sweep();
      const ends = (await stage.record(procedure.package)).filter(({ type }) => type === 'procedure.closed');
      expect(ends.length).toBe(1);
    });

    it('[R75] waits for a reserve that blocks, which is named', async () => {
      const procedure = await stage.openSilence();
      await stage.chair(procedure, { type: 'give_leave', partner: 'NO', nonce: randomUUID() });
      const id = randomUUID();
      await stage.say('NO head', procedure, {
        type: 'enter_reserve',
        kind: 'substantive',
        scope: [],
        reason: 'Article 3.',
        language: null,
        waitsFor: '',
        reopens: null,
        nonce: id,
      });
      for (const who of ['AU head', 'CA head', 'NO head']) await stage.act(who, procedure);
      expect((await close(procedure)).body).toMatchObject({
        code: 'RESERVE_LIVE',
        remedy: 'Ask its owner to lift it.',
        faults: [{ at: 'reserve', message: id }],
      });
      await stage.say('NO head', procedure, {
        type: 'end_reserve',
        id,
        mode: 'lifted',
        to: null,
        reason: 'Settled.',
        evidence: '',
      });
      expect(of(await close(procedure)).state).toBe('adopted');
    });
  });
});

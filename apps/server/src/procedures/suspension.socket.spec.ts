import 'reflect-metadata';
import type { Procedure } from '@entente/contracts';
import { deadlineOf, ProcedureStage } from './procedure.kit.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('a procedure that the chair suspends', () => {
  let stage: ProcedureStage;
  beforeAll(async () => {
    stage = await ProcedureStage.open('suspension');
  }, 60_000);
  afterAll(() => stage.close());

  const suspend = (change: object = {}) => ({
    type: 'suspend',
    reason: 'The ministers meet first.',
    until: null,
    ...change,
  });
  const kinds = async (who: string, procedure: Procedure) =>
    (await stage.told(who, procedure)).map(({ kind }) => kind);

  it('[R161] [R189] is suspended and resumed by nobody else', async () => {
    const procedure = await stage.openSilence();
    for (const who of ['AU head', 'secretary', 'observer']) {
      expect((await stage.chair(procedure, suspend(), who)).code).toBe('FORBIDDEN');
      expect((await stage.chair(procedure, { type: 'resume' }, who)).code).toBe('FORBIDDEN');
    }
    expect((await stage.chair(procedure, suspend({ reason: '' }))).code).toBe('INPUT_INVALID');
    expect((await stage.chair(procedure, suspend({ until: 1 }))).code).toBe('INSTANT_UNFIT');
    expect((await stage.chair(procedure, { type: 'resume' })).code).toBe('ACT_NOT_ALLOWED');
    expect((await stage.view(procedure.id)).state).toBe('open');
  });

  it('[R189] [R190] does not close at its deadline, and runs on with what was left, at least a day', async () => {
    const procedure = await stage.openSilence();
    const suspended = await stage.chair(procedure, suspend());
    expect(suspended.body).toMatchObject({ state: 'suspended', nextInstant: null });
    await stage.clock.setTo(deadlineOf(procedure) + 5 * DAY);
    await stage.sweep();
    expect((await stage.view(procedure.id)).state).toBe('suspended');
    expect((await stage.package(procedure.package)).state).toBe('decision');
    expect((await stage.act('AU head', procedure)).status).toBe(200);
    const resumed = (await stage.chair(procedure, { type: 'resume' })).body as Procedure;
    expect([resumed.state, resumed.core.extensions]).toEqual(['open', 0]);
    // Less than an hour was left when it stopped: the least is a day.
    const started = resumed.core.matters[0]?.since ?? 0;
    expect(deadlineOf(resumed)).toBe(started + DAY);
    for (const who of ['AU head', 'NO delegate', 'secretary']) {
      expect(await kinds(who, procedure)).toEqual(
        expect.arrayContaining(['procedure_suspended', 'procedure_resumed']),
      );
    }
    const told = (await stage.told('NO head', procedure)).find(({ kind }) => kind === 'procedure_suspended');
    expect(told?.facts.reason).toBe('The ministers meet first.');
    await stage.clock.setTo(deadlineOf(resumed) + 1);
    await stage.sweep();
    const closed = await stage.view(procedure.id);
    expect([closed.state, closed.closedAt]).toEqual(['adopted', deadlineOf(resumed) + 1]);
    const types = (await stage.record(procedure.package)).map(({ type }) => type);
    expect(types).toEqual(
      expect.arrayContaining([
        'procedure.suspended',
        'procedure.suspension_ended',
        'procedure.resumed',
        'procedure.closed',
      ]),
    );
  });

  it('[R190] runs on by time alone at the instant that was named, whenever somebody looks', async () => {
    const procedure = await stage.openSilence();
    const until = deadlineOf(procedure) + 2 * DAY;
    const suspended = (await stage.chair(procedure, suspend({ until }))).body as Procedure;
    expect(suspended.nextInstant).toBe(until);
    await stage.clock.setTo(until + HOUR);
    await stage.sweep();
    const resumed = await stage.view(procedure.id);
    expect([resumed.state, deadlineOf(resumed)]).toEqual(['open', until + DAY]);
    const ended = (await stage.record(procedure.package)).find(
      ({ type }) => type === 'procedure.suspension_ended',
    );
    expect([ended?.person, ended?.body]).toMatchObject([null, { by: 'system', at: until }]);
  });

  it('[R189] is still broken by an objection, and the package goes back to drafting', async () => {
    const procedure = await stage.openSilence();
    await stage.chair(procedure, suspend());
    expect((await stage.chair(procedure, suspend())).code).toBe('ACT_NOT_ALLOWED');
    const extension = { type: 'extend', deadlineAt: deadlineOf(procedure) + DAY };
    expect((await stage.chair(procedure, extension)).code).toBe('ACT_NOT_ALLOWED');
    const broken = await stage.act('NO head', procedure, { act: 'object', reason: 'Article 4.' });
    expect((broken.body as Procedure).state).toBe('broken');
    expect((await stage.package(procedure.package)).state).toBe('drafting');
  });
});

import { hostCities } from '../calendar/host-cities.js';
import { nextInstant } from './clock.js';
import type { CommandOf } from './command.js';
import { act, at, extend, hold, lift, reserve, Run, seats, silence } from './procedure.kit.js';
import type { Terms } from './terms.js';

const OPENED = '2026-06-08T08:00:00.000Z';
const PARTNERS = ['AU', 'CA', 'GB'];
const items = ['1', '2'].map((id) => ({ id, title: `Entry ${id}` }));
const brussels = hostCities().find((calendar) => calendar.zone === 'Europe/Brussels');
if (brussels === undefined) throw new Error('no calendar of Brussels');

/** Under silence until Thu 11 June 2026, 12:00 in Brussels. */
const open = (change: Partial<Terms> = {}): Run =>
  new Run(silence({ members: seats(PARTNERS), calendar: brussels, ...change }), OPENED);
const suspend = (until: string | null = null, more: object = {}): CommandOf<'suspend'> => ({
  type: 'suspend',
  by: 'chair',
  reason: 'The ministers meet first.',
  until: until === null ? null : at(until),
  ...more,
});
const RESUME: CommandOf<'resume'> = { type: 'resume', by: 'chair' };

describe('the chair stops the clock', () => {
  it('[R189] for as long as it does not let it run: nothing closes, and what is said is received', () => {
    const run = open()
      .send(suspend(), '2026-06-10T10:00:00.000Z')
      .send(act('AU', 'agree'), '2026-06-20T10:00:00.000Z')
      .tick('2026-07-01T00:00:00.000Z');
    expect(run.now).toMatchObject({
      state: 'suspended',
      since: at('2026-06-10T10:00:00.000Z'),
      closedAt: null,
      suspension: { reason: 'The ministers meet first.', until: null },
      acts: [{ partner: 'AU' }],
    });
    expect(nextInstant(run.now)).toBeNull();
  });

  it('[R189] an objection still ends it, and the chair may withdraw it', () => {
    const held = (): Run => open().send(suspend(), '2026-06-10T10:00:00.000Z');
    expect(held().send(act('CA', 'object'), '2026-06-20T10:00:00.000Z').now).toMatchObject({
      state: 'broken',
      closedAt: at('2026-06-20T10:00:00.000Z'),
    });
    expect(held().send({ type: 'withdraw' }, '2026-06-20T10:00:00.000Z').now.state).toBe('withdrawn');
  });

  it('[R189] with a stated reason, by the chair alone, while a clock runs, not twice, until later than now', () => {
    const now = '2026-06-10T10:00:00.000Z';
    expect(open().code(suspend(null, { by: 'secretariat' }), now)).toBe('WRONG_OFFICE');
    expect(open().code(suspend(null, { reason: ' ' }), now)).toBe('REASON_REQUIRED');
    expect(open().code(suspend(now), now)).toBe('INSTANT_UNFIT');
    expect(open().send(suspend(), now).code(suspend(), now)).toBe('WRONG_STATE');
    const untimed = open({ kind: 'vote', rule: { id: 'TWO_THIRDS_MEMBERS' }, deadlineAt: null });
    expect(untimed.code(suspend(), now)).toBe('WRONG_STATE');
    expect(open().code(suspend(), '2026-06-11T10:00:00.001Z')).toBe('ALREADY_CLOSED');
    const faulty = open().send({ type: 'clock_fault', offMs: 2_001 }, now);
    expect(faulty.code(suspend(), now)).toBe('WRONG_STATE');
    const announced = new Run(
      silence({ members: seats(PARTNERS), opensAt: at('2026-06-09T08:00:00.000Z') }),
      OPENED,
      'announce',
    );
    expect(announced.code(suspend(), OPENED)).toBe('WRONG_STATE');
  });

  it('[R189] a vote that all have answered, and a written procedure, are closed only once it runs again', () => {
    const vote = open({ kind: 'vote', rule: { id: 'TWO_THIRDS_MEMBERS' } });
    vote.send(suspend(), '2026-06-09T10:00:00.000Z');
    for (const partner of PARTNERS) vote.send(act(partner, 'agree'), '2026-06-09T11:00:00.000Z');
    expect(vote.now.state).toBe('suspended');
    expect(vote.send(RESUME, '2026-06-09T12:00:00.000Z').now).toMatchObject({
      state: 'adopted',
      closedAt: at('2026-06-09T12:00:00.000Z'),
    });
    const written = open({ kind: 'written', rule: { id: 'UNANIMITY_ABST' } });
    for (const partner of PARTNERS) written.send(act(partner, 'agree'), '2026-06-09T08:00:00.000Z');
    written.send(suspend(), '2026-06-09T10:00:00.000Z');
    expect(written.code({ type: 'close', by: 'chair' }, '2026-06-09T11:00:00.000Z')).toBe('WRONG_STATE');
    expect(written.code({ type: 'close_early', by: 'chair' }, '2026-06-09T11:00:00.000Z')).toBe(
      'WRONG_STATE',
    );
    expect(written.code(extend('2026-06-20T10:00:00.000Z'), '2026-06-09T11:00:00.000Z')).toBe('WRONG_STATE');
  });

  it('[R189] put to a count by an objection, it has no clock any more that stands', () => {
    const run = open({ fallback: { id: 'TWO_THIRDS_MEMBERS' } }).send(suspend(), '2026-06-09T10:00:00.000Z');
    run.send(act('CA', 'object'), '2026-06-09T11:00:00.000Z');
    expect(run.now).toMatchObject({ state: 'open', suspension: null, deadlineAt: null });
  });
});

describe('the chair lets it run on', () => {
  it('[R190] with what was left when it stopped', () => {
    const run = open().send(suspend(), '2026-06-08T10:00:00.000Z').send(RESUME, '2026-06-15T10:00:00.000Z');
    expect(run.now).toMatchObject({
      state: 'open',
      suspension: null,
      deadlineAt: at('2026-06-18T10:00:00.000Z'),
      extensions: 0,
    });
    expect(run.tick('2026-07-01T00:00:00.000Z').now).toMatchObject({
      state: 'adopted',
      closedAt: at('2026-06-18T10:00:00.001Z'),
    });
  });

  it('[R190] but until the end of one working day at least', () => {
    const run = open().send(suspend(), '2026-06-11T09:59:00.000Z');
    // Friday 12 June: the one working day ends on Monday at 17:00 in Brussels.
    expect(run.send(RESUME, '2026-06-12T09:00:00.000Z').now.deadlineAt).toBe(at('2026-06-15T15:00:00.000Z'));
  });

  it('[R190] or time does, at the instant that was named, whenever somebody looks', () => {
    const run = open().send(suspend('2026-06-15T10:00:00.000Z'), '2026-06-08T10:00:00.000Z');
    expect(nextInstant(run.now)).toBe(at('2026-06-15T10:00:00.000Z'));
    run.tick('2026-07-01T00:00:00.000Z');
    expect(run.of('suspension_ended')).toMatchObject([{ by: 'system', at: at('2026-06-15T10:00:00.000Z') }]);
    expect(run.now).toMatchObject({ state: 'adopted', closedAt: at('2026-06-18T10:00:00.001Z') });
  });

  it('[R190] nobody else does, and there must be something to let run', () => {
    const run = open().send(suspend(), OPENED);
    expect(run.code({ ...RESUME, by: 'secretariat' }, OPENED)).toBe('WRONG_OFFICE');
    expect(open().code(RESUME, OPENED)).toBe('WRONG_STATE');
  });

  it('[R190] what a hold stops stays stopped, and one lifted meanwhile waits for the chair', () => {
    const committee = (): Run =>
      open({ kind: 'no_objection', onObjection: 'suspend', severable: true, items })
        .send(hold('AU', 'h1', ['1']), '2026-06-08T10:00:00.000Z')
        .send(suspend(), '2026-06-09T10:00:00.000Z');
    const held = committee().send(RESUME, '2026-06-15T10:00:00.000Z');
    // Two days were left of entry 2 when the chair stopped it.
    expect(held.now.matters).toMatchObject([
      { id: '1', state: 'held' },
      { id: '2', state: 'open', deadlineAt: at('2026-06-17T10:00:00.000Z') },
    ]);
    const lifted = committee().send(lift('AU', 'h1'), '2026-06-10T10:00:00.000Z');
    expect(lifted.now).toMatchObject({ state: 'suspended', matters: [{ state: 'held' }, { state: 'held' }] });
    lifted.send(RESUME, '2026-06-15T10:00:00.000Z');
    // Three days were left of entry 1 when the hold stopped it.
    expect(lifted.now.matters.map((matter) => matter.deadlineAt)).toEqual([
      at('2026-06-18T10:00:00.000Z'),
      at('2026-06-17T10:00:00.000Z'),
    ]);
    expect(lifted.now.deadlineAt).toBe(at('2026-06-18T10:00:00.000Z'));
  });

  it('[R190] warnings are of the deadline that then runs', () => {
    const run = open().send(reserve('AU', 'parliamentary'), OPENED);
    run.send(suspend(), '2026-06-09T10:00:00.000Z').tick('2026-06-14T00:00:00.000Z');
    expect(run.of('warned')).toEqual([]);
    run.send(RESUME, '2026-06-15T10:00:00.000Z').tick('2026-06-17T09:00:00.000Z');
    expect(run.of('warned').map((event) => event.at)).toEqual([
      at('2026-06-16T10:00:00.000Z'),
      at('2026-06-17T08:00:00.000Z'),
    ]);
  });
});

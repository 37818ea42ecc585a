import { act, at, extend, hold, liftReserve, reserve, Run, seats, silence } from './procedure.kit.js';
import { nextInstant } from './clock.js';
import { decide } from './decide.js';
import type { Terms } from './terms.js';
import { warningsDue } from './warnings.js';

const T0 = '2026-06-08T08:00:00.000Z';
const DAY_BEFORE = '2026-06-10T10:00:00.000Z';
const HOURS_BEFORE = '2026-06-11T08:00:00.000Z';
const LATER = '2026-06-11T10:00:05.000Z';
const open = (change: Partial<Terms> = {}): Run =>
  new Run(silence({ members: seats(['AU', 'CA', 'GB']), ...change }), T0);
const due = (run: Run): readonly string[] =>
  warningsDue(run.now, at(T0), at('2027-01-01T00:00:00.000Z')).map(
    ({ what, partner, dueAt }) => `${what} ${partner} ${new Date(dueAt).toISOString()}`,
  );

describe('warnings', () => {
  it('[R78] 24 hours and 2 hours before the close the owner of a live reserve is told whether it lapses or blocks', () => {
    const run = open()
      .send(reserve('CA', 'scrutiny'), T0)
      .send(reserve('GB', 'legal', { id: 'r2' }), T0);
    expect(due(run)).toEqual([
      `reserve_blocks GB ${DAY_BEFORE}`,
      `reserve_lapses CA ${DAY_BEFORE}`,
      `reserve_blocks GB ${HOURS_BEFORE}`,
      `reserve_lapses CA ${HOURS_BEFORE}`,
    ]);
  });

  it('[R78] so is the capital whose act ad referendum nobody has confirmed; who has nothing live is not', () => {
    const run = open()
      .send(act('AU', 'agree', { adReferendum: true }), T0)
      .send(reserve('CA', 'scrutiny'), T0);
    run.send(liftReserve('CA'), T0).send(reserve('GB', 'linguistic', { id: 'r3', language: 'fr' }), T0);
    expect(due(run)).toEqual([`act_unconfirmed AU ${DAY_BEFORE}`, `act_unconfirmed AU ${HOURS_BEFORE}`]);
  });

  it('[R78] no warning is due before what it warns of was there', () => {
    expect(due(open().send(reserve('CA', 'scrutiny'), '2026-06-11T07:00:00.000Z'))).toEqual([
      `reserve_lapses CA ${HOURS_BEFORE}`,
    ]);
  });

  it('[R78] it is given once, at its instant, and wakes the server; an extension brings it again', () => {
    const run = open().send(reserve('CA', 'scrutiny'), T0);
    expect(nextInstant(run.now)).toBe(at(DAY_BEFORE));
    run.tick('2026-06-10T12:00:00.000Z').tick('2026-06-10T13:00:00.000Z');
    expect(run.of('warned').map((event) => event.at)).toEqual([at(DAY_BEFORE)]);
    run.send(extend('2026-06-12T10:00:00.000Z'), '2026-06-10T14:00:00.000Z').tick('2026-06-13T00:00:00.000Z');
    expect(run.of('warned').map((event) => event.at)).toEqual([
      at(DAY_BEFORE),
      at('2026-06-11T10:00:00.000Z'),
      at('2026-06-12T08:00:00.000Z'),
    ]);
  });

  it('[R78] none is due before the deadline that it counts back from was set (seed 1)', () => {
    const run = open().send(reserve('CA', 'scrutiny'), T0).tick('2026-06-11T09:00:00.000Z');
    run.send(extend('2026-06-12T09:00:00.000Z'), '2026-06-11T09:30:00.000Z');
    expect(nextInstant(run.now)).toBe(at('2026-06-12T07:00:00.000Z'));
  });

  it('[R78] the holder of a hold is told ten and two days before it expires', () => {
    const run = open({ onObjection: 'suspend', holdMaxMs: 30 * 86_400_000 }).send(hold('CA', 'h1'), T0);
    expect(due(run)).toEqual([
      'hold_expires CA 2026-06-28T08:00:00.000Z',
      'hold_expires CA 2026-07-06T08:00:00.000Z',
    ]);
    expect(due(open().tick(LATER))).toEqual([]);
  });
});

describe('the sunset of what was adopted', () => {
  const SUNSET = '2027-06-11T22:00:00.000Z';
  const zone = 'Europe/Brussels';
  const term = (warningDays: readonly number[] = [30, 7, 1], sunset = SUNSET): Partial<Terms> => ({
    zone,
    sunset: { at: at(sunset), warningDays },
  });
  const near = (run: Run): readonly (readonly [number, string])[] =>
    run.of('sunset_near').map(({ daysBefore, at: when }) => [daysBefore, new Date(when).toISOString()]);

  it('[R207] is told so many days before, each at its instant and once, whenever somebody looks', () => {
    const run = open(term()).tick(LATER);
    expect([run.now.state, nextInstant(run.now)]).toEqual(['adopted', at('2027-05-12T22:00:00.000Z')]);
    run.tick('2027-05-12T21:59:59.999Z');
    expect(near(run)).toEqual([]);
    run.tick('2027-05-20T00:00:00.000Z').tick('2027-05-20T00:00:00.000Z').tick('2027-07-01T00:00:00.000Z');
    expect(near(run)).toEqual([
      [30, '2027-05-12T22:00:00.000Z'],
      [7, '2027-06-04T22:00:00.000Z'],
      [1, '2027-06-10T22:00:00.000Z'],
    ]);
    expect([run.now.state, nextInstant(run.now)]).toEqual(['adopted', null]);
  });

  it('[R207] is not told before the adoption, nor of what was not adopted', () => {
    const late = open(term([30, 1], '2026-06-20T22:00:00.000Z')).tick('2026-07-01T00:00:00.000Z');
    expect(near(late)).toEqual([[1, '2026-06-19T22:00:00.000Z']]);
    const broken = open(term()).send(act('CA', 'object'), T0).tick('2027-07-01T00:00:00.000Z');
    expect([broken.now.state, near(broken)]).toEqual(['broken', []]);
  });

  it('[R207] is later than the deadline, and its warnings are whole days', () => {
    const code = (change: Partial<Terms>): string => {
      const terms = silence({ members: seats(['AU', 'CA', 'GB']), ...change });
      const decided = decide(null, { type: 'open', terms, frozenHash: terms.packageHash }, at(T0));
      return !decided.ok && decided.error.code === 'RULE_INPUT' ? decided.error.fault.code : 'opened';
    };
    expect(code(term())).toBe('opened');
    expect(code(term([1], '2026-06-11T10:00:00.000Z'))).toBe('sunset_not_after_decision');
    expect(code(term([1.5]))).toBe('limit_not_whole');
  });
});

import { act, at, extend, hold, liftReserve, reserve, Run, seats, silence } from './procedure.kit.js';
import { nextInstant } from './clock.js';
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

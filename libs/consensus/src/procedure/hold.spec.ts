import { hostCities } from '../calendar/host-cities.js';
import { act, at, extend, hold, lift, OTHER_HASH, Run, says, seats, silence } from './procedure.kit.js';
import type { Terms } from './terms.js';

const OPENED = '2026-06-02T19:00:00.000Z';
const DEADLINE = '2026-06-16T21:00:00.000Z';
const members = seats(Array.from({ length: 15 }, (_none, index) => `M${String(index + 1)}`));
const items = ['1', '2', '3', '4'].map((id) => ({ id, title: `Entry ${id}` }));
const newYork = hostCities().find((calendar) => calendar.zone === 'America/New_York');
if (newYork === undefined) throw new Error('no calendar of New York');

const DAY = 86_400_000;
const committee = (change: Partial<Terms> = {}): Run =>
  new Run(
    silence({
      kind: 'no_objection',
      onObjection: 'suspend',
      members,
      deadlineAt: at(DEADLINE),
      calendar: newYork,
      holdMaxMs: 180 * DAY,
      ...change,
    }),
    OPENED,
  );

describe('a hold', () => {
  it('[R80] stops the clock where terms admit it: suspended since it was received', () => {
    const run = committee()
      .send(hold('M1', 'h1'), '2026-06-10T15:00:00.000Z')
      .tick('2026-07-01T00:00:00.000Z');
    expect(run.now).toMatchObject({
      state: 'suspended',
      since: at('2026-06-10T15:00:00.000Z'),
      closedAt: null,
    });
  });

  it('[R80] is refused where an objection terminates, and once the same partner has held the matter', () => {
    expect(committee({ onObjection: 'terminate' }).code(hold('M1', 'h1'), OPENED)).toBe('ACT_NOT_ALLOWED');
    const run = committee().send(hold('M1', 'h1'), OPENED).send(lift('M1', 'h1'), OPENED);
    expect(run.code(hold('M1', 'h2'), OPENED)).toBe('HOLD_LIMIT');
    expect(run.code(hold('M2', 'h1'), OPENED)).toBe('ID_TAKEN');
  });

  it('[R66] does not keep an objection from ending it', () => {
    expect(committee().send(hold('M1', 'h1'), OPENED).send(act('M2', 'object'), OPENED).now.state).toBe(
      'broken',
    );
  });

  it('[R81] lifted, lets run on what was left, at least one working day of the host city', () => {
    const held = (): Run => committee().send(hold('M1', 'h1'), '2026-06-16T20:00:00.000Z');
    // Friday 19 June: the weekend does not count, so the one working day ends on Monday at 17:00 in New York.
    expect(held().send(lift('M1', 'h1'), '2026-06-19T15:00:00.000Z').now).toMatchObject({
      state: 'open',
      deadlineAt: at('2026-06-22T21:00:00.000Z'),
    });
    const early = committee().send(hold('M1', 'h1'), '2026-06-03T21:00:00.000Z');
    expect(early.send(lift('M1', 'h1'), '2026-06-18T15:00:00.000Z').now.deadlineAt).toBe(
      at('2026-07-01T15:00:00.000Z'),
    );
  });

  it('[R81] only by its holder, once; the clock runs when the last hold has ended', () => {
    const run = committee().send(hold('M1', 'h1'), OPENED).send(hold('M2', 'h2'), OPENED);
    expect(run.code(lift('M3', 'h1'), OPENED)).toBe('NOT_OWNER');
    expect(run.send(lift('M1', 'h1'), OPENED).now.state).toBe('suspended');
    expect(run.code(lift('M1', 'h1'), OPENED)).toBe('NOTHING_THERE');
    expect(run.send(lift('M2', 'h2'), OPENED).now.state).toBe('open');
  });

  it('[R82] converted, is an objection of the same scope', () => {
    const run = committee().send(hold('M1', 'h1'), OPENED);
    run.send(says('M1', 'convert_hold', { id: 'h1', reason: 'Not this text.' }), '2026-06-11T15:00:00.000Z');
    expect(run.now).toMatchObject({ state: 'broken', closedAt: at('2026-06-11T15:00:00.000Z') });
    expect(run.now.holds[0]?.end).toMatchObject({ mode: 'converted', reason: 'Not this text.' });
  });

  it('[R82] converted by a counsellor over the agreement of the capital, it only ends', () => {
    const run = committee()
      .send(act('M1', 'agree', { level: 'capital' }), OPENED)
      .send(hold('M1', 'h1'), OPENED);
    run.send(says('M1', 'convert_hold', { id: 'h1', reason: '', level: 'counsellor' }), OPENED);
    expect(run.now).toMatchObject({ state: 'open', closedAt: null });
  });

  it('[R82] converted, lets run on what the objection does not decide', () => {
    const run = committee({ severable: true, items }).send(hold('M1', 'h1', ['1', '2']), OPENED);
    run.send(act('M1', 'agree', { level: 'capital', scope: ['1'] }), OPENED);
    run.send(says('M1', 'convert_hold', { id: 'h1', reason: 'Not entry 2.' }), '2026-06-11T15:00:00.000Z');
    expect(run.now.matters).toMatchObject([
      { id: '1', state: 'open', deadlineAt: at('2026-06-25T17:00:00.000Z') },
      { id: '2', state: 'rejected', cause: 'objection' },
      { id: '3', state: 'open' },
      { id: '4', state: 'open' },
    ]);
    expect(run.of('resumed')).toMatchObject([{ matters: ['1'] }]);
    expect(run.tick('2026-07-01T00:00:00.000Z').now).toMatchObject({ state: 'adopted' });
  });

  it('[R82] converted, leaves held what another holds too', () => {
    const run = committee({ severable: true, items }).send(hold('M1', 'h1', ['1', '2']), OPENED);
    run.send(hold('M2', 'h2', ['1']), OPENED);
    run.send(act('M1', 'agree', { level: 'capital', scope: ['1'] }), OPENED);
    run.send(says('M1', 'convert_hold', { id: 'h1', reason: 'Not entry 2.' }), OPENED);
    expect(run.of('resumed')).toEqual([]);
    expect(run.now.matters).toMatchObject([{ state: 'held' }, { state: 'rejected' }, {}, {}]);
    expect(run.send(lift('M2', 'h2'), OPENED).now.matters[0]).toMatchObject({ state: 'open' });
  });

  it('[R83] that expires after the deadline is deemed lifted, and the matter is adopted one millisecond later', () => {
    const run = committee({ holdMaxMs: 10 * DAY }).send(hold('M1', 'h1'), '2026-06-10T15:00:00.000Z');
    expect(run.tick('2026-07-01T00:00:00.000Z').now).toMatchObject({
      state: 'adopted',
      closedAt: at('2026-06-20T15:00:00.001Z'),
      holds: [{ end: { mode: 'expired', at: at('2026-06-20T15:00:00.000Z') } }],
    });
  });

  it('[R83] that expires before the deadline lets the clock run on', () => {
    const run = committee({ holdMaxMs: 2 * DAY }).send(hold('M1', 'h1'), '2026-06-10T15:00:00.000Z');
    expect(run.tick('2026-06-12T15:00:00.000Z').now).toMatchObject({
      state: 'open',
      deadlineAt: at('2026-06-18T21:00:00.000Z'),
    });
  });
});

describe('a short extension of a hold', () => {
  const PLACED = '2026-06-10T15:00:00.000Z';
  const held = (change: Partial<Terms> = {}): Run =>
    committee({ holdMaxMs: 30 * DAY, holdExtensionMs: 10 * DAY, ...change }).send(hold('M1', 'h1'), PLACED);
  const ask = (partner: string, until: string, reason = 'The capital is still reading.', id = 'h1') =>
    says(partner, 'ask_hold_extension', { id, until: at(until), reason });
  const grant = (by: 'chair' | 'secretariat' = 'chair', id = 'h1') =>
    ({ type: 'extend_hold', by, id }) as const;
  const UNTIL = '2026-07-18T15:00:00.000Z';
  const ASKED = '2026-07-01T09:00:00.000Z';

  it('[R200] is asked by its holder, with a reason, within what the terms allow; nothing moves by that', () => {
    const run = held();
    expect(run.code(ask('M2', UNTIL), ASKED)).toBe('NOT_OWNER');
    expect(run.code(ask('M1', UNTIL, ' '), ASKED)).toBe('REASON_REQUIRED');
    expect(run.code(ask('M1', '2026-07-10T15:00:00.000Z'), ASKED)).toBe('INSTANT_UNFIT');
    expect(run.code(ask('M1', '2026-07-20T15:00:00.001Z'), ASKED)).toBe('INSTANT_UNFIT');
    expect(run.code(ask('M1', UNTIL, 'Why.', 'h9'), ASKED)).toBe('NOTHING_THERE');
    expect(run.code(ask('M1', '2026-07-20T15:00:00.000Z'), ASKED)).toBe('done');
    run.send(ask('M1', UNTIL), ASKED);
    expect(run.now.holds).toMatchObject([
      { expiresAt: at('2026-07-10T15:00:00.000Z'), asked: { until: at(UNTIL) } },
    ]);
    expect(run.tick('2026-07-10T15:00:00.000Z').now.holds[0]?.end?.mode).toBe('expired');
  });

  it('[R200] is not there where the terms have none', () => {
    expect(held({ holdExtensionMs: undefined }).code(ask('M1', UNTIL), ASKED)).toBe('ACT_NOT_ALLOWED');
  });

  it('[R201] is granted by the chair, exactly as it was asked, and once', () => {
    const run = held();
    expect(run.code(grant(), ASKED)).toBe('NOTHING_THERE');
    run.send(ask('M1', UNTIL), ASKED);
    expect(run.code(grant('secretariat'), ASKED)).toBe('WRONG_OFFICE');
    expect(run.code(grant(), ASKED)).toBe('done');
    expect(run.now.holds[0]).toMatchObject({
      expiresAt: at(UNTIL),
      extendedFrom: at('2026-07-10T15:00:00.000Z'),
    });
    expect(run.now.holds[0]?.asked).toBeUndefined();
    expect(run.code(grant(), ASKED)).toBe('NOTHING_THERE');
    expect(run.code(ask('M1', '2026-07-19T15:00:00.000Z'), ASKED)).toBe('HOLD_LIMIT');
  });

  it('[R201] at its end the hold is deemed lifted, and its holder is warned of that end', () => {
    const run = held().send(ask('M1', UNTIL), ASKED).send(grant(), ASKED);
    expect(run.tick('2026-07-18T14:59:59.999Z').now).toMatchObject({ state: 'suspended', closedAt: null });
    const warned = run.of('warned').map(({ warning }) => warning.happensAt);
    expect(warned.filter((happensAt) => happensAt === at(UNTIL)).length).toBe(2);
    expect(run.tick('2026-08-01T00:00:00.000Z').now).toMatchObject({
      state: 'adopted',
      closedAt: at('2026-07-18T15:00:00.001Z'),
    });
  });

  it('[R201] is not granted to a hold that has ended', () => {
    const run = held().send(ask('M1', UNTIL), ASKED).send(lift('M1', 'h1'), ASKED);
    expect(run.code(grant(), ASKED)).toBe('NOTHING_THERE');
  });
});

describe('scenario 8: a hold on one entry of four, and its holder leaves', () => {
  const TERM = '2027-01-01T05:00:00.000Z';
  const pending = (): Run =>
    committee({ severable: true, items, joiners: 'pending_matters', holdMaxMs: 365 * DAY })
      .send(hold('M1', 'h1', ['3']), '2026-06-10T15:00:00.000Z')
      .send(
        {
          type: 'change_electorate',
          by: 'secretariat',
          id: 'terms of 2026',
          at: at(TERM),
          leaving: [{ partner: members[0]?.partner ?? act('M1', 'agree').partner, how: 'left' }],
          joining: seats(['N1']),
        },
        '2026-12-01T15:00:00.000Z',
      );
  const states = ({ now }: Run): readonly string[] => now.matters.map((matter) => matter.state);

  it('[R83] [R84] entries 1, 2 and 4 are adopted at the deadline, entry 3 waits', () => {
    const run = pending();
    expect(run.now).toMatchObject({
      state: 'part_adopted',
      since: at('2026-06-16T21:00:00.001Z'),
      closedAt: null,
    });
    expect(states(run)).toEqual(['adopted', 'adopted', 'held', 'adopted']);
    expect(run.of('settled')).toMatchObject([
      { matters: ['1', '2', '4'], state: 'adopted', at: at('2026-06-16T21:00:00.001Z') },
    ]);
  });

  it('[R84] with its holder the hold goes, and entry 3 is adopted one millisecond later', () => {
    const run = pending().tick('2027-01-02T00:00:00.000Z');
    expect(run.now).toMatchObject({ state: 'adopted', closedAt: at('2027-01-01T05:00:00.001Z') });
    expect(run.now.holds[0]?.end).toMatchObject({ mode: 'lapsed', at: at(TERM) });
    expect(run.of('closed')).toMatchObject([{ residual: null }]);
  });

  it('[R85] who joins is no member before its first instant, and may object at it', () => {
    const run = pending();
    expect(run.code(act('N1', 'object', { scope: ['3'] }), '2027-01-01T04:59:59.999Z')).toBe('NOT_A_MEMBER');
    run.send(act('N1', 'object', { scope: ['3'] }), TERM);
    expect(states(run)).toEqual(['adopted', 'adopted', 'rejected', 'adopted']);
    expect(run.now).toMatchObject({ state: 'adopted', closedAt: at(TERM) });
  });

  it('[R83] what is adopted in part stays so, whatever ends the rest', () => {
    const run = pending().send({ type: 'withdraw' }, '2026-12-02T15:00:00.000Z');
    expect(states(run)).toEqual(['adopted', 'adopted', 'rejected', 'adopted']);
    expect(run.of('closed')).toMatchObject([{ state: 'adopted', cause: 'withdrawn' }]);
    expect(run.of('closed')[0]?.residual).toBe(run.of('opened')[0]?.residuals['3']);
  });

  it('[R73] an extension gives what is held as much more time', () => {
    const run = committee({ severable: true, items }).send(
      hold('M1', 'h1', ['3']),
      '2026-06-12T21:00:00.000Z',
    );
    run.send(extend('2026-06-17T21:00:00.000Z'), '2026-06-13T21:00:00.000Z');
    // Four days were left of entry 3, five with the extension.
    run.send(lift('M1', 'h1'), '2026-06-15T21:00:00.000Z');
    expect(run.now.matters[2]?.deadlineAt).toBe(at('2026-06-20T21:00:00.000Z'));
  });

  it('[R97] a hold that time ends after the deadline waits for a corrigendum that still runs', () => {
    const run = committee({ holdMaxMs: 7 * DAY, calendar: null }).send(
      hold('M1', 'h1'),
      '2026-06-14T09:00:00.000Z',
    );
    const file = {
      type: 'file_corrigendum',
      by: 'secretariat',
      id: 'COR',
      toHash: OTHER_HASH,
      note: 'A comma.',
    } as const;
    run.send(file, '2026-06-15T10:00:00.000Z');
    const late = committee({ holdMaxMs: DAY, calendar: null }).send(
      hold('M1', 'h1'),
      '2026-06-16T00:00:00.000Z',
    );
    expect(late.code(file, '2026-06-16T12:00:00.000Z')).toBe('INSTANT_UNFIT');
    expect(run.tick('2026-07-01T00:00:00.000Z').now).toMatchObject({
      state: 'adopted',
      packageHash: OTHER_HASH,
    });
  });
});

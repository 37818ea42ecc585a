import { err, instant, ok } from '@entente/kernel';
import { decide } from './decide.js';
import { nextInstant } from './clock.js';
import { evolveAll } from './evolve.js';
import { reissued } from './following.js';
import { missing, outcome } from './outcome.js';
import { standingReserves } from '../reserve/standing.js';
import {
  act,
  at,
  EU27,
  extend,
  HASH,
  liftReserve,
  OTHER_HASH,
  reserve,
  Run,
  says,
  silence,
} from './procedure.kit.js';

const OPENED = '2026-06-08T08:00:00.000Z';
const DEADLINE = '2026-06-11T10:00:00.000Z';
const MS_AFTER = '2026-06-11T10:00:00.001Z';
const LATER = '2026-06-11T10:00:05.000Z';
const run = (change: Parameters<typeof silence>[0] = {}): Run => new Run(silence(change), OPENED);

describe('scenario 1: broken one minute before the deadline', () => {
  const broken = run()
    .send(act('FI', 'agree'), '2026-06-09T09:00:00.000Z')
    .send(act('HU', 'object', { scope: ['art_4'] }), '2026-06-11T09:59:00.000Z');

  it('[R66] an objection ends it at the instant it was received, by name and cause', () => {
    expect(broken.of('closed')).toEqual([
      {
        type: 'closed',
        state: 'broken',
        cause: 'objection',
        partners: ['HU'],
        reserves: [],
        residual: null,
        comparison: null,
        to: null,
        at: at('2026-06-11T09:59:00.000Z'),
      },
    ]);
  });

  it('[R66] the record shows one objection, one endorsement and 25 silent', () => {
    expect(missing(broken.now)).toMatchObject({ agreed: ['FI'], objected: ['HU'] });
    expect(outcome(broken.now).stances.absent.members).toBe(25);
  });

  it('[R66] no adoption exists after the deadline, and the withdrawn objection does not revive it', () => {
    const after = broken.now;
    expect(decide(after, { type: 'tick' }, at(LATER))).toEqual(ok([]));
    const withdrawn = says('HU', 'withdraw_objection', {});
    expect(decide(after, withdrawn, at('2026-06-11T09:59:30.000Z'))).toEqual(
      err({ code: 'ALREADY_CLOSED', state: 'broken', closedAt: at('2026-06-11T09:59:00.000Z') }),
    );
  });
});

describe('scenario 2: the instant of the deadline', () => {
  it('[R71] nobody objects: adopted one millisecond after an inclusive deadline, at the deadline where it is exclusive', () => {
    expect(run().tick(LATER).now).toMatchObject({
      state: 'adopted',
      closedAt: at(MS_AFTER),
      cause: 'silence',
    });
    expect(run({ deadlineInclusive: false }).tick(LATER).now).toMatchObject({
      state: 'adopted',
      closedAt: at(DEADLINE),
    });
    expect(run().tick(DEADLINE).now.state).toBe('open');
  });

  it('[R71] (a) an objection at an inclusive deadline is in time', () => {
    expect(run().send(act('HU', 'object'), DEADLINE).now).toMatchObject({
      state: 'broken',
      closedAt: at(DEADLINE),
    });
  });

  it('[R72] (b) one millisecond later it is noted without effect, and the adoption stands at its legal instant', () => {
    const late = run().send(act('HU', 'object', { nonce: 'late' }), MS_AFTER);
    expect(late.types()).toEqual(['opened', 'closed', 'late_objection']);
    expect(late.now).toMatchObject({
      state: 'adopted',
      closedAt: at(MS_AFTER),
      lateObjections: [{ partner: 'HU', at: at(MS_AFTER) }],
    });
    expect(late.now.acts).toEqual([]);
  });

  it('[R72] (c) at an exclusive deadline it is late', () => {
    const late = run({ deadlineInclusive: false }).send(act('HU', 'object'), DEADLINE);
    expect(late.now).toMatchObject({
      state: 'adopted',
      closedAt: at(DEADLINE),
      lateObjections: [{ partner: 'HU' }],
    });
  });

  it('[R71] (d) the close waits for what was received in time and is still on its way', () => {
    const waiting = run().send(
      { type: 'tick', ingestedThrough: at('2026-06-11T09:59:59.899Z') },
      '2026-06-11T10:00:01.000Z',
    );
    expect(waiting.now.state).toBe('open');
    expect(waiting.send(act('HU', 'object'), '2026-06-11T09:59:59.900Z').now).toMatchObject({
      state: 'broken',
      closedAt: at('2026-06-11T09:59:59.900Z'),
    });
  });

  it('[R72] an endorsement after the close is refused', () => {
    expect(run().code(act('FI', 'agree'), MS_AFTER)).toBe('ALREADY_CLOSED');
  });

  it('[R72] a late objection repeated is one, and after a broken procedure it is refused', () => {
    const late = run().tick(LATER);
    const objection = act('HU', 'object');
    expect(late.send(objection, LATER).send(objection, LATER).now.lateObjections).toHaveLength(1);
    expect(run().send(act('FR', 'object'), DEADLINE).code(act('HU', 'object'), LATER)).toBe('ALREADY_CLOSED');
  });
});

describe('scenario 3: extension', () => {
  const extended = (): Run =>
    run()
      .send(act('FI', 'agree'), OPENED)
      .send(extend('2026-06-12T10:00:00.000Z'), '2026-06-11T09:30:00.000Z');

  it('[R73] the chair moves the deadline to a later instant; acts are kept', () => {
    const { now } = extended().tick('2026-06-12T10:00:00.001Z');
    expect(now).toMatchObject({ state: 'adopted', closedAt: at('2026-06-12T10:00:00.001Z'), extensions: 1 });
    expect(now.acts).toHaveLength(1);
  });

  it('[R73] no second time beyond the limit', () => {
    expect(extended().code(extend('2026-06-13T10:00:00.000Z'), '2026-06-11T09:40:00.000Z')).toBe(
      'EXTENSION_LIMIT',
    );
  });

  it('[R73] sent again after its answer was lost, it stands: nothing is done twice', () => {
    const run = extended();
    const before = [...run.events];
    expect(run.send(extend('2026-06-12T10:00:00.000Z'), '2026-06-11T09:40:00.000Z').events).toEqual(before);
  });

  it('[R73] never to an earlier instant, which is refused before the limit is looked at', () => {
    expect(extended().code(extend('2026-06-11T16:00:00.000Z'), '2026-06-11T09:45:00.000Z')).toBe(
      'SHORTENING_REQUIRES_ALL',
    );
  });

  it('[R73] not after the deadline', () => {
    expect(run().code(extend('2026-06-12T10:00:00.000Z'), MS_AFTER)).toBe('ALREADY_CLOSED');
  });

  it('[R73] not by another office, and not to the instant it has', () => {
    expect(run().code({ ...extend(LATER), by: 'secretariat' }, OPENED)).toBe('WRONG_OFFICE');
    expect(run().code(extend(DEADLINE), OPENED)).toBe('INSTANT_UNFIT');
  });
});

describe('early close', () => {
  const endorsed = (partners: readonly string[]): Run =>
    partners.reduce(
      (sofar, partner, index) =>
        sofar.send(act(partner, 'agree'), `2026-06-09T10:00:${String(index).padStart(2, '0')}.000Z`),
      run(),
    );
  const early = { type: 'close_early', by: 'chair' } as const;

  it('[R75] needs the endorsement of every partner', () => {
    expect(endorsed(EU27.slice(0, 26)).code(early, '2026-06-10T10:00:00.000Z')).toBe('NOT_ALL_ENDORSED');
  });

  it('[R75] adopts at the last endorsement, and then refuses every act', () => {
    const closed = endorsed(EU27).send(early, '2026-06-10T10:00:00.000Z');
    expect(closed.now).toMatchObject({
      state: 'adopted',
      cause: 'early_close',
      closedAt: at('2026-06-09T10:00:26.000Z'),
    });
    expect(closed.code(act('HU', 'object'), '2026-06-10T10:00:01.000Z')).toBe('ALREADY_CLOSED');
  });
});

describe('scenario 9: a late parliamentary reserve', () => {
  const S9 = { members: silence().members, deadlineAt: at('2027-05-17T10:00:00.000Z') };
  const reserved = (change = {}): Run =>
    new Run(silence({ ...S9, ...change }), '2027-05-10T10:00:00.000Z').send(
      reserve('NL', 'parliamentary'),
      '2027-05-11T10:00:00.000Z',
    );

  it('[R70] (a) lifted in time it does not stand in the way', () => {
    const { now } = reserved()
      .send(liftReserve('NL'), '2027-05-17T08:00:00.000Z')
      .tick('2027-05-18T00:00:00.000Z');
    expect(now).toMatchObject({ state: 'adopted', closedAt: at('2027-05-17T10:00:00.001Z') });
    expect(now.reserves[0]?.end).toMatchObject({ mode: 'lifted', evidence: 'cleared' });
  });

  it('[R70] [R193] (b) live at the deadline it breaks the procedure; a lift afterwards remains on record and mends nothing', () => {
    const late = reserved().tick('2027-05-18T00:00:00.000Z');
    expect(late.of('closed')).toMatchObject([
      {
        state: 'broken',
        cause: 'reserve_not_lifted',
        reserves: ['r1'],
        partners: ['NL'],
        at: at('2027-05-17T10:00:00.001Z'),
      },
    ]);
    late.send(liftReserve('NL'), '2027-05-18T12:00:00.000Z').tick('2027-05-19T00:00:00.000Z');
    expect(late.now).toMatchObject({
      state: 'broken',
      closedAt: at('2027-05-17T10:00:00.001Z'),
      reserves: [{ end: { mode: 'lifted', at: at('2027-05-18T12:00:00.000Z') } }],
    });
    expect(late.of('closed')).toHaveLength(1);
  });

  it('[R89] [R192] (b) put again for 24 hours with the reserve as it stands, it is broken again; a lift an hour too late is on record', () => {
    const first = reserved().tick('2027-05-17T10:00:01.000Z').now;
    const deadlineAt = at('2027-05-18T11:00:00.000Z');
    const terms = reissued(first, {
      procedure: 'p2' as typeof first.terms.procedure,
      opensAt: null,
      deadlineAt,
    });
    if (!terms.ok) throw new Error(terms.error.code);
    const reserves = standingReserves([], new Map(), { reserves: first.reserves, words: new Map() });
    expect(reserves).toMatchObject([{ id: 'r1', partner: 'NL', end: null }]);
    const again = decide(
      null,
      { type: 'open', terms: terms.value, frozenHash: HASH, reserves },
      at('2027-05-17T11:00:00.000Z'),
    );
    const opened = again.ok ? evolveAll(null, again.value) : null;
    const closed = decide(opened, { type: 'tick' }, at('2027-05-18T12:00:00.000Z'));
    expect(closed.ok && closed.value.at(-1)).toMatchObject({
      type: 'closed',
      state: 'broken',
      cause: 'reserve_not_lifted',
      at: at('2027-05-18T11:00:00.001Z'),
    });
    const end = closed.ok ? evolveAll(opened, closed.value) : null;
    const lift = decide(end, liftReserve('NL'), at('2027-05-18T12:00:00.000Z'));
    const lifted = lift.ok ? evolveAll(end, lift.value) : null;
    expect(lifted).toMatchObject({ state: 'broken', reserves: [{ end: { mode: 'lifted' } }] });
  });

  it('[R95] (c) abstaining over it asks for special reasons; given, the reserve is overridden and the text adopted', () => {
    const asked = reserved({ rule: { id: 'UNANIMITY_ABST' } });
    expect(asked.code(act('NL', 'abstain'), '2027-05-16T10:00:00.000Z')).toBe('OVERRIDE_REASON_REQUIRED');
    asked.send(
      act('NL', 'abstain', { overrideReason: 'Measures lapse tomorrow.' }),
      '2027-05-16T10:00:00.000Z',
    );
    const { now } = asked.tick('2027-05-18T00:00:00.000Z');
    expect(now.state).toBe('adopted');
    expect(now.reserves[0]?.end).toMatchObject({ mode: 'overridden', reason: 'Measures lapse tomorrow.' });
  });

  it('[R70] a scrutiny reserve lapses at the deadline instead', () => {
    const { now } = run().send(reserve('NL', 'general_scrutiny'), OPENED).tick(LATER);
    expect(now).toMatchObject({
      state: 'adopted',
      reserves: [{ end: { mode: 'lapsed', at: at(MS_AFTER) } }],
    });
  });
});

describe('who may, and on which words', () => {
  it('[R66] [R8] a state outside the electorate does not break silence, nor an act on other words', () => {
    expect(run().code(act('NO', 'object'), OPENED)).toBe('NOT_A_MEMBER');
    expect(run().code(act('FI', 'object', { packageHash: OTHER_HASH }), OPENED)).toBe('HASH_MISMATCH');
    expect(run().code(act('FI', 'object', { mandate: null }), OPENED)).toBe('NO_MANDATE');
  });

  it('[R97] any change of the words voids it; the same words do not', () => {
    const same = run().send({ type: 'text_changed', packageHash: HASH }, '2026-06-10T10:00:00.000Z');
    expect(same.now.state).toBe('open');
    expect(
      same.send({ type: 'text_changed', packageHash: OTHER_HASH }, '2026-06-10T10:00:00.000Z').now,
    ).toMatchObject({
      state: 'void',
      cause: 'text_changed',
      closedAt: at('2026-06-10T10:00:00.000Z'),
    });
  });
});

describe('time', () => {
  it('[R76] the next instant is the close, and none once it is closed', () => {
    const { now } = run();
    expect(nextInstant(now)).toBe(at(MS_AFTER));
    expect(nextInstant(run().tick(LATER).now)).toBeNull();
  });

  it('[R77] a tick twice, or ever so late, gives the same record', () => {
    const once = run().tick(MS_AFTER);
    const often = run()
      .tick(OPENED)
      .tick(DEADLINE)
      .tick(MS_AFTER)
      .tick(LATER)
      .tick('2027-01-01T00:00:00.000Z');
    expect(often.events).toEqual(once.events);
    expect(run().tick('2030-01-01T00:00:00.000Z').events).toEqual(once.events);
    expect(instant(once.now.closedAt ?? 0)).toBe(at(MS_AFTER));
  });
});

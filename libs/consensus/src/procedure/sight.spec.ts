import { instant, type Instant } from '@entente/kernel';
import { testSeed } from '@entente/testing';
import fc from 'fast-check';
import { explain } from '../explain/explain.js';
import { whatIf } from '../explain/what-if.js';
import { actOf } from './act.js';
import { act, at, code, hold, reserve, Run, says, seats, silence, speaker } from './procedure.kit.js';
import { OPENED, play, scriptArb, termsArb } from './random-procedure.kit.js';
import { seenBy, seesAll, seesEvent, type Reader } from './sight.js';
import { situationOf } from './situation.js';
import type { Procedure } from './state.js';
import type { Terms } from './terms.js';

const seed = testSeed();
const RUNS = { seed, numRuns: 200 };
const START = '2026-06-08T08:00:00.000Z';
const LATER = '2026-06-08T09:00:00.000Z';

const AU: Reader = { partner: code('AU'), office: null };
const OBSERVER: Reader = { partner: null, office: null };
const CHAIR: Reader = { partner: null, office: 'chair' };

const open = (change: Partial<Terms>): Run =>
  new Run(silence({ members: seats(['AU', 'CA', 'GB']), ...change }), START);
const partners = ({ acts }: Procedure): readonly string[] => acts.map(({ partner }) => partner);

describe('what a reader sees of a procedure', () => {
  const said = (change: Partial<Terms>): Procedure =>
    open({ kind: 'vote', rule: { id: 'SIMPLE_MAJORITY_MEMBERS' }, deadlineAt: null, ...change })
      .send(act('AU', 'agree'), START)
      .send(act('CA', 'object'), START).now;

  it('[R197] all: everybody sees where everybody stands', () => {
    const now = said({ positionVisibility: 'all' });
    for (const reader of [AU, OBSERVER, CHAIR]) expect(seenBy(now, reader)).toBe(now);
  });

  it('[R197] chair and secretariat: a partner sees its own, an observer nothing', () => {
    const now = said({ positionVisibility: 'chair_and_secretariat' });
    expect(seenBy(now, CHAIR)).toBe(now);
    expect(partners(seenBy(now, AU))).toEqual(['AU']);
    expect(partners(seenBy(now, OBSERVER))).toEqual([]);
  });

  it('[R197] own: the chair sees no position either', () => {
    const now = said({ positionVisibility: 'own', nameObjectors: false });
    expect([CHAIR, AU, OBSERVER].map((reader) => partners(seenBy(now, reader)))).toEqual([[], ['AU'], []]);
    expect([CHAIR, AU].map((reader) => seesAll(now.terms, reader))).toEqual([false, false]);
  });

  it('[R197] objectors without a name: their objections and holds are hidden, where the others stand is not', () => {
    const now = open({ kind: 'no_objection', onObjection: 'suspend', nameObjectors: false })
      .send(act('GB', 'agree'), START)
      .send(hold('CA', 'h1'), START).now;
    expect(seenBy(now, AU)).toMatchObject({ state: 'suspended', holds: [] });
    expect(partners(seenBy(now, AU))).toEqual(['GB']);
    expect(seenBy(now, CHAIR).holds.length).toBe(1);
  });

  it('[R197] no receipt tells whose hold or objection it was, where these have no name', () => {
    const run = open({ kind: 'no_objection', onObjection: 'suspend', nameObjectors: false })
      .send(hold('CA', 'h1'), START)
      .send(says('CA', 'lift_hold', { id: 'h1', reason: 'Our capital is content.' }), LATER);
    const told = (reader: Reader): readonly string[] =>
      run.events
        .filter((event) => seesEvent(event, code('CA'), { terms: run.now.terms, reader }))
        .filter((event) => JSON.stringify(event).includes('CA'))
        .map(({ type }) => type);
    expect(told(CHAIR)).toEqual(expect.arrayContaining(['received', 'hold_placed']));
    expect([AU, OBSERVER].map(told)).toEqual([['opened'], ['opened']]);
    const CA: Reader = { partner: code('CA'), office: null };
    expect(told(CA)).toEqual(told(CHAIR));
  });

  it('[R197] who overrides its parliamentary reserve has agreed or abstained: to others the reserve only stands', () => {
    const run = open({
      kind: 'written',
      rule: { id: 'UNANIMITY_ABST' },
      positionVisibility: 'chair_and_secretariat',
    })
      .send(reserve('CA', 'parliamentary'), START)
      .send(act('CA', 'abstain', { overrideReason: 'Measures lapse.' }), LATER);
    const ended = run.of('reserve_ended')[0];
    if (ended === undefined) throw new Error('it was not overridden');
    const sight = (reader: Reader) => ({ terms: run.now.terms, reader });
    expect(seenBy(run.now, CHAIR).reserves[0]?.end?.mode).toBe('overridden');
    expect(seenBy(run.now, AU).reserves[0]?.end).toBeNull();
    expect([seesEvent(ended, code('CA'), sight(CHAIR)), seesEvent(ended, code('CA'), sight(AU))]).toEqual([
      true,
      false,
    ]);
  });

  it('[R197] a constructive abstention is told by its declaration too, which is hidden with it', () => {
    const now = open({
      kind: 'written',
      rule: { id: 'UNANIMITY_ABST' },
      allowConstructive: true,
      positionVisibility: 'chair_and_secretariat',
    }).send(act('CA', 'abstain_constructive', { reason: 'Our neutrality.' }), START).now;
    expect(now.declarations.length).toBe(1);
    expect(JSON.stringify(seenBy(now, AU))).not.toContain('Our neutrality.');
  });

  it('[R197] what a partner said for another by its proxy it sees; nobody else does', () => {
    const now = open({
      kind: 'written',
      rule: { id: 'UNANIMITY_ABST' },
      positionVisibility: 'own',
      nameObjectors: false,
    })
      .send(says('CA', 'give_proxy', { to: code('AU'), says: 'as_holder' }), START)
      .send(act('CA', 'agree', { proxyHolder: code('AU') }), LATER).now;
    expect([AU, OBSERVER].map((reader) => partners(seenBy(now, reader)))).toEqual([['CA'], []]);
  });

  it('[R197] what a removal turned tells how the removed stood: the chair sees both outcomes, a partner that it waits', () => {
    const now = open({
      kind: 'vote',
      rule: { id: 'SIMPLE_MAJORITY_MEMBERS' },
      deadlineAt: null,
      positionVisibility: 'chair_and_secretariat',
    })
      .send(act('AU', 'agree'), START)
      .send(
        {
          type: 'change_electorate',
          by: 'chair',
          id: 'c1',
          at: null,
          leaving: [
            { partner: code('CA'), how: 'left' },
            { partner: code('GB'), how: 'left' },
          ],
          joining: [],
        },
        LATER,
      ).now;
    expect(seenBy(now, CHAIR).pending?.comparison).toMatchObject({ wouldHaveBeen: 'not_adopted' });
    expect([seenBy(now, AU).state, seenBy(now, AU).pending?.comparison]).toEqual(['suspended', null]);
  });
});

const readerArb = fc.constantFrom(AU, OBSERVER, CHAIR);
const shownArb = fc.constantFrom<Pick<Terms, 'positionVisibility' | 'nameObjectors'>>(
  { positionVisibility: 'all', nameObjectors: false },
  { positionVisibility: 'chair_and_secretariat', nameObjectors: true },
  { positionVisibility: 'chair_and_secretariat', nameObjectors: false },
  { positionVisibility: 'own', nameObjectors: false },
);
const playedArb = fc
  .tuple(termsArb, shownArb, scriptArb)
  .map(([terms, shown, script]) => play({ ...terms, ...shown }, script));

/** Something of everything that a hidden partner may have said, put where it would stand. `place`: among what was said. */
function withSecrets(procedure: Procedure, place: number, kind: 'agree' | 'object' | 'abstain'): Procedure {
  const partner = code('GB');
  const other = code('JP');
  const when: Instant = instant(OPENED + place);
  const said = { reason: 'SECRET', nonce: 'SECRET-1', textProposal: 'SECRET', adReferendum: true };
  const one = actOf(act('GB', kind, said), speaker('GB').mandate, when);
  const spot = place % (procedure.acts.length + 1);
  const person = one.person;
  return {
    ...procedure,
    acts: [...procedure.acts.slice(0, spot), one, ...procedure.acts.slice(spot)],
    lapsed: [...procedure.lapsed, 'SECRET-1'],
    confirmed: [{ act: 'SECRET-1', at: when }, ...procedure.confirmed],
    cells: [
      ...procedure.cells,
      { partner, target: '1', cell: 'not_in', person, nonce: 'SECRET-2', at: when },
    ],
    proxies: [
      ...procedure.proxies,
      { giver: partner, holder: other, says: 'against', at: when, revokedAt: null },
    ],
    shortenings: [...procedure.shortenings, { partner, deadlineAt: instant(OPENED + 7) }],
    lateObjections: [
      ...procedure.lateObjections,
      { partner, person, reason: 'SECRET', nonce: 'SECRET-3', at: when },
    ],
    warned: [...procedure.warned, `act_unconfirmed SECRET-1 ${String(when)} 24`],
    declarations: [
      ...procedure.declarations,
      {
        id: 'SECRET-4',
        kind: 'constructive_abstention',
        partners: [partner],
        person,
        text: 'SECRET',
        answers: null,
        at: when,
      },
    ],
    received: [...procedure.received, { nonce: 'SECRET-5', digest: procedure.packageHash }],
  };
}

describe(`what is hidden, at random (seed ${String(seed)})`, () => {
  it('[R198] cannot be told from what is seen: nor from counts, explanations, margins and what if', () => {
    const hiding = playedArb.filter(({ procedure }) => procedure.terms.positionVisibility !== 'all');
    const kinds = fc.constantFrom('agree' as const, 'object' as const, 'abstain' as const);
    fc.assert(
      fc.property(hiding, readerArb, fc.nat(50), kinds, ({ procedure }, reader, place, kind) => {
        fc.pre(!seesAll(procedure.terms, reader));
        const seen = seenBy(procedure, reader);
        const other = seenBy(withSecrets(procedure, place, kind), reader);
        expect(other).toEqual(seen);
        expect(JSON.stringify(other)).not.toContain('SECRET');
        if (seen.openedAt === null) return;
        const supposed = [{ partner: code('GB'), to: 'against' as const }];
        const [one, two] = [situationOf(seen), situationOf(other)];
        expect(explain(two)).toEqual(explain(one));
        expect(whatIf(two, supposed)).toEqual(whatIf(one, supposed));
      }),
      RUNS,
    );
  });

  it('[R198] objections without a name cannot be told from what is seen, where positions are', () => {
    const unnamed = playedArb.filter(({ procedure }) => procedure.terms.positionVisibility === 'all');
    fc.assert(
      fc.property(unnamed, fc.constantFrom(AU, OBSERVER), fc.nat(50), ({ procedure }, reader, place) => {
        const { acts, lapsed, confirmed, lateObjections } = withSecrets(procedure, place, 'object');
        const other = { ...procedure, acts, lapsed, confirmed, lateObjections };
        expect(seenBy(other, reader)).toEqual(seenBy(procedure, reader));
      }),
      RUNS,
    );
  });

  it('[R197] what is seen of what is seen is the same, and holds all that one’s own partner said', () => {
    fc.assert(
      fc.property(playedArb, readerArb, ({ procedure }, reader) => {
        const seen = seenBy(procedure, reader);
        expect(seenBy(seen, reader)).toEqual(seen);
        const own = procedure.acts.filter(({ partner }) => partner === reader.partner);
        expect(seen.acts.filter(({ partner }) => partner === reader.partner)).toEqual(own);
        expect([seen.state, seen.closedAt, seen.deadlineAt]).toEqual([
          procedure.state,
          procedure.closedAt,
          procedure.deadlineAt,
        ]);
      }),
      RUNS,
    );
  });

  it('[R197] an act whose event is hidden is nowhere in what is seen, and one that is seen is there', () => {
    fc.assert(
      fc.property(playedArb, readerArb, ({ procedure, record }, reader) => {
        const seen = JSON.stringify(seenBy(procedure, reader));
        for (const event of record) {
          if (event.type !== 'acted') continue;
          const visible = seesEvent(event, event.partner, { terms: procedure.terms, reader });
          expect(seen.includes(JSON.stringify(event.nonce))).toBe(visible);
        }
      }),
      RUNS,
    );
  });
});

describe('what the terms hide', () => {
  it('[R197] is no secret from who runs it, where positions are shown to the offices', () => {
    const now = open({ positionVisibility: 'chair_and_secretariat', nameObjectors: false }).send(
      act('CA', 'object'),
      '2026-06-08T10:00:00.000Z',
    ).now;
    expect(seesAll(now.terms, { partner: null, office: 'secretariat' })).toBe(true);
    expect(seenBy(now, AU)).toMatchObject({
      state: 'broken',
      acts: [],
      closedAt: at('2026-06-08T10:00:00.000Z'),
    });
  });
});

import { err, ok } from '@entente/kernel';
import { hostCities } from '../calendar/host-cities.js';
import { SHIPPED_RULEBOOKS } from '../rulebook/presets.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { termsFrom, type OpeningFacts } from '../rulebook/terms-from.js';
import { shippedWeightTables } from '../rulebook/weights.js';
import { termsFaults } from './faults.js';
import { inAnotherForum, reissued } from './following.js';
import { leftOutBy, withoutOf } from './forum.js';
import { act, at, code, HASH, Run, seats, silence } from './procedure.kit.js';
import { termsHash, type Terms } from './terms.js';

const OPENED = '2026-06-08T08:00:00.000Z';
const members = seats(['AU', 'CA', 'NO']);
const partners = members.map(({ partner }) => partner);
const [AU, CA, NO, ZZ] = [code('AU'), code('CA'), code('NO'), code('ZZ')];
const GROUND = 'Norway does not sit in the committee.';
const WITHOUT = { partners: [NO], ground: GROUND };
const shelf = { calendars: hostCities(), weightTables: shippedWeightTables() };

function book(id: string): Rulebook {
  const found = SHIPPED_RULEBOOKS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no rule book ${id}`);
  return found;
}

const opening = (given: Partial<OpeningFacts> = {}): OpeningFacts => ({
  procedure: silence().procedure,
  packageHash: HASH,
  by: 'chair',
  opensAt: at(OPENED),
  ...given,
});

describe('a forum', () => {
  const chosen = (asks: typeof partners, ground = GROUND) =>
    withoutOf(partners, { followsAs: 'forum_switch', forum: { asks, ground } });

  it('[R235] of a forum switch asks whom the chair names, and leaves out the others with the ground', () => {
    expect(chosen([AU, CA])).toEqual(ok(WITHOUT));
    expect(chosen([AU, CA, NO], '')).toEqual(ok(null));
    expect(withoutOf(partners, { followsAs: 'forum_switch' })).toEqual(ok(null));
  });

  it('[R235] that is empty, names a stranger or somebody twice, or leaves out without a ground is none', () => {
    expect(chosen([])).toEqual(err({ code: 'forum_empty' }));
    expect(chosen([AU, ZZ])).toEqual(err({ code: 'forum_stranger', partners: [ZZ] }));
    expect(chosen([AU, CA, AU])).toEqual(err({ code: 'forum_twice', partners: [AU] }));
    expect(chosen([AU, CA], ' ')).toEqual(err({ code: 'forum_ground_missing', partners: [NO] }));
  });

  it('[R235] leaves out of members, weights and every count, and stands in the hash of the terms', () => {
    const terms = termsFrom(book('nato-silence'), members, opening({ without: WITHOUT }), shelf);
    if (!terms.ok) throw new Error(terms.error.code);
    expect(terms.value.members.map(({ partner }) => partner)).toEqual([AU, CA]);
    expect(terms.value.without).toEqual(WITHOUT);
    const { without: _without, ...all } = terms.value;
    expect(termsHash(terms.value)).not.toBe(termsHash(all));
    // Norway has no weight in the Union's table, which is asked of those who are asked alone.
    const weighed = (without: Terms['without'] | null = null) =>
      termsFrom(book('eu-regulation'), seats(['DE', 'FR', 'NO']), opening({ without }), shelf);
    expect(weighed()).toMatchObject({ error: { code: 'weight_missing', partners: [NO] } });
    expect(weighed(WITHOUT).ok).toBe(true);
  });

  it('[R235] that the rule cannot count opens nothing', () => {
    const nine = silence({ kind: 'vote', rule: { id: 'UNSC_PROCEDURAL' }, members: seats(['AU', 'CA']) });
    expect(termsFaults(nine, at(OPENED)).map(({ code }) => code)).toContain('too_few_votes');
  });

  it('[R235] who is not asked has nothing to say, and its silence keeps nothing', () => {
    const run = new Run(silence({ members: seats(['AU', 'CA']), without: WITHOUT }), OPENED);
    expect(run.code(act('NO', 'object'), OPENED)).toBe('NOT_A_MEMBER');
    expect(run.tick('2026-06-11T10:00:01.000Z').now.state).toBe('adopted');
  });

  it('[R236] of a reissue asks whom the one before it asked, and nothing else names one', () => {
    const again = (forum?: Parameters<typeof withoutOf>[1]['forum']) =>
      withoutOf(partners, { followsAs: 'reissue', before: WITHOUT, forum });
    expect(again()).toEqual(ok(WITHOUT));
    expect(withoutOf([AU, CA], { followsAs: 'reissue', before: WITHOUT })).toEqual(ok(null));
    expect(again({ asks: [AU], ground: GROUND })).toEqual(
      err({ code: 'forum_not_a_switch', followsAs: 'reissue' }),
    );
    expect(withoutOf(partners, { followsAs: null, forum: { asks: [AU], ground: GROUND } })).toEqual(
      err({ code: 'forum_not_a_switch', followsAs: null }),
    );
  });

  it('[R236] who joined after it was left out is asked again by what follows', () => {
    const run = new Run(
      silence({ members: seats(['AU', 'CA']), joiners: 'pending_matters', without: WITHOUT }),
      OPENED,
    );
    expect(leftOutBy(run.now)).toEqual(WITHOUT);
    const change = { id: 'SEAT', at: null, leaving: [], joining: seats(['NO']) };
    run.send({ type: 'change_electorate', by: 'chair', ...change }, '2026-06-08T09:00:00.000Z');
    expect(leftOutBy(run.now)).toBeUndefined();
    const reissue = { followsAs: 'reissue', before: leftOutBy(run.now) } as const;
    expect(withoutOf(partners, reissue)).toEqual(ok(null));
  });

  it('[R90] [R236] the terms of what follows keep or change whom the first one left out', () => {
    const first = new Run(silence({ members: seats(['AU', 'CA']), without: WITHOUT }), OPENED).send(
      act('CA', 'object'),
      OPENED,
    ).now;
    const period = { procedure: first.terms.procedure, opensAt: null, deadlineAt: null };
    expect(reissued(first, period)).toMatchObject({ value: { without: WITHOUT } });
    const wider = inAnotherForum(first, period, { members, rule: { id: 'CONSENSUS' }, rulebook: null });
    expect(wider.ok && wider.value.without).toBeUndefined();
  });
});

import type { DelegationCode } from '@entente/kernel';
import type { Electorate, Member, Quorum } from '../count/electorate.js';
import { bodyOf, seats, UNION } from '../eu27.kit.js';
import type { RuleFaultCode } from './fault.js';
import { faultsOf, type FaultContext } from './faults.js';
import type { Excluded, Rule } from './rule.js';

const union = bodyOf(UNION);
const five = seats(5);
const codesOf = (rule: Rule, body: Electorate = union, context: FaultContext = {}): RuleFaultCode[] =>
  faultsOf(rule, body, context).map(({ code }) => code);
const left = (partner: string, ground = 'decision 3/92'): Excluded => ({
  partner: partner as DelegationCode,
  ground,
});
const minus = (k: number, ...excluded: Excluded[]): Rule => ({ id: 'CONSENSUS_MINUS_K', k, excluded });

describe('a rule without fault', () => {
  it.each<Rule>([
    { id: 'UNANIMITY_STRICT' },
    { id: 'UNANIMITY_ABST' },
    { id: 'CONSENSUS' },
    { id: 'QMV_55_65' },
    { id: 'QMV_72_65', rescue: true },
    minus(1, left('HU')),
    { id: 'WEIGHTED', num: 2, den: 3 },
    { id: 'MATRIX', minPartners: 3, minTargets: 1 },
    { id: 'REVERSE_CONSENSUS', days: 60 },
    {
      id: 'COMPOSITE',
      parts: [
        { name: 'decision', rule: { id: 'UNANIMITY_ABST' } },
        { name: 'regulation', rule: { id: 'QMV_55_65' } },
      ],
    },
  ])('[R40] opens: $id', (rule) => {
    expect(faultsOf(rule, union)).toEqual([]);
  });
});

describe('faults', () => {
  const body = (change: Partial<Electorate>): Electorate => ({ ...bodyOf(five), ...change });
  const with0 = (change: Partial<Member>): Electorate => bodyOf(five, { P00: change });

  it('[R40] of the electorate come alone', () => {
    const bad = { id: 'WEIGHTED', num: 3, den: 2 } as const;
    expect(codesOf(bad, body({ members: [] }))).toEqual(['no_member']);
    expect(codesOf(bad, body({ members: [...five, ...five.slice(0, 1)] }))).toEqual(['member_twice']);
    expect(codesOf(bad, with0({ weight: 1.5 }))).toEqual(['weight_not_whole']);
    expect(codesOf(bad, with0({ weight: Number.MAX_SAFE_INTEGER }))).toEqual(['weights_too_large']);
  });

  it('[R42] a rule that turns on weights needs one of every member that is counted', () => {
    const rule: Rule = { id: 'QMV_55_65' };
    expect(faultsOf(rule, with0({ weight: 0 }))).toEqual([
      { code: 'weight_missing', part: null, partners: ['P00'] },
    ]);
    expect(codesOf(rule, with0({ weight: 0, participates: false }))).toEqual([]);
    expect(codesOf({ id: 'CONSENSUS' }, with0({ weight: 0 }))).toEqual([]);
  });

  it.each<[string, Quorum, RuleFaultCode]>([
    ['6 of 5', 6, 'quorum_above_electorate'],
    ['half a member', 2.5, 'quorum_not_whole'],
    ['less than none', -1, 'quorum_not_whole'],
    ['another word', 'most' as Quorum, 'quorum_not_whole'],
  ])('[R40] a quorum of %s', (_title, quorum, code) => {
    expect(codesOf({ id: 'CONSENSUS' }, body({ quorum }))).toEqual([code]);
  });

  it.each<[number, number, RuleFaultCode]>([
    [101, 100, 'threshold_above_one'],
    [0, 3, 'threshold_zero'],
    [2, 0, 'threshold_zero'],
    [0.5, 1, 'threshold_not_whole'],
    [Number.NaN, 1, 'threshold_not_whole'],
  ])('[R40] WEIGHTED %d/%d', (num, den, code) => {
    expect(codesOf({ id: 'WEIGHTED', num, den })).toEqual([code]);
  });

  it.each<[string, Rule, RuleFaultCode]>([
    ['more left out than k', minus(1, left('HU'), left('MT')), 'excluded_more_than_k'],
    ['who is no member', minus(1, left('ZZ')), 'excluded_unknown'],
    ['the same twice', minus(2, left('HU'), left('HU')), 'excluded_twice'],
    ['without a ground', minus(1, left('HU', ' ')), 'ground_missing'],
    ['a k of none', minus(0), 'k_not_whole'],
  ])('[R40] CONSENSUS_MINUS_K with %s', (_title, rule, code) => {
    expect(codesOf(rule)).toEqual([code]);
  });

  it('[R40] CONSENSUS_MINUS_K that leaves out everybody hears nobody', () => {
    const all = five.map(({ partner }) => left(partner));
    expect(codesOf(minus(5, ...all), bodyOf(five))).toEqual(['excluded_everybody']);
  });

  it('[R40] a council needs nine votes to cast, and a veto somebody to cast it', () => {
    const ten = seats(10);
    const permanent = { P00: { permanent: true } };
    expect(codesOf({ id: 'UNSC_SUBSTANTIVE' }, bodyOf(ten, permanent))).toEqual([]);
    expect(codesOf({ id: 'UNSC_SUBSTANTIVE' }, bodyOf(ten))).toEqual(['permanent_missing']);
    expect(codesOf({ id: 'UNSC_PROCEDURAL' }, bodyOf(seats(8)))).toEqual(['too_few_votes']);
    const parties = { P01: { obligatoryAbstention: true }, P02: { obligatoryAbstention: true } };
    expect(codesOf({ id: 'UNSC_SUBSTANTIVE' }, bodyOf(ten, { ...permanent, ...parties }))).toEqual([
      'too_few_votes',
    ]);
  });

  it.each<[number, number, RuleFaultCode]>([
    [28, 1, 'min_partners_above_electorate'],
    [0, 1, 'min_partners_not_whole'],
    [3, 0, 'min_targets_not_whole'],
    [3, 5, 'min_targets_above_targets'],
  ])('[R40] MATRIX of %d partners for %d targets of 4', (minPartners, minTargets, code) => {
    expect(codesOf({ id: 'MATRIX', minPartners, minTargets }, union, { targets: 4 })).toEqual([code]);
  });

  it('[R40] REVERSE_CONSENSUS in days that are no number of days', () => {
    expect(codesOf({ id: 'REVERSE_CONSENSUS', days: -1 })).toEqual(['days_not_whole']);
  });

  it('[R40] of a composite name the part', () => {
    const part = (name: string, rule: Rule): { name: string; rule: Rule } => ({ name, rule });
    const consensus: Rule = { id: 'CONSENSUS' };
    const of = (...parts: { name: string; rule: Rule }[]): Rule => ({ id: 'COMPOSITE', parts });
    expect(codesOf(of())).toEqual(['parts_missing']);
    expect(codesOf(of(part('', consensus)))).toEqual(['part_name_missing']);
    expect(codesOf(of(part('one', consensus), part('one', consensus)))).toEqual(['part_name_twice']);
    expect(faultsOf(of(part('one', of(part('two', consensus)))), union)).toEqual([
      { code: 'part_composite', part: 'one', partners: [] },
    ]);
    expect(faultsOf(of(part('law', { id: 'WEIGHTED', num: 2, den: 1 })), union)).toEqual([
      { code: 'threshold_above_one', part: 'law', partners: [] },
    ]);
  });

  it('[R41] a rule that not even everybody in favour would adopt can never adopt', () => {
    expect(codesOf({ id: 'UNANIMITY_STRICT' }, with0({ obligatoryAbstention: true }))).toEqual([
      'can_never_adopt',
    ]);
    const most = bodyOf(five, { P00: { obligatoryAbstention: true }, P01: { obligatoryAbstention: true } });
    expect(codesOf({ id: 'TWO_THIRDS_MEMBERS' }, most)).toEqual(['can_never_adopt']);
    expect(codesOf({ id: 'TWO_THIRDS_CAST' }, most)).toEqual([]);
  });
});

import type { Ballot, Stance } from '../count/ballot.js';
import { count } from '../count/count.js';
import { isCounted, quorumNeed, QUORUM_SHARES, type Electorate, type Member } from '../count/electorate.js';
import { fault, isWhole, repeated, where, type RuleFault } from './fault.js';
import { needsWeights, type CompositeRule, type MatrixRule, type Rule, type SingleRule } from './rule.js';

type RuleOf<Id extends Rule['id']> = Extract<Rule, { id: Id }>;

/** What a rule is asked of at opening. `targets`: how many targets a matrix has, where it is known already. */
export interface FaultContext {
  readonly targets?: number;
}

/**
 * What is wrong with a rule for this electorate: bad inputs, and rules that can never adopt (SPEC R40 to R42). Empty: none; only
 * then may a procedure open. Faults that make the rest senseless come alone.
 */
export function faultsOf(
  rule: Rule,
  electorate: Electorate,
  context: FaultContext = {},
): readonly RuleFault[] {
  const first = electorateFaults(electorate);
  if (first.length > 0) return first;
  const faults = [
    ...quorumFaults(electorate),
    ...weightFaults(rule, electorate),
    ...inputFaults(rule, electorate, context),
  ];
  return faults.length > 0 ? faults : where(!canAdopt(rule, electorate), 'can_never_adopt');
}

function electorateFaults({ members }: Electorate): readonly RuleFault[] {
  const twice = repeated(members.map(({ partner }) => partner));
  const broken = members.filter(({ weight }) => !isWhole(weight, 0)).map(({ partner }) => partner);
  const faults = [
    ...where(!members.some(isCounted), 'no_member'),
    ...where(twice.length > 0, 'member_twice', twice),
    ...where(broken.length > 0, 'weight_not_whole', broken),
  ];
  return faults.length > 0 ? faults : where(totalWeight(members) > MAX_TOTAL, 'weights_too_large');
}

const MAX_TOTAL = BigInt(Number.MAX_SAFE_INTEGER);

const totalWeight = (members: readonly Member[]): bigint =>
  members.reduce((sum, { weight }) => sum + BigInt(weight), 0n);

function quorumFaults({ members, quorum }: Electorate): readonly RuleFault[] {
  const size = members.filter(isCounted).length;
  if (typeof quorum === 'number' ? !isWhole(quorum, 0) : !QUORUM_SHARES.includes(quorum)) {
    return [fault('quorum_not_whole')];
  }
  return where(quorumNeed(quorum, size) > size, 'quorum_above_electorate');
}

/** A rule that turns on weights needs one, from 1, of every member that is counted. */
function weightFaults(rule: Rule, { members }: Electorate): readonly RuleFault[] {
  if (!needsWeights(rule)) return [];
  const without = members.filter((member) => isCounted(member) && member.weight === 0);
  return where(
    without.length > 0,
    'weight_missing',
    without.map(({ partner }) => partner),
  );
}

type InputFaults<R> = (rule: R, electorate: Electorate, context: FaultContext) => readonly RuleFault[];

/** Rules that take inputs of their own, or need a body of a kind. */
const INPUTS: { readonly [Id in Rule['id']]?: InputFaults<RuleOf<Id>> } = {
  WEIGHTED: weightedFaults,
  CONSENSUS_MINUS_K: excludedFaults,
  UNSC_SUBSTANTIVE: councilFaults,
  UNSC_PROCEDURAL: councilFaults,
  MATRIX: matrixFaults,
  REVERSE_CONSENSUS: ({ days }) => where(!isWhole(days, 0), 'days_not_whole'),
  COMPOSITE: compositeFaults,
};

function inputFaults(rule: Rule, electorate: Electorate, context: FaultContext): readonly RuleFault[] {
  // The table pairs each id with its own rule; TypeScript cannot follow the pair through an index.
  const faults = INPUTS[rule.id] as InputFaults<Rule> | undefined;
  return faults?.(rule, electorate, context) ?? [];
}

function weightedFaults({ num, den }: RuleOf<'WEIGHTED'>): readonly RuleFault[] {
  if (!Number.isSafeInteger(num) || !Number.isSafeInteger(den)) return [fault('threshold_not_whole')];
  return [
    ...where(num <= 0 || den <= 0, 'threshold_zero'),
    ...where(num > 0 && den > 0 && num > den, 'threshold_above_one'),
  ];
}

function excludedFaults(rule: RuleOf<'CONSENSUS_MINUS_K'>, { members }: Electorate): readonly RuleFault[] {
  const named = rule.excluded.map(({ partner }) => partner);
  const body = new Set(members.map(({ partner }) => partner));
  const unknown = named.filter((partner) => !body.has(partner));
  const twice = repeated(named);
  const groundless = rule.excluded.filter(({ ground }) => ground.trim() === '').map(({ partner }) => partner);
  const left = members.filter((member) => isCounted(member) && !named.includes(member.partner));
  return [
    ...where(!isWhole(rule.k, 1), 'k_not_whole'),
    ...where(isWhole(rule.k, 1) && named.length > rule.k, 'excluded_more_than_k', named),
    ...where(unknown.length > 0, 'excluded_unknown', unknown),
    ...where(twice.length > 0, 'excluded_twice', twice),
    ...where(groundless.length > 0, 'ground_missing', groundless),
    ...where(left.length === 0, 'excluded_everybody', named),
  ];
}

/** Nine votes in favour come from at least nine members that may cast one. */
function councilFaults({ id }: SingleRule, { members }: Electorate): readonly RuleFault[] {
  const counted = members.filter(isCounted);
  const votes = counted.filter((member) => member.obligatoryAbstention !== true).length;
  return [
    ...where(votes < 9, 'too_few_votes'),
    ...where(id === 'UNSC_SUBSTANTIVE' && !members.some((member) => member.permanent), 'permanent_missing'),
  ];
}

function matrixFaults(
  { minPartners, minTargets }: MatrixRule,
  { members }: Electorate,
  { targets }: FaultContext,
): readonly RuleFault[] {
  const size = members.filter(isCounted).length;
  return [
    ...where(!isWhole(minPartners, 1), 'min_partners_not_whole'),
    ...where(isWhole(minPartners, 1) && minPartners > size, 'min_partners_above_electorate'),
    ...where(!isWhole(minTargets, 1), 'min_targets_not_whole'),
    ...where(targets !== undefined && minTargets > targets, 'min_targets_above_targets'),
  ];
}

function compositeFaults(
  { parts }: CompositeRule,
  electorate: Electorate,
  context: FaultContext,
): readonly RuleFault[] {
  const names = parts.map(({ name }) => name);
  const own = [
    ...where(parts.length === 0, 'parts_missing'),
    ...where(
      names.some((name) => name.trim() === ''),
      'part_name_missing',
    ),
    ...where(repeated(names).length > 0, 'part_name_twice'),
  ];
  return [...own, ...parts.flatMap((part) => partFaults(part, electorate, context))];
}

function partFaults(
  { name, rule }: CompositeRule['parts'][number],
  electorate: Electorate,
  context: FaultContext,
): readonly RuleFault[] {
  if (rule.id === 'COMPOSITE') return [{ ...fault('part_composite'), part: name }];
  return inputFaults(rule, electorate, context).map((found) => ({ ...found, part: name }));
}

/** No rule is harder to meet than with everybody in favour of everything: what that does not adopt, nothing does. */
function canAdopt(rule: Rule, electorate: Electorate): boolean {
  return count(rule, electorate, best(rule, electorate)).adopted;
}

function best(rule: Rule, electorate: Electorate): Ballot {
  const all = new Map(electorate.members.map(({ partner }) => [partner, 'in_favour' as Stance]));
  if (rule.id === 'COMPOSITE') {
    return { parts: new Map(rule.parts.map((part) => [part.name, best(part.rule, electorate)])) };
  }
  if (rule.id !== 'MATRIX') return all;
  return {
    targets: new Map(Array.from({ length: rule.minTargets }, (_none, index) => [String(index), all])),
  };
}

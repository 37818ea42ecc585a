import type { DelegationCode } from '@entente/kernel';

/** Rules without a parameter (DOMAIN §1.3.2). */
type PlainRuleId =
  | 'UNANIMITY_STRICT'
  | 'UNANIMITY_ABST'
  | 'CONSENSUS'
  | 'QMV_55_65'
  | 'UNSC_SUBSTANTIVE'
  | 'UNSC_PROCEDURAL'
  | 'TWO_THIRDS_MEMBERS'
  | 'TWO_THIRDS_CAST'
  | 'SIMPLE_MAJORITY_MEMBERS'
  | 'SIMPLE_MAJORITY_CAST';

/** A state left out of a consensus minus K, named before opening (DOMAIN §1.3.2). */
export interface Excluded {
  readonly partner: DelegationCode;
  readonly ground: string;
}

/** A rule that counts one stance of each member. */
export type SingleRule =
  | { readonly [Id in PlainRuleId]: { readonly id: Id } }[PlainRuleId]
  /** `rescue`: the blocking minority of `QMV_55_65` holds here too. The treaty states none, so it is off unless given. */
  | { readonly id: 'QMV_72_65'; readonly rescue?: boolean | undefined }
  | { readonly id: 'CONSENSUS_MINUS_K'; readonly k: number; readonly excluded: readonly Excluded[] }
  /** Adopted from `num`/`den` of the weight. */
  | { readonly id: 'WEIGHTED'; readonly num: number; readonly den: number }
  /** The proposal takes effect `days` after the count unless every member is against it. */
  | { readonly id: 'REVERSE_CONSENSUS'; readonly days: number };

/** Launched where at least `minTargets` targets have at least `minPartners` partners in. Each cell is a decision. */
export interface MatrixRule {
  readonly id: 'MATRIX';
  readonly minPartners: number;
  readonly minTargets: number;
}

/** Adopted where every part is, on the same hash. Parts are not composite themselves. */
export interface CompositeRule {
  readonly id: 'COMPOSITE';
  readonly parts: readonly { readonly name: string; readonly rule: Rule }[];
}

export type Rule = SingleRule | MatrixRule | CompositeRule;

/** All rules, in the order of DOMAIN §1.3.2. */
export const RULE_IDS = [
  'UNANIMITY_STRICT',
  'UNANIMITY_ABST',
  'CONSENSUS',
  'CONSENSUS_MINUS_K',
  'QMV_55_65',
  'QMV_72_65',
  'UNSC_SUBSTANTIVE',
  'UNSC_PROCEDURAL',
  'TWO_THIRDS_MEMBERS',
  'TWO_THIRDS_CAST',
  'SIMPLE_MAJORITY_MEMBERS',
  'SIMPLE_MAJORITY_CAST',
  'WEIGHTED',
  'MATRIX',
  'REVERSE_CONSENSUS',
  'COMPOSITE',
] as const satisfies readonly Rule['id'][];

const WEIGHED: readonly Rule['id'][] = ['QMV_55_65', 'QMV_72_65', 'WEIGHTED'];

/** Whether a rule, or a part of it, is counted target by target. */
export const isByTarget = (rule: Rule): boolean =>
  rule.id === 'MATRIX' || (rule.id === 'COMPOSITE' && rule.parts.some((part) => isByTarget(part.rule)));

/** Whether adoption turns on weights, so that every member of the electorate needs one. */
export function needsWeights(rule: Rule): boolean {
  return rule.id === 'COMPOSITE'
    ? rule.parts.some((part) => needsWeights(part.rule))
    : WEIGHED.includes(rule.id);
}

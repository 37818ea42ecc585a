import type { DelegationCode } from '@entente/kernel';

/** Codes of what is wrong with a rule for an electorate. */
export const RULE_FAULTS = [
  'no_member',
  'member_twice',
  'weight_not_whole',
  'weights_too_large',
  'weight_missing',
  'quorum_not_whole',
  'quorum_above_electorate',
  'threshold_not_whole',
  'threshold_zero',
  'threshold_above_one',
  'k_not_whole',
  'excluded_more_than_k',
  'excluded_unknown',
  'excluded_twice',
  'excluded_everybody',
  'ground_missing',
  'permanent_missing',
  'too_few_votes',
  'min_partners_not_whole',
  'min_partners_above_electorate',
  'min_targets_not_whole',
  'min_targets_above_targets',
  'days_not_whole',
  'parts_missing',
  'part_name_missing',
  'part_name_twice',
  'part_composite',
  'can_never_adopt',
] as const;
export type RuleFaultCode = (typeof RULE_FAULTS)[number];

/** One fault. `part`: the part of a composite that it is in; `partners`: whom it concerns, where it concerns some. */
export interface RuleFault {
  readonly code: RuleFaultCode;
  readonly part: string | null;
  readonly partners: readonly DelegationCode[];
}

export const fault = (code: RuleFaultCode, partners: readonly DelegationCode[] = []): RuleFault => ({
  code,
  part: null,
  partners,
});

/** A list with the fault where the condition is met. */
export const where = (
  condition: boolean,
  code: RuleFaultCode,
  partners: readonly DelegationCode[] = [],
): readonly RuleFault[] => (condition ? [fault(code, partners)] : []);

export const isWhole = (value: number, least: number): boolean =>
  Number.isSafeInteger(value) && value >= least;

export function repeated<T>(values: readonly T[]): readonly T[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

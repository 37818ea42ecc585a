import type { RuleFault } from '../rule/fault.js';

/** What can be wrong with a rule book, and what to do about it: each code has one remedy. */
export const REMEDIES = {
  name_missing: 'name_it',
  basis_missing: 'name_the_source',
  opener_missing: 'let_somebody_open',
  rule_faulty: 'correct_the_rule',
  can_never_adopt: 'lower_the_rule_or_widen_the_body',
  rule_not_of_kind: 'choose_matrix_for_both_or_neither',
  rule_needs_answers: 'choose_a_consensus_rule_or_a_kind_with_answers',
  fallback_same_as_rule: 'choose_another_fallback_or_none',
  fallback_without_objection: 'choose_a_consensus_rule_or_drop_the_fallback',
  fallback_with_composite: 'drop_the_fallback',
  calendar_missing: 'choose_a_calendar',
  calendar_unknown: 'choose_a_calendar',
  calendar_unused: 'drop_the_calendar',
  calendar_in_other_zone: 'take_the_zone_of_the_calendar',
  zone_unknown: 'choose_a_zone',
  period_not_whole: 'give_a_whole_number',
  number_not_whole: 'give_a_whole_number',
  lane_missing: 'add_a_period',
  lane_twice: 'rename_the_period',
  lane_name_missing: 'name_the_period',
  lane_below_minimum: 'lengthen_the_period_or_lower_the_minimum',
  period_differs_from_rule: 'take_the_days_of_the_rule',
  reissue_above_minimum: 'lower_the_reissue_minimum',
  hold_without_suspend: 'let_objections_suspend_or_drop_holds',
  suspend_without_hold: 'lay_down_holds_or_let_objections_terminate',
  hold_pauses_without_suspend: 'let_holds_do_nothing_or_let_objections_suspend',
  warning_after_hold: 'warn_within_the_hold',
  extension_not_short: 'extend_by_less_than_the_hold',
  quorum_under_silence: 'ask_no_quorum',
  abstention_without_effect: 'forbid_constructive_abstention_or_choose_unanimity',
  opt_out_not_offered: 'allow_constructive_abstention_or_choose_another_opt_out',
  severable_composite: 'decide_the_parts_whole',
  proxy_under_silence: 'allow_no_proxies',
  silence_use_without_silence: 'let_the_chair_decide',
  weights_missing: 'choose_weights',
  weights_unknown: 'choose_weights',
  weights_unused: 'drop_the_weights',
  permanent_missing: 'name_the_permanent_members',
  permanent_unused: 'name_no_permanent_members',
  permanent_unknown: 'name_members_of_the_body',
  named_against_visibility: 'hide_objectors_or_show_positions',
  brake_without_vote: 'drop_the_brake',
  review_warning_after_sunset: 'warn_within_the_term',
  vector_missing: 'add_a_vector',
  vector_twice: 'rename_the_vector',
} as const;

export type RulebookFaultCode = keyof typeof REMEDIES;
export type Remedy = (typeof REMEDIES)[RulebookFaultCode];

/** One fault. `field`: where it is put right, as a path (`clock.lanes.0.period`); `rule`: what is wrong with the rule itself. */
export interface RulebookFault {
  readonly code: RulebookFaultCode;
  readonly remedy: Remedy;
  readonly field: string;
  readonly rule: RuleFault | null;
}

export const bookFault = (
  code: RulebookFaultCode,
  field: string,
  rule: RuleFault | null = null,
): RulebookFault => ({ code, remedy: REMEDIES[code], field, rule });

/** The fault where the condition is met. */
export const faultIf = (
  condition: boolean,
  code: RulebookFaultCode,
  field: string,
): readonly RulebookFault[] => (condition ? [bookFault(code, field)] : []);

import type { NotificationFacts, NotificationKind } from '@entente/contracts';

/** What happened, as the subject says it after the package's number. One line; partners by their codes. */
export function subjectOf(kind: NotificationKind, facts: NotificationFacts): string {
  return SUBJECTS[kind](facts);
}

const who = ({ partner }: NotificationFacts): string => partner ?? 'A delegation';
const what = (facts: NotificationFacts): string => words(facts.what ?? '');
const words = (name: string): string => name.replaceAll('_', ' ');
const procedure = ({ procedureKind }: NotificationFacts): string =>
  procedureKind === undefined ? 'procedure' : `${words(procedureKind)} procedure`;

function cameFrom({ followsAs, without = [] }: NotificationFacts): string {
  const as = followsAs === undefined ? '' : `, as a ${words(followsAs)}`;
  return without.length === 0 ? as : `${as} without ${without.join(', ')}`;
}

const SUBJECTS: Readonly<Record<NotificationKind, (facts: NotificationFacts) => string>> = {
  procedure_announced: (facts) => `a ${procedure(facts)} is announced${cameFrom(facts)}`,
  procedure_opened: (facts) => `a ${procedure(facts)} is open${cameFrom(facts)}`,
  not_asked: (facts) => `your delegation is not asked in the ${procedure(facts)}`,
  position_recorded: (facts) => `${who(facts)}: ${what(facts)}`,
  objection: (facts) => `${who(facts)} objects`,
  hold_placed: (facts) => `${who(facts)} places a hold`,
  hold_extension_asked: (facts) => `${who(facts)} asks for its hold to be extended`,
  hold_extended: (facts) => `the hold of ${who(facts)} is extended`,
  hold_ended: (facts) => `a hold has ended: ${what(facts)}`,
  reserve_entered: (facts) => `${who(facts)} enters a reserve: ${what(facts)}`,
  reserve_ended: (facts) => `a reserve has ended: ${what(facts)}`,
  extension_asked: (facts) => `${who(facts)} asks for more time`,
  procedure_extended: () => 'the deadline is later',
  procedure_suspended: () => 'the procedure is suspended',
  procedure_resumed: () => 'the procedure runs again',
  corrigendum_filed: () => 'a corrigendum of form is filed',
  corrigendum_contested: (facts) => `${who(facts)} contests the corrigendum`,
  corrigendum_stands: () => 'a corrigendum stands: the words are the corrected ones',
  deadline_near: () => 'the deadline is near',
  deadline_reminder: () => 'a reminder of the deadline',
  declaration_to_join: (facts) => `${who(facts)} asks you to join a declaration`,
  declaration_taken_back: (facts) => `${who(facts)} takes its joint declaration back`,
  capital_awaited: () => 'an act awaits the confirmation of your capital',
  clock_fault: () => 'closing is suspended: the clocks disagree',
  items_decided: (facts) => `entries are ${what(facts)}`,
  procedure_closed: (facts) => `the procedure has ended: ${what(facts)}`,
  late_objection: (facts) => `${who(facts)} objects after the end`,
  members_disagree: (facts) => `two people of ${who(facts)} said different things`,
  electorate_changed: () => 'the electorate has changed',
  sunset_near: () => 'what was adopted is about to expire',
};

/** What follows from it, where the reader must know that to act rightly; empty otherwise. */
export function consequenceOf(kind: NotificationKind, facts: NotificationFacts): string {
  const bySilence = BY_SILENCE.includes(facts.procedureKind ?? '');
  const general = (bySilence ? UNDER_SILENCE[kind] : undefined) ?? OTHERWISE[kind] ?? '';
  if (kind !== 'deadline_reminder' || facts.what !== 'awaited') return general;
  return [general, 'Your delegation has not answered.'].filter((sentence) => sentence !== '').join(' ');
}

const BY_SILENCE: readonly string[] = ['silence', 'no_objection', 'derogation'];

const UNDER_SILENCE: Readonly<Partial<Record<NotificationKind, string>>> = {
  procedure_announced: 'Silence until the deadline will be consent.',
  procedure_opened: 'Silence until the deadline is consent.',
  procedure_extended: 'Silence until the new deadline is consent. What was said before still counts.',
  deadline_near: 'Silence until the deadline is consent.',
  deadline_reminder: 'Silence until the deadline is consent.',
};

const OTHERWISE: Readonly<Partial<Record<NotificationKind, string>>> = {
  not_asked:
    'The same words are before a forum in which your delegation has no seat, on the ground above. It is in no count there; its silence is neither consent nor refusal.',
  clock_fault:
    'Nothing is adopted while the clock of the database cannot be trusted. Extend the deadline, or have the clocks set right.',
  late_objection: 'It is on the record and changes nothing of the result.',
};

import type { ForumRefusal, OpeningRefusal } from '@entente/consensus';
import { assertNever, type DelegationCode } from '@entente/kernel';
import { Refusal } from '@entente/nest-platform';

/** Why the chair's forum is none, with what to do. */
export function refusalOfForum(refusal: ForumRefusal, partners: readonly DelegationCode[]): Refusal {
  return new Refusal('RULE_INPUT', { detail: forumWords(refusal, partners.join(', ')) });
}

function forumWords(refusal: ForumRefusal, all: string): string {
  switch (refusal.code) {
    case 'forum_not_a_switch':
      return refusal.followsAs === 'reissue'
        ? 'A reissue asks whom the first procedure asked. Open it as a forum switch to ask others.'
        : 'Only a forum switch asks others than all partners of the package. Name the procedure that it comes from, or no forum.';
    case 'forum_empty':
      return `The forum asks nobody. Name at least one of ${all}.`;
    case 'forum_stranger':
      return `${refusal.partners.join(', ')} takes no part in this package. Choose among ${all}.`;
    case 'forum_twice':
      return `${refusal.partners.join(', ')} is named twice. Name each partner once.`;
    case 'forum_ground_missing':
      return `${refusal.partners.join(', ')} would not be asked. State the ground: they are told.`;
    default:
      return assertNever(refusal);
  }
}

type OfTerms = Exclude<OpeningRefusal, { code: 'opener_not_allowed' }>;

/** Why no terms come of a rule book at this opening, as the API says it. */
export function refusalOfOpening(refusal: OpeningRefusal): Refusal {
  if (refusal.code === 'opener_not_allowed') {
    return new Refusal('WRONG_OFFICE', { detail: `By this rule book ${refusal.opens.join(' or ')} opens.` });
  }
  // Each entry of the table takes the refusal of its own key; TypeScript cannot follow that through the lookup.
  const say = SENTENCES[refusal.code] as (refusal: OfTerms) => string;
  return new Refusal('RULE_INPUT', { detail: say(refusal) });
}

const SENTENCES: {
  readonly [Code in OfTerms['code']]: (refusal: Extract<OfTerms, { code: Code }>) => string;
} = {
  lane_unknown: ({ lane }) => `The rule book has no period ${lane}.`,
  calendar_missing: () => 'The calendar that the rule book names is not there.',
  calendar_ends: ({ day }) => `The calendar of the rule book does not cover ${day}.`,
  period_not_whole: () => 'A period of the rule book is no whole number from 1.',
  weight_missing: ({ table, partners }) => `The table ${table} has no weight of ${partners.join(', ')}.`,
  weights_unknown: ({ family }) => `There is no table of the weights ${family}.`,
  weights_not_valid_then: ({ family, day }) => `No table of the weights ${family} is valid on ${day}.`,
  weights_ambiguous: ({ family, day }) => `Several tables of the weights ${family} are valid on ${day}.`,
};

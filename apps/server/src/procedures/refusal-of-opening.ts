import type { OpeningRefusal } from '@entente/consensus';
import { Refusal } from '@entente/nest-platform';

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

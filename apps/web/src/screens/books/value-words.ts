import type { Lane, Period, Rule, RulebookContent } from '@entente/consensus';
import { isMessage, type Translate } from '../../messages/use-t.js';
import type { BookField, FieldForm } from './fields.js';

/** A period in words: “5 working days”. */
const periodWords = (t: Translate, { unit, n }: Period): string => t(`book.unit.${unit}`, { n });

/** What a rule says, in a plain sentence. */
export function ruleWords(t: Translate, rule: Rule): string {
  if (rule.id === 'COMPOSITE') {
    const parts = rule.parts.map((part) => `${part.name}: ${ruleWords(t, part.rule)}`).join(' ');
    return t('book.rule.COMPOSITE', { parts });
  }
  const numbers = Object.fromEntries(Object.entries(rule).filter(([, value]) => typeof value === 'number'));
  return t(`book.rule.${rule.id}`, numbers);
}

type Words = (t: Translate, value: unknown) => string;

const WORDS: Readonly<Partial<Record<FieldForm, Words>>> = {
  flag: (t, value) => t(value === true ? 'common.yes' : 'common.no'),
  period: (t, value) => periodWords(t, value as Period),
  rule: (t, value) => ruleWords(t, value as Rule),
  optionalRule: (t, value) => ruleWords(t, value as Rule),
  choice: (t, value) => codeWords(t, value as string | number),
  days: (t, value) => t('book.days', { count: (value as readonly unknown[]).length }),
  weights: (t, value) => t('book.members', { count: Object.keys(value as object).length }),
  several: (t, value) =>
    listWords(
      t,
      (value as readonly string[]).map((one) => codeWords(t, one)),
    ),
  lanes: lanesWords,
  hold: holdWords,
  derogation: derogationWords,
  review: reviewWords,
  structure: (t, value) => t('book.examples', { count: (value as readonly unknown[]).length }),
};

/** The value of a field in words. */
export function valueWords(t: Translate, { form }: BookField, value: unknown): string {
  if (value === null || value === '') return t('book.none');
  const words = WORDS[form];
  if (words !== undefined) return words(t, value);
  return Array.isArray(value) ? listWords(t, value) : String(value as string | number);
}

/** A code that the catalogue knows; a number of members as it is. */
function codeWords(t: Translate, code: string | number): string {
  const id = `book.code.${String(code)}`;
  return isMessage(id) ? t(id) : String(code);
}

const listWords = (t: Translate, list: readonly unknown[]): string =>
  list.length === 0 ? t('book.none') : list.map(String).join(', ');

function lanesWords(t: Translate, value: unknown): string {
  const lanes = value as readonly Lane[];
  return lanes.length === 0
    ? t('book.noDeadline')
    : lanes.map((lane) => `${lane.title}: ${periodWords(t, lane.period)}`).join('; ');
}

function holdWords(t: Translate, value: unknown): string {
  const { max, warnings, extension } = value as NonNullable<RulebookContent['hold']>;
  const told = warnings.map((one) => periodWords(t, one));
  return t('book.holdWords', {
    max: periodWords(t, max),
    warnings: listWords(t, told),
    extension: extension === undefined ? t('book.none') : periodWords(t, extension),
  });
}

function derogationWords(t: Translate, value: unknown): string {
  const { period, onObjection } = value as NonNullable<RulebookContent['derogation']>;
  return t('book.derogationWords', { period: periodWords(t, period), rule: ruleWords(t, onObjection) });
}

function reviewWords(t: Translate, value: unknown): string {
  const { everyMonths, sunsetMonths, warningDays } = value as RulebookContent['review'];
  const days = listWords(t, warningDays);
  return t('book.reviewWords', { every: everyMonths ?? 0, sunset: sunsetMonths ?? 0, days });
}

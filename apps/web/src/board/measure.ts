import {
  bodyOf,
  boardSituation,
  capitals,
  count,
  hostCities,
  isCounted,
  shippedWeightTables,
  situationOf,
  stanceOfMark,
  type Count,
  type Electorate,
  type Marked,
  type Rule,
  type Rulebook,
  type Situation,
} from '@entente/consensus';
import type { Delegation, Procedure } from '@entente/contracts';
import type { DelegationCode, Instant } from '@entente/kernel';
import { formatNumber } from '../format/number.js';
import { formatShare } from '../format/share.js';
import type { Translate } from '../messages/use-t.js';
import { barsOf } from '../decision/threshold.js';
import type { Result, Verdict } from './face.js';
import { once } from './once.js';

/** What positions are measured by: a rule and who counts under it. */
export type Measure = { readonly rule: Rule; readonly electorate: Electorate };

export const measureOf = ({ core }: Pick<Procedure, 'core'>): Measure => {
  const { rule, electorate } = situationOf(core);
  return { rule, electorate };
};

const SHELF = { calendars: [...hostCities(), ...capitals()], weightTables: shippedWeightTables() };

/** By a rule book that no procedure was opened by: with the partners of today and the weights of the day. */
export const measureByBook = (book: Rulebook, partners: readonly Delegation[], now: Instant): Measure => ({
  rule: book.rule,
  electorate: bodyOf(
    book,
    partners.map(({ code }) => ({ partner: code, participates: true })),
    now,
    SHELF,
  ),
});

export type Marks = ReadonlyMap<DelegationCode, Marked>;

export const situationBy = (measure: Measure | null, marks: Marks): Situation | null =>
  measure === null ? null : boardSituation(measure.rule, measure.electorate, marks);

/** The last row of a column of marks: how many would be in favour, and what the rule makes of it (SPEC R187). */
export function resultOfMarks(measure: Measure | null, marks: Marks, t: Translate): Result {
  const asked =
    measure === null
      ? [...marks.keys()]
      : measure.electorate.members.filter(isCounted).map(({ partner }) => partner);
  const have = asked.filter((code) => {
    const marked = marks.get(code);
    return marked !== undefined && stanceOfMark(marked) === 'in_favour';
  }).length;
  const short = `${String(have)}/${String(asked.length)}`;
  const situation = situationBy(measure, marks);
  const favour = (): string => t('result.inFavour', { have, all: asked.length });
  if (situation === null) return resultOf(short, null, favour);
  const counted = countOf(situation);
  const silent = asked.filter((code) => isSilent(marks.get(code))).length;
  const verdict = counted.adopted ? 'met' : silent > 0 && restsWithSilent(measure, marks) ? 'open' : 'missed';
  return resultOf(short, verdict, () => {
    const rests = verdict === 'open' ? ` ${t('result.rests', { silent })}` : '';
    return `${favour()} ${resultWords(counted, t)}${rests}`;
  });
}

/** Its words are made for who reads them: a picture needs none. */
function resultOf(short: string, verdict: Verdict, words: () => string): Result {
  const made = once(words);
  return {
    short,
    verdict,
    get words() {
      return made();
    },
  };
}

const countOf = ({ rule, electorate, ballot }: Situation): Count => count(rule, electorate, ballot);

const isSilent = (marked: Marked | undefined): boolean => marked === undefined || marked.mark === 'none';

/** A provision that nobody has spoken on is missing every voice, and still nothing stands in its way. */
function restsWithSilent(measure: Measure | null, marks: Marks): boolean {
  const spoken = measure?.electorate.members.map(({ partner }): [DelegationCode, Marked] => {
    const marked = marks.get(partner);
    return [partner, marked === undefined || isSilent(marked) ? IN_FAVOUR : marked];
  });
  const would = situationBy(measure, new Map(spoken));
  return would !== null && countOf(would).adopted;
}

const IN_FAVOUR: Marked = { mark: 'support', stale: false };

/** The real count of a procedure, under the column of acts. */
export function resultOfProcedure({ core }: Pick<Procedure, 'core'>, t: Translate): Result {
  const { rule, electorate, ballot } = situationOf(core);
  const counted = count(rule, electorate, ballot);
  const asked = electorate.members.filter(isCounted).length;
  const have =
    'get' in ballot ? [...ballot.values()].filter((stance) => stance === 'in_favour').length : null;
  return {
    short: have === null ? '' : `${String(have)}/${String(asked)}`,
    words: resultWords(counted, t),
    verdict: counted.adopted ? 'met' : 'missed',
  };
}

/** `14/15 members · 66.2 % / 65 %: reached`: each test of the rule with its limit, then what comes of it (UI §2). */
export function resultWords(counted: Count, t: Translate): string {
  if ('parts' in counted)
    return counted.parts
      .map(({ name, count: part }) => t('obstacle.ofPart', { part: name, why: resultWords(part, t) }))
      .join('; ');
  const tests = barsOf(counted, null).map(({ test, whole }) => {
    const { unit, have, need, sense } = test;
    const figures =
      unit === 'weight' && whole > 0
        ? { have: formatShare(have, whole, need), need: formatShare(need, whole) }
        : { have: formatNumber(have), need: formatNumber(need) };
    return t(`result.${sense}`, { ...figures, name: t(`threshold.${test.test}`) });
  });
  return `${tests.join(' · ')}: ${t(counted.adopted ? 'result.reached' : 'result.notReached')}`;
}

import type { Count, Test } from '@entente/consensus';
import { formatShare, groupDigits } from './figures.js';
import { sayFrom } from './say.js';
import { testWords } from './threshold-words.js';

/** One test of a rule as a bar: lengths as parts of the whole, from 0 to 1, and in words all that the bar shows. */
export interface BarRow {
  readonly name: string;
  readonly filled: number;
  readonly limit: number;
  readonly tone: 'holds' | 'excused' | 'fails';
  readonly words: string;
}

const say = sayFrom(testWords, 'en');

/** The bars of a count; of a composite, those of its parts. */
export function barRows(count: Count, part = ''): readonly BarRow[] {
  if ('parts' in count) return count.parts.flatMap((one) => barRows(one.count, one.name));
  return count.tests.map((test) => {
    const whole = wholeOf(count, test);
    const name = say(`test.${test.test}`);
    return {
      name: part === '' ? name : say('test.part', { part, name }),
      filled: Math.min(1, test.have / whole),
      limit: Math.min(1, test.need / whole),
      tone: toneOf(test),
      words: wordsOf(test, whole),
    };
  });
}

const toneOf = ({ holds, excused }: Test): BarRow['tone'] => {
  if (holds) return 'holds';
  return excused ? 'excused' : 'fails';
};

function wholeOf(count: Exclude<Count, { parts: unknown }>, { unit, have, need, test }: Test): number {
  const least = Math.max(have, need, 1);
  if (unit === 'targets') return Math.max(least, 'targets' in count ? count.targets.length : 0);
  if (unit === 'parts') return least;
  const of = test.startsWith('constructive_') ? count.full : count.electorate;
  return Math.max(least, unit === 'weight' ? of.weight : of.members);
}

function wordsOf({ unit, sense, have, need, margin, holds, excused }: Test, whole: number): string {
  const share = unit === 'weight' ? ` (${formatShare(have, whole, need)})` : '';
  const figures = say(`test.${sense}`, { have: groupDigits(have), need: groupDigits(need), share });
  const values = { figures, margin: Math.abs(margin), shown: groupDigits(Math.abs(margin)) };
  if (excused) return say('test.excused', values);
  if (sense === 'at_least') return say(holds ? 'test.reached' : 'test.short', values);
  return say(holds ? 'test.kept' : 'test.exceeded', values);
}

import type { Count } from '@entente/consensus';
import type { DecisionRecord } from '@entente/contracts';
import { barRows } from './bars.js';
import type { Block, Writing } from './document.js';

type Matter = DecisionRecord['result']['matters'][number];

/** Each matter with the tests of the rule, their figures and who stands where. */
export function arithmeticOf(writing: Writing): readonly Block[] {
  const { matters } = writing.record.result;
  return matters.flatMap((matter) => ofMatter(writing, matter));
}

function ofMatter({ say }: Writing, { id, title, state, count, countWithRemoved }: Matter): readonly Block[] {
  const name = id === '*' ? say('matter.whole') : (title ?? id);
  const heading: Block = { kind: 'heading', text: say(`matter.${state}`, { name }) };
  if (count === null) return [heading, { kind: 'text', text: say('count.none') }];
  const removed = countWithRemoved === null ? [] : [text(removedWords(countWithRemoved))];
  const notBound =
    count.notBound.length === 0 ? [] : [text(say('count.notBound', { partners: count.notBound.join(', ') }))];
  return [heading, { kind: 'bars', bars: barRows(count) }, ...stancesOf(count), ...notBound, ...removed];

  function stancesOf(counted: Count): readonly Block[] {
    if (!('stances' in counted)) return [];
    const { in_favour, against, abstain, abstain_constructive, absent } = counted.stances;
    const figures = {
      favour: in_favour.members,
      against: against.members,
      abstain: abstain.members,
      constructive: abstain_constructive.members,
      absent: absent.members,
      members: counted.electorate.members,
    };
    return [text(say('count.stances', figures))];
  }

  function removedWords(other: Count): string {
    const figures = barRows(other).map((bar) => `${bar.name} ${bar.words}`);
    return `${say('count.removed', { outcome: say(`outcome.${other.outcome}`) })} ${figures.join('; ')}`;
  }
}

const text = (words: string): Block => ({ kind: 'text', text: words });

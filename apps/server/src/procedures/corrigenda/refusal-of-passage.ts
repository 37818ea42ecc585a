import type { VersionView } from '@entente/contracts';
import { numberSections, readCanonicalText, type Labels, type PassageFault } from '@entente/document';
import { Refusal } from '@entente/nest-platform';
import { notReady } from '../../lifecycle/index.js';

const WORDS: Readonly<Record<Exclude<PassageFault['code'], 'TEXT' | 'CHARACTERS'>, string>> = {
  PROVISION_UNKNOWN: 'the version has no such provision',
  WORDS_NOT_THERE: 'the words to be corrected do not stand in this provision',
  WORDS_NOT_ONCE:
    'the words to be corrected stand more than once in this provision; give more of the words around them',
  WORDS_SAME: 'the words are the same before and after',
  OVERLAP: 'it meets another passage; file both as one',
};

/** Why a corrigendum cannot be filed, with the number of the passage, from 1. */
export function refusalOfPassage(fault: PassageFault, version: VersionView): Refusal {
  if (fault.code === 'TEXT') return notReady(fault.faults, labelsOf(version));
  const words =
    fault.code === 'CHARACTERS'
      ? `the new words have what no text may have or what joins its neighbours (${fault.detail})`
      : WORDS[fault.code];
  return new Refusal('INPUT_INVALID', {
    faults: [
      {
        at: `passages.${String(fault.passage - 1)}`,
        message: `Passage ${String(fault.passage)}: ${words} (${fault.code}).`,
      },
    ],
  });
}

function labelsOf({ canonical }: VersionView): Labels {
  const text = readCanonicalText(new TextEncoder().encode(canonical));
  return text.ok ? numberSections(text.value.sections) : new Map();
}

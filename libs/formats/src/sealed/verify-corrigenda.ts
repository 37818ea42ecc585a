import type { JsonValue } from '@entente/canonical';
import type { PublishedCorrigendum, SealedPublicationFile } from '@entente/contracts';
import { correctSections } from '@entente/document';
import type { CorrigendumFault, Difference } from '../publication-verdict.js';
import { readPart, type ReadPart } from './read-part.js';
import { differencesOf } from './verify-sealed.js';

type File = SealedPublicationFile;

/** Where a file's corrigenda are not what leads from the text that was tabled to the text that is published (SPEC F60). */
export function corrigendaDifferences(file: File): Difference[] {
  const { corrigenda = [], annexes } = file;
  return corrigenda.flatMap((corrigendum, index) => {
    const next = corrigenda[index + 1];
    const text = readPart((next === undefined ? file.text : next.of.text) as JsonValue);
    const faults = [
      ...faultsOf(corrigendum, text, annexes),
      ...(isInOrder(corrigendum, corrigenda[index - 1]) ? [] : (['INSTANTS'] as const)),
    ];
    return faults.map((detail): Difference => ({ code: 'CORRIGENDUM', detail, corrigendum: index + 1 }));
  });
}

const isInOrder = ({ filedAt, standsAt }: PublishedCorrigendum, before?: PublishedCorrigendum): boolean =>
  filedAt < standsAt && (before === undefined || before.standsAt < filedAt);

function faultsOf(
  corrigendum: PublishedCorrigendum,
  next: ReadPart | null,
  annexes: File['annexes'],
): readonly CorrigendumFault[] {
  const { of, passages, leftOut } = corrigendum;
  const part = readPart(of.text as JsonValue);
  // A text that follows and cannot be read is named where it is the one that is checked.
  if (part === null || differencesOf(of, annexes).length > 0) return ['TEXT'];
  if (next === null) return [];
  const made = correctSections(part.sections, passages);
  const isMade = made !== null && sameWords(made, next.sections) && passages.length + leftOut > 0;
  const changed = leftOutOf(part).join() !== leftOutOf(next).join();
  return [
    ...(isMade ? [] : (['PASSAGES'] as const)),
    ...(changed === leftOut > 0 ? [] : (['LEFT_OUT'] as const)),
  ];
}

const leftOutOf = ({ left }: ReadPart): readonly string[] =>
  [...left.values()].map(({ node, commitment }) => `${node} ${commitment}`);

const sameWords = (a: ReadPart['sections'], b: ReadPart['sections']): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

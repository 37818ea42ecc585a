import type { Fault, FreezeCode, Labels, Place } from '@entente/document';
import { Refusal } from '@entente/nest-platform';

const NO_LABELS: Labels = new Map();

/**
 * Every fault of a text, each with its place: `at` is `document#provision`, for programs; the message begins with the
 * citation (`Article 4(2)`), for people, where the text has one.
 */
export function notReady(faults: readonly Fault[], labels = NO_LABELS): Refusal {
  return new Refusal('TEXT_NOT_READY', {
    faults: faults.map((fault) => ({ at: placeOf(fault), message: messageOf(fault, labels) })),
  });
}

const SENTENCES: ReadonlyMap<string, string> = new Map<FreezeCode, string>([
  ['TEXT_EMPTY', 'the text has no section'],
  ['SECTION_EMPTY', 'the section has no words'],
  ['PROVISION_EMPTY', 'the provision has no words'],
  ['HEADING_MISPLACED', 'a heading is not at the beginning of its article'],
  ['ID_MISSING', 'a provision has no id'],
  ['ID_DUPLICATE', 'two provisions have the same id'],
  ['SUGGESTION_OPEN', 'an open suggestion'],
]);

function messageOf(fault: Fault, labels: Labels): string {
  const sentence = SENTENCES.get(fault.code) ?? `has no canonical form, ${fault.detail}`;
  const other = fault.other === undefined ? '' : `, the other in ${citationOf(fault.other, labels)}`;
  const whose = fault.code === 'SUGGESTION_OPEN' ? ` of ${fault.detail}` : '';
  return `${citationOf(fault, labels)}: ${sentence}${whose}${other} (${fault.code})`;
}

function citationOf({ document, kind, provision }: Place, labels: Labels): string {
  const known = [provision, document].flatMap((id) => (id === null ? [] : [labels.get(id)?.citation]));
  const [first] = known.filter((citation) => citation !== undefined && citation !== '');
  return first ?? kind ?? 'the text';
}

const placeOf = ({ document, provision }: Place): string =>
  [document, provision].filter((part) => part !== null).join('#');

import { cleanWords, type CanonicalNode } from '@entente/document';
import { EMPHASIS, foldSpaces, INLINE, plainText } from './akn-elements.js';
import type { ImportContext } from './import-context.js';
import { isText, type XmlChild, type XmlElement } from './read-xml.js';

/** What becomes of an element inside words; the answer are the words it leaves. */
type Reader = (element: XmlElement, context: ImportContext) => string;

/** Where something was left out; no XML can hold this character. It becomes a space only where two words would join. */
const GAP = '\uffff';
const BETWEEN_WORDS = /(?<=[\p{L}\p{N}])\uffff+(?=[\p{L}\p{N}])/gu;

function closeGaps(words: string): string {
  return words.replace(BETWEEN_WORDS, ' ').replaceAll(GAP, '');
}

function leftOutWith(what: string, trace = ''): Reader {
  return (element, context) => {
    const words = context.take(element);
    context.leftOut(element, words === '' ? `${what} was left out.` : `${what} was left out: “${words}”.`);
    return trace;
  };
}

function keptWith(message: string): Reader {
  return (element, context) => {
    context.keptText(element, message);
    return rawWords(element, context);
  };
}

/** A bracketed alternative keeps whose it is as words: `[DE: 15 November 2026]`. */
function bracketed(element: XmlElement, context: ImportContext): string {
  const words = rawWords(element, context);
  const owner = element.attributes.get('refersTo');
  context.keptText(element, 'A bracketed alternative of a negotiating draft was kept as words.');
  // A space before it: alternatives often stand in the file with nothing between them.
  if (foldSpaces(closeGaps(words)).startsWith('[')) return ` ${words}`;
  return owner === undefined ? ` [${words}]` : ` [${context.nameFor(owner)}: ${words}]`;
}

/** Deleted letters may stand inside a word; deleted words, with a space at their edge, stood between two. */
function deleted(element: XmlElement, context: ImportContext): string {
  const edge = /^\s|\s$/.test(plainWords(element)) ? GAP : '';
  return leftOutWith('Text marked as deleted', edge)(element, context);
}

function plainWords({ children }: XmlElement): string {
  return children.map((child) => (isText(child) ? child.text : plainWords(child))).join('');
}

const SPECIAL: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['authorialNote', leftOutWith('A note', GAP)],
  ['noteRef', leftOutWith('A reference to a note', GAP)],
  ['del', deleted],
  ['ins', keptWith('Text marked as inserted was taken as text.')],
  ['img', leftOutWith('An image', GAP)],
  ['marker', leftOutWith('A marker')],
  ['eop', leftOutWith('A page break')],
  ['eol', () => ' '],
  ['br', () => ' '],
  [
    'omissis',
    (element, context) =>
      plainText(element) === ''
        ? leftOutWith('An omission mark')(element, context)
        : keptWith('An omission mark was kept as words.')(element, context),
  ],
  ['sup', keptWith('Raised characters were kept as plain ones.')],
  ['sub', keptWith('Lowered characters were kept as plain ones.')],
]);

function readInline(element: XmlElement, context: ImportContext): string {
  if (element.foreign)
    return keptWith('Words of an element of another vocabulary were kept.')(element, context);
  const special = SPECIAL.get(element.name);
  if (special !== undefined) return special(element, context);
  if (element.name === 'inline' && element.attributes.get('name') === 'bracketed')
    return bracketed(element, context);
  if (EMPHASIS.has(element.name)) context.emphasis(element);
  else if (!INLINE.has(element.name)) {
    context.keptText(
      element,
      `The element “${element.name}” is not known inside words; its words were kept.`,
    );
  }
  return rawWords(element, context);
}

/** Words of what an element holds, spaces as they stand in the file. */
function rawWords(element: XmlElement, context: ImportContext): string {
  return rawWordsOf(element.children, context);
}

function rawWordsOf(children: readonly XmlChild[], context: ImportContext): string {
  return children
    .map((child) => (isText(child) ? context.takeText(child) : readInline(child, context)))
    .join('');
}

/** The words of a stretch of text and inline elements: spaces folded, refused characters out and reported. */
export function wordsOfAll(
  children: readonly XmlChild[],
  around: XmlElement,
  context: ImportContext,
): string {
  const { words, removed } = cleanWords(foldSpaces(closeGaps(rawWordsOf(children, context))));
  if (removed.length > 0) {
    const points = [...new Set(removed)].join(', ');
    context.leftOut(around, `Characters that no text may hold were left out: ${points}.`);
  }
  return words;
}

export function wordsOf(element: XmlElement, context: ImportContext): string {
  return wordsOfAll(element.children, element, context);
}

/** A run of words as the children of a leaf block. */
export function run(words: string): CanonicalNode[2] {
  return words === '' ? [] : [['t', words, []]];
}

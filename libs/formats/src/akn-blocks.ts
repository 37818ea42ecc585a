import { wordsOf as wordsIn, type CanonicalNode } from '@entente/document';
import { childElements, childNamed, EMPHASIS, INLINE, POINTS, TRANSPARENT } from './akn-elements.js';
import { run, wordsOf, wordsOfAll } from './akn-words.js';
import type { ImportContext } from './import-context.js';
import { isText, type XmlChild, type XmlElement } from './read-xml.js';

/** Points within points beyond this are written as texts of the point around them. */
const MAX_POINT_DEPTH = 8;

/** Where blocks are being read into. */
export interface Place {
  readonly context: ImportContext;
  /** Id of the provision around, for the ids of what has none. */
  readonly around: string;
  /** Points around. */
  readonly depth: number;
  /** Whether a `p` needs an id: directly in an annex or in the conclusions. */
  readonly ids: boolean;
}

const OWN_INLINE: ReadonlySet<string> = new Set([
  'authorialNote',
  'noteRef',
  'del',
  'ins',
  'img',
  'marker',
  'eop',
  'eol',
  'br',
  'omissis',
  'sup',
  'sub',
]);

function isInline(child: XmlChild): boolean {
  if (isText(child)) return true;
  return !child.foreign && (INLINE.has(child.name) || EMPHASIS.has(child.name) || OWN_INLINE.has(child.name));
}

/** `element` gives the id where it is the text's own; words that stand loose have none of their own. */
function paragraphOf(words: string, place: Place, element: XmlElement | null): CanonicalNode[] {
  if (words === '') return [];
  if (!place.ids) return [['p', {}, run(words)]];
  const fallback = `${place.around}__p_1`;
  const id = element === null ? place.context.newId(fallback) : place.context.idFor(element, fallback);
  return [['p', { id }, run(words)]];
}

/** A text that is a provision only where `place` asks for it; the id of a `p` elsewhere is not kept. */
function textBlock(element: XmlElement, place: Place): CanonicalNode[] {
  const inner = childElements(element).find((child) => !child.foreign && isBlock(child.name));
  // Some editors put a list into a `p`: then it is a container like any other.
  return inner === undefined
    ? paragraphOf(wordsOf(element, place.context), place, element)
    : readBlocks(element, place);
}

function headingBlock(element: XmlElement, place: Place): CanonicalNode[] {
  const words = wordsOf(element, place.context);
  if (words !== '')
    place.context.keptText(element, 'A heading inside a provision was kept as a text of its own.');
  return paragraphOf(words, place, element);
}

/** A row of a table becomes a text, its cells apart by ` | `. */
function tableBlocks(table: XmlElement, place: Place): CanonicalNode[] {
  place.context.keptText(table, 'A table was kept as texts, one for each row.');
  const rows: CanonicalNode[] = [];
  const visit = (element: XmlElement): void => {
    if (element.name === 'tr') {
      const cells = childElements(element).map((cell) => blockWords(cell, place.context));
      rows.push(...paragraphOf(cells.filter((cell) => cell !== '').join(' | '), place, element));
    } else if (element.name === 'caption') rows.push(...textBlock(element, place));
    else childElements(element).forEach(visit);
  };
  childElements(table).forEach(visit);
  return rows;
}

/** The number of a text that is no point is words of that text. */
function numberedText(element: XmlElement, place: Place): CanonicalNode[] {
  const num = childNamed(element, 'num');
  const heading = childNamed(element, 'heading');
  const first = [num, heading].flatMap((part) => (part === undefined ? [] : [wordsOf(part, place.context)]));
  const rest = element.children.filter((child) => child !== num && child !== heading);
  return [
    ...paragraphOf(first.filter((words) => words !== '').join(' '), place, null),
    ...readBlocksOf(rest, element, place),
  ];
}

function isBlock(name: string): boolean {
  if (INLINE.has(name)) return false;
  return BLOCKS.has(name) || POINTS.has(name) || TRANSPARENT.has(name);
}

function isPoint(element: XmlElement): boolean {
  if (POINTS.has(element.name)) return true;
  return (
    (element.name === 'subparagraph' || element.name === 'alinea') && childNamed(element, 'num') !== undefined
  );
}

function pointBlock(element: XmlElement, place: Place): CanonicalNode[] {
  const { context, depth } = place;
  if (depth >= MAX_POINT_DEPTH) return numberedText(element, place);
  const id = context.idFor(element, `${place.around}__point_1`);
  const num = childNamed(element, 'num');
  context.number(id, num, num === undefined ? '' : wordsOf(num, context));
  const rest = element.children.filter((child) => child !== num);
  const children = readBlocksOf(rest, element, { context, around: id, depth: depth + 1, ids: false });
  return [['point', { id }, children]];
}

function unknownBlock(element: XmlElement, place: Place): CanonicalNode[] {
  const blocks = readBlocks(element, place);
  if (blocks.length > 0) {
    const whose = element.foreign ? 'another vocabulary' : 'Akoma Ntoso that is not read here';
    place.context.keptText(element, `The element “${element.name}” of ${whose} was kept as texts.`);
  } else place.context.leftOut(element, `The element “${element.name}” was left out; it holds no words.`);
  return blocks;
}

/** Readers of the blocks that are neither points nor transparent. */
const BLOCKS: ReadonlyMap<string, (element: XmlElement, place: Place) => CanonicalNode[]> = new Map([
  ['p', textBlock],
  ['heading', headingBlock],
  ['subheading', headingBlock],
  ['table', tableBlocks],
  ['toc', leaveOutContents],
  ['tblock', numberedText],
]);

function leaveOutContents(toc: XmlElement, { context }: Place): CanonicalNode[] {
  context.leftOut(toc, 'A table of contents was left out; the outline is made from the text.');
  return [];
}

function readBlock(element: XmlElement, place: Place): CanonicalNode[] {
  if (element.foreign) return unknownBlock(element, place);
  const reader = BLOCKS.get(element.name);
  if (reader !== undefined) return reader(element, place);
  if (isPoint(element)) return pointBlock(element, place);
  if (TRANSPARENT.has(element.name)) return readTransparent(element, place);
  return unknownBlock(element, place);
}

function readTransparent(element: XmlElement, place: Place): CanonicalNode[] {
  if (element.name === 'quotedStructure' || element.name === 'embeddedStructure') {
    place.context.keptText(element, 'A quoted structure was kept as texts.');
  }
  return childNamed(element, 'num') === undefined ? readBlocks(element, place) : numberedText(element, place);
}

/** The `p` and `point` blocks that an element's children make. */
export function readBlocks(element: XmlElement, place: Place): CanonicalNode[] {
  return readBlocksOf(element.children, element, place);
}

/** Blocks of a list of children; words that stand loose between elements become texts. */
export function readBlocksOf(
  children: readonly XmlChild[],
  around: XmlElement,
  place: Place,
): CanonicalNode[] {
  const blocks: CanonicalNode[] = [];
  let loose: XmlChild[] = [];
  const endLoose = (): void => {
    blocks.push(...paragraphOf(wordsOfAll(loose, around, place.context), place, null));
    loose = [];
  };
  for (const child of children) {
    if (isInline(child)) loose.push(child);
    else if (!isText(child)) {
      endLoose();
      blocks.push(...readBlock(child, place));
    }
  }
  endLoose();
  return blocks;
}

/** All words of an element that may hold texts, each text's apart by `between`; no text is a provision of its own. */
export function blockWords(element: XmlElement, context: ImportContext, between = ' '): string {
  return blockWordsOf(element.children, element, context, between);
}

/** As `blockWords`, of some of the children. */
export function blockWordsOf(
  children: readonly XmlChild[],
  around: XmlElement,
  context: ImportContext,
  between: string,
): string {
  // At the greatest depth points are texts too.
  return readBlocksOf(children, around, { context, around: '', depth: MAX_POINT_DEPTH, ids: false })
    .map(wordsIn)
    .join(between);
}

import { isText, type XmlElement } from './read-xml.js';

/** Elements that group articles: each becomes a division, followed by its articles. */
export const GROUPS: ReadonlySet<string> = new Set([
  'book',
  'tome',
  'part',
  'subpart',
  'title',
  'subtitle',
  'chapter',
  'subchapter',
  'division',
  'subdivision',
  'section',
  'subsection',
  'level',
  'hcontainer',
  'transitional',
]);

/** Elements that are an article wherever they stand in a body. */
export const ARTICLES: ReadonlySet<string> = new Set(['article', 'rule']);

/** Elements that are a paragraph of an article. */
export const PARAGRAPHS: ReadonlySet<string> = new Set(['paragraph', 'subsection', 'subrule']);

/** Elements that are a point of what they stand in. */
export const POINTS: ReadonlySet<string> = new Set([
  'point',
  'indent',
  'item',
  'li',
  'clause',
  'subclause',
  'proviso',
  'paragraph',
  'subsection',
  'level',
]);

/** Elements without a meaning of their own here: what they hold stands in their place. */
export const TRANSPARENT: ReadonlySet<string> = new Set([
  'content',
  'intro',
  'wrapUp',
  'wrap',
  'alinea',
  'subparagraph',
  'list',
  'blockList',
  'ul',
  'ol',
  'listIntroduction',
  'listWrapUp',
  'container',
  'block',
  'blockContainer',
  'div',
  'longTitle',
  'body',
  'mainBody',
  'hcontainer',
  'citations',
  'recitals',
  'interstitial',
  'crossHeading',
  'signature',
  'tblock',
  'formula',
  'quotedStructure',
  'embeddedStructure',
  'foreign',
  'preface',
  'preamble',
  'conclusions',
]);

/** Elements that stand inside words and need no mention: their words are all there is to them. */
export const INLINE: ReadonlySet<string> = new Set([
  'ref',
  'mref',
  'rref',
  'a',
  'span',
  'inline',
  'term',
  'def',
  'abbr',
  'date',
  'time',
  'person',
  'organization',
  'concept',
  'object',
  'event',
  'location',
  'process',
  'role',
  'entity',
  'quantity',
  'docType',
  'docTitle',
  'docNumber',
  'docDate',
  'docStage',
  'docStatus',
  'docPurpose',
  'docAuthority',
  'docProponent',
  'docIntroducer',
  'docCommittee',
  'docketNumber',
  'docJurisdiction',
  'shortTitle',
  'legislature',
  'session',
  'placeholder',
  'fillIn',
  'decoration',
  'signature',
  'judge',
  'lawyer',
  'party',
  'witness',
  'outcome',
  'affectedDocument',
  'relatedDocument',
  'change',
  'quotedText',
  'embeddedText',
  'opinion',
  'argument',
  'courtType',
  'neutralCitation',
  'vote',
  'recordedTime',
  'num',
  'remark',
]);

/** Elements that only change how words look. */
export const EMPHASIS: ReadonlySet<string> = new Set(['b', 'i', 'u']);

export function childElements(element: XmlElement): XmlElement[] {
  return element.children.filter((child): child is XmlElement => !isText(child));
}

export function childNamed(element: XmlElement, name: string): XmlElement | undefined {
  return childElements(element).find((child) => child.name === name);
}

/** The first element of a name at or below, in the order of the file. */
export function firstBelow(element: XmlElement, name: string): XmlElement | undefined {
  if (element.name === name) return element;
  for (const child of childElements(element)) {
    const found = firstBelow(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether an element of one of these names stands anywhere below. */
export function hasBelow(element: XmlElement, names: ReadonlySet<string>): boolean {
  return childElements(element).some((child) => names.has(child.name) || hasBelow(child, names));
}

/** All text at or below, without markup, its spaces folded. */
export function plainText(element: XmlElement): string {
  const collect = (from: XmlElement): string =>
    from.children.map((child) => (isText(child) ? child.text : collect(child))).join('');
  return foldSpaces(collect(element));
}

/** Spaces, tabs and line ends are one space, as XML is laid out for its writer; a no-break space is a word's own. */
export function foldSpaces(text: string): string {
  return text.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '');
}

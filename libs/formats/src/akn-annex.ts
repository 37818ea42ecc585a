import { wordsOf as wordsIn, type CanonicalNode } from '@entente/document';
import { childElements, childNamed, GROUPS, PARAGRAPHS } from './akn-elements.js';
import { blockWords, readBlocksOf, type Place } from './akn-blocks.js';
import { headingOf } from './akn-body.js';
import { run, wordsOf } from './akn-words.js';
import type { ImportContext } from './import-context.js';
import type { ImportedSections } from './imported-sections.js';
import { isText, type XmlChild, type XmlElement } from './read-xml.js';

/** A heading that is only the annex's number, which is computed. */
const ANNEX_NUMBER = /^(?:annex|appendix|schedule)(?:\s+(?:[ivxlc]+|\d+|[a-z]))?$/i;

const BODIES: ReadonlySet<string> = new Set([
  'mainBody',
  'body',
  'preface',
  'preamble',
  'conclusions',
  'container',
]);
/** Groups keep their headings; what they hold follows. */
const HEADED: ReadonlySet<string> = new Set([...GROUPS, 'article', 'rule', 'tblock']);

/** The number and heading of a group as one heading of the annex. */
function groupHeading(element: XmlElement, around: string, context: ImportContext): CanonicalNode[] {
  const num = childNamed(element, 'num');
  const number = num === undefined ? '' : wordsOf(num, context);
  const [heading] = headingOf(element, around, context);
  if (heading === undefined) {
    return number === '' ? [] : [['heading', { id: context.idFor(element, `${around}__num`) }, run(number)]];
  }
  const words = wordsIn(heading);
  return [['heading', heading[1], run([number, words].filter((part) => part !== '').join(' '))]];
}

function withoutHeading(element: XmlElement): XmlChild[] {
  return element.children.filter(
    (child) => isText(child) || !['num', 'heading', 'subheading', 'meta'].includes(child.name),
  );
}

function paragraphIn(element: XmlElement, place: Place): CanonicalNode {
  const { context } = place;
  const id = context.idFor(element, `${place.around}__para_1`);
  const num = childNamed(element, 'num');
  context.number(id, num, num === undefined ? '' : wordsOf(num, context));
  const rest = element.children.filter((child) => child !== num);
  return ['paragraph', { id }, readBlocksOf(rest, element, { context, around: id, depth: 0, ids: false })];
}

function readMember(element: XmlElement, place: Place): CanonicalNode[] {
  const { name } = element;
  if (BODIES.has(name)) return readMembers(element.children, element, place);
  if (name === 'longTitle') {
    const words = blockWords(element, place.context);
    return words === ''
      ? []
      : [['heading', { id: place.context.newId(`${place.around}__title`) }, run(words)]];
  }
  if (PARAGRAPHS.has(name)) return [paragraphIn(element, place)];
  if (!HEADED.has(name)) return readBlocksOf([element], element, place);
  return [
    ...groupHeading(element, place.around, place.context),
    ...readMembers(withoutHeading(element), element, place),
  ];
}

function readMembers(children: readonly XmlChild[], around: XmlElement, place: Place): CanonicalNode[] {
  const blocks: CanonicalNode[] = [];
  let loose: XmlChild[] = [];
  const endLoose = (): void => {
    blocks.push(...readBlocksOf(loose, around, place));
    loose = [];
  };
  for (const child of children) {
    const handled =
      !isText(child) &&
      !child.foreign &&
      (BODIES.has(child.name) ||
        HEADED.has(child.name) ||
        PARAGRAPHS.has(child.name) ||
        child.name === 'longTitle');
    if (handled) {
      endLoose();
      blocks.push(...readMember(child, place));
    } else loose.push(child);
  }
  endLoose();
  return blocks;
}

/** Reads one attachment as an annex. */
function readAttachment(attachment: XmlElement, index: number, sections: ImportedSections): void {
  const { context } = sections;
  const around = attachment.attributes.get('eId') ?? `annex_${String(index + 1)}`;
  const title = childNamed(attachment, 'heading');
  const words = title === undefined ? '' : wordsOf(title, context);
  const isNumber = ANNEX_NUMBER.test(words);
  const heading: CanonicalNode[] =
    title === undefined || words === '' || isNumber
      ? []
      : [['heading', { id: context.idFor(title, `${around}__heading`) }, run(words)]];
  const place: Place = { context, around, depth: 0, ids: true };
  const parts = childElements(attachment).filter(
    ({ name }) => !['heading', 'num', 'subheading', 'meta', 'documentRef'].includes(name),
  );
  const blocks = parts.flatMap((part) => readMembers(withoutHeading(part), part, place));
  for (const reference of childElements(attachment).filter(({ name }) => name === 'documentRef')) {
    context.leftOut(reference, 'An annex that stands in another file was left out.');
  }
  const num = isNumber ? title : childNamed(attachment, 'num');
  if (heading.length + blocks.length > 0) sections.add('annex', [...heading, ...blocks], num);
}

/** Reads the attachments of an act as annexes. */
export function readAttachments(attachments: XmlElement, sections: ImportedSections): void {
  childElements(attachments).forEach((attachment, index) => {
    readAttachment(attachment, index, sections);
  });
}

import type { CanonicalNode } from '@entente/document';
import { ARTICLES, childElements, childNamed, GROUPS, hasBelow, PARAGRAPHS } from './akn-elements.js';
import { readBlocksOf, type Place } from './akn-blocks.js';
import { run, wordsOf } from './akn-words.js';
import type { ImportContext } from './import-context.js';
import type { ImportedSections } from './imported-sections.js';
import { isText, type XmlChild, type XmlElement } from './read-xml.js';

const HEADINGS: ReadonlySet<string> = new Set(['heading', 'subheading']);

/** Heading and subheading as one heading, or none. */
export function headingOf(element: XmlElement, around: string, context: ImportContext): CanonicalNode[] {
  const parts = childElements(element).filter(({ name }) => HEADINGS.has(name));
  const words = parts.map((part) => wordsOf(part, context)).filter((part) => part !== '');
  const [first] = parts;
  if (first === undefined || words.length === 0) return [];
  return [['heading', { id: context.idFor(first, `${around}__heading`) }, run(words.join(' '))]];
}

/** What stands in an element besides its number and headings. */
function contentOf(element: XmlElement): XmlChild[] {
  return element.children.filter(
    (child) => isText(child) || (child.name !== 'num' && !HEADINGS.has(child.name)),
  );
}

function nameOf(element: XmlElement): string {
  return element.attributes.get('eId') ?? element.attributes.get('id') ?? element.name;
}

function paragraphNode(element: XmlElement, around: string, context: ImportContext): CanonicalNode {
  const id = context.idFor(element, `${around}__para_1`);
  const num = childNamed(element, 'num');
  context.number(id, num, num === undefined ? '' : wordsOf(num, context));
  const rest = element.children.filter((child) => child !== num);
  return ['paragraph', { id }, readBlocksOf(rest, element, placeIn(context, id))];
}

function placeIn(context: ImportContext, around: string): Place {
  return { context, around, depth: 0, ids: false };
}

/** The paragraphs of an article; what stands outside its paragraphs makes paragraphs of its own. */
export function paragraphsOf(
  children: readonly XmlChild[],
  owner: XmlElement,
  context: ImportContext,
): CanonicalNode[] {
  const around = nameOf(owner);
  const paragraphs: CanonicalNode[] = [];
  let loose: XmlChild[] = [];
  const endLoose = (): void => {
    const blocks = readBlocksOf(loose, owner, placeIn(context, around));
    loose = [];
    if (blocks.length > 0) paragraphs.push(['paragraph', { id: context.newId(`${around}__para_1`) }, blocks]);
  };
  for (const child of children) {
    if (!isText(child) && !child.foreign && PARAGRAPHS.has(child.name)) {
      endLoose();
      paragraphs.push(paragraphNode(child, around, context));
    } else loose.push(child);
  }
  endLoose();
  return paragraphs;
}

function addArticle(element: XmlElement, sections: ImportedSections): void {
  const { context } = sections;
  const heading = headingOf(element, nameOf(element), context);
  const children = [...heading, ...paragraphsOf(contentOf(element), element, context)];
  sections.add('article', children, childNamed(element, 'num'));
}

/** A division's number is words of its heading: `CHAPTER I`, then what it is about. */
function addDivision(element: XmlElement, sections: ImportedSections): void {
  const { context } = sections;
  const num = childNamed(element, 'num');
  const number = num === undefined ? '' : wordsOf(num, context);
  const name = nameOf(element);
  const first: CanonicalNode[] =
    number === '' ? [] : [['heading', { id: context.idFor(element, `${name}__num`) }, run(number)]];
  const headings = [...first, ...headingOf(element, name, context)];
  if (headings.length > 0) sections.add('division', headings);
}

/** Text that stands in a body outside every article gets an article of its own, so that nothing is lost. */
function addLoose(loose: readonly XmlChild[], owner: XmlElement, sections: ImportedSections): void {
  const paragraphs = paragraphsOf(loose, owner, sections.context);
  if (paragraphs.length === 0) return;
  sections.context.keptText(
    owner,
    `Text of “${owner.name}” outside any article was put into an article of its own.`,
  );
  sections.add('article', paragraphs);
}

/** Running heads and page numbers that an editor of the file put between the provisions. */
function isEditorial(element: XmlElement): boolean {
  return element.attributes.get('status') === 'editorial';
}

function readMember(element: XmlElement, articles: ReadonlySet<string>, sections: ImportedSections): void {
  if (isEditorial(element)) {
    sections.context.leftOut(
      element,
      `An editorial addition was left out: “${sections.context.take(element)}”.`,
    );
  } else if (GROUPS.has(element.name) && hasBelow(element, articles)) {
    addDivision(element, sections);
    readMembers(contentOf(element), element, articles, sections);
  } else addArticle(element, sections);
}

function isMember(child: XmlChild): child is XmlElement {
  if (isText(child) || child.foreign) return false;
  return ARTICLES.has(child.name) || GROUPS.has(child.name) || isEditorial(child);
}

function readMembers(
  children: readonly XmlChild[],
  owner: XmlElement,
  articles: ReadonlySet<string>,
  sections: ImportedSections,
): void {
  let loose: XmlChild[] = [];
  const endLoose = (): void => {
    addLoose(loose, owner, sections);
    loose = [];
  };
  for (const child of children) {
    if (isMember(child)) {
      endLoose();
      readMember(child, articles, sections);
    } else loose.push(child);
  }
  endLoose();
}

/**
 * Which names are articles here: articles, where the act has any; else sections, as in acts of the United States; else
 * whatever group holds no other group.
 */
function articleNames(body: XmlElement): ReadonlySet<string> {
  if (hasBelow(body, ARTICLES)) return ARTICLES;
  const sections = new Set(['section']);
  return hasBelow(body, sections) ? sections : GROUPS;
}

/** Reads a body: divisions and articles in their order. */
export function readBody(body: XmlElement, sections: ImportedSections): void {
  readMembers(body.children, body, articleNames(body), sections);
}

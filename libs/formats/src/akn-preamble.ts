import type { CanonicalNode } from '@entente/document';
import { childElements, childNamed } from './akn-elements.js';
import { blockWordsOf, readBlocksOf } from './akn-blocks.js';
import { run, wordsOfAll } from './akn-words.js';
import type { ImportContext } from './import-context.js';
import type { ImportedSections } from './imported-sections.js';
import { isText, type XmlChild, type XmlElement } from './read-xml.js';

/** Several texts, points and their marks are kept on lines of their own. */
const LINE = '\n';

function numbered(
  element: XmlElement,
  name: 'recital' | 'citation',
  context: ImportContext,
): CanonicalNode[] {
  const num = childNamed(element, 'num');
  const rest = element.children.filter((child) => child !== num);
  const words = blockWordsOf(rest, element, context, LINE);
  if (words === '') return [];
  const id = context.idFor(element, `${name}_1`);
  context.number(id, num, num === undefined ? '' : wordsOfAll(num.children, num, context));
  return [[name, { id }, run(words)]];
}

function formulaOf(words: string): CanonicalNode[] {
  return words === '' ? [] : [['formula', {}, run(words)]];
}

const GROUPS: ReadonlySet<string> = new Set(['citations', 'recitals', 'container', 'preamble']);

function readMember(element: XmlElement, context: ImportContext): CanonicalNode[] {
  if (element.name === 'recital' || element.name === 'citation')
    return numbered(element, element.name, context);
  if (GROUPS.has(element.name)) return readMembers(element, context);
  return formulaOf(blockWordsOf([element], element, context, LINE));
}

function readMembers(parent: XmlElement, context: ImportContext): CanonicalNode[] {
  const blocks: CanonicalNode[] = [];
  let loose: XmlChild[] = [];
  const endLoose = (): void => {
    blocks.push(...formulaOf(wordsOfAll(loose, parent, context)));
    loose = [];
  };
  for (const child of parent.children) {
    if (isText(child)) loose.push(child);
    else {
      endLoose();
      blocks.push(...readMember(child, context));
    }
  }
  endLoose();
  return blocks;
}

/** Reads a preamble: citations and recitals; whatever else stands there is a formula, as `Whereas:` is. */
export function readPreamble(preamble: XmlElement, sections: ImportedSections): void {
  const blocks = readMembers(preamble, sections.context);
  if (blocks.length > 0) sections.add('preamble', blocks);
}

/** Reads conclusions: texts, one for each line. */
export function readConclusions(conclusions: XmlElement, sections: ImportedSections): void {
  const blocks = readBlocksOf(conclusions.children, conclusions, {
    context: sections.context,
    around: 'conclusions',
    depth: Infinity,
    ids: true,
  });
  if (blocks.length > 0) sections.add('conclusions', blocks);
}

/** Words of each text of a preface, in order; containers are looked through. */
export function prefaceTexts(preface: XmlElement): XmlElement[] {
  return childElements(preface).flatMap((child) =>
    ['container', 'block', 'div', 'table', 'tr', 'td'].includes(child.name) ? prefaceTexts(child) : [child],
  );
}

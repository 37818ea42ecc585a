import { err, ok, type Result } from '@entente/kernel';
import { allBlocks, wordsOf as wordsIn } from '@entente/document';
import { readAttachments } from './akn-annex.js';
import { readBody } from './akn-body.js';
import { childElements, childNamed, firstBelow, plainText } from './akn-elements.js';
import { prefaceTexts, readConclusions, readPreamble } from './akn-preamble.js';
import { blockWords } from './akn-blocks.js';
import { run } from './akn-words.js';
import { ImportContext } from './import-context.js';
import type { ImportedAct, ImportedSection, ImportFault } from './imported-act.js';
import { ImportedSections } from './imported-sections.js';
import { readXml, type XmlElement } from './read-xml.js';

const ACTS: ReadonlySet<string> = new Set(['act', 'bill', 'doc', 'amendment', 'statement']);
const COLLECTIONS: ReadonlySet<string> = new Set([
  'documentCollection',
  'officialGazette',
  'amendmentList',
  'components',
  'component',
  'collectionBody',
]);
const BODIES = ['body', 'mainBody'] as const;

function refuse(code: ImportFault['code'], message: string, line: number): Result<never, ImportFault> {
  return err({ code, message, line, column: 0 });
}

function bodyOf(act: XmlElement): XmlElement | undefined {
  return BODIES.map((name) => childNamed(act, name)).find((body) => body !== undefined);
}

/** The documents of a file: the one it has, or those of a collection; `others` gets what a collection has besides. */
function documentsOf(root: XmlElement, others: XmlElement[]): XmlElement[] {
  return childElements(root).flatMap((child) => {
    if (ACTS.has(child.name)) return [child];
    if (COLLECTIONS.has(child.name)) return documentsOf(child, others);
    if (child.name !== 'meta') others.push(child);
    return [];
  });
}

/** The act among the documents of a collection: an act or bill before any other document. */
function mainOf(documents: readonly XmlElement[]): XmlElement | undefined {
  const withBody = documents.filter((document) => bodyOf(document) !== undefined);
  return withBody.find(({ name }) => name === 'act' || name === 'bill') ?? withBody[0];
}

/** What the references call each id: `<TLCOrganization eId="de" showAs="Germany"/>`. */
function namesIn(root: XmlElement): Map<string, string> {
  const names = new Map<string, string>();
  const visit = (element: XmlElement): void => {
    const id = element.attributes.get('eId') ?? element.attributes.get('id');
    const name = element.attributes.get('showAs');
    if (id !== undefined && name !== undefined && element.name.startsWith('TLC')) names.set(id, name);
    childElements(element).forEach(visit);
  };
  visit(root);
  return names;
}

/** The element of a preface whose words are the act's title. */
function titleElement(preface: XmlElement): XmlElement | undefined {
  const texts = prefaceTexts(preface);
  return (
    texts.find(({ name }) => name === 'longTitle') ??
    texts.find((text) => firstBelow(text, 'docTitle') !== undefined) ??
    texts.find((text) => firstBelow(text, 'shortTitle') !== undefined)
  );
}

/** Title of an act without one in its preface: what its metadata call it. */
function titleFromMetadata(act: XmlElement): string {
  const named = ['FRBRname', 'FRBRalias'].map((name) => firstBelow(act, name)?.attributes.get('value'));
  return named.find((value) => value !== undefined && value !== '') ?? 'Untitled act';
}

function readTitle(act: XmlElement, sections: ImportedSections): string {
  const { context } = sections;
  const preface = childNamed(act, 'preface');
  const source = preface === undefined ? undefined : titleElement(preface);
  const given = source === undefined ? '' : blockWords(source, context);
  const title = given === '' ? titleFromMetadata(act) : given;
  for (const text of preface === undefined ? [] : prefaceTexts(preface)) {
    if (text === source) continue;
    const words = context.take(text);
    if (words !== '') context.leftOut(text, `Words of the cover were left out: “${words}”.`);
  }
  sections.add('title', [['actTitle', {}, run(title)]]);
  return title;
}

/** What stands in the file besides the act: other documents, and what a collection says of itself. */
function reportOthers(found: Found, context: ImportContext): void {
  for (const document of found.documents) {
    if (document === found.act) continue;
    const name = document.attributes.get('name') ?? document.name;
    const words = String(plainText(document).length);
    context.leftOut(document, `The document “${name}” beside the act was left out (${words} characters).`);
  }
  for (const other of found.others) reportLeftOut(other, context);
}

function reportLeftOut(part: XmlElement, context: ImportContext): void {
  const words = context.take(part);
  if (words !== '') context.leftOut(part, `The part “${part.name}” was left out: “${words}”.`);
}

const READERS: ReadonlyMap<string, (element: XmlElement, sections: ImportedSections) => void> = new Map([
  ['preamble', readPreamble],
  ['body', readBody],
  ['mainBody', readBody],
  ['conclusions', readConclusions],
  ['attachments', readAttachments],
]);

/** `attachments` and `components` both hold annexes, by the version of the schema. */
function readPart(part: XmlElement, sections: ImportedSections): void {
  if (part.name === 'meta' || part.name === 'preface') return;
  const reader = part.name === 'components' ? readAttachments : READERS.get(part.name);
  if (reader !== undefined) reader(part, sections);
  else {
    const words = plainText(part);
    if (words !== '') sections.context.leftOut(part, `The part “${part.name}” was left out: “${words}”.`);
  }
}

function measure(sections: readonly ImportedSection[]): ImportedAct['counts'] {
  const blocks = sections.flatMap(({ tree }) => [...allBlocks(tree)]);
  const words = blocks.map(wordsIn);
  const count = (kind: ImportedSection['kind']): number =>
    sections.filter((section) => section.kind === kind).length;
  return {
    recitals: blocks.filter(([name]) => name === 'recital').length,
    articles: count('article'),
    annexes: count('annex'),
    provisions: blocks.filter(([, attributes]) => attributes['id'] !== undefined).length,
    characters: words.reduce((sum, { length }) => sum + length, 0),
  };
}

interface Found {
  readonly act: XmlElement;
  readonly documents: readonly XmlElement[];
  readonly others: readonly XmlElement[];
}

function readAct(root: XmlElement, found: Found): ImportedAct {
  const context = new ImportContext(namesIn(root));
  const sections = new ImportedSections(context);
  reportOthers(found, context);
  const title = readTitle(found.act, sections);
  for (const part of childElements(found.act)) readPart(part, sections);
  sections.reportNumbers();
  context.reportUntaken(found.act);
  context.reportEmphasis();
  const report = context.notes.toSorted((a, b) => a.line - b.line);
  return { title, sections: sections.all(), report, counts: measure(sections.all()) };
}

/**
 * Reads an Akoma Ntoso act, bill or document as sections of a package's text (SPEC F1 to F14). Structure and ids are kept,
 * numbers are dropped to be computed, and what was not understood is reported by its line. Pure: same bytes, same answer.
 */
export function readAkomaNtoso(xml: Uint8Array): Result<ImportedAct, ImportFault> {
  const root = readXml(xml);
  if (!root.ok) return root;
  const { name, foreign, line } = root.value;
  if (foreign || name !== 'akomaNtoso') {
    return refuse('NOT_AKOMA_NTOSO', `The file is not Akoma Ntoso; its first element is “${name}”.`, line);
  }
  const others: XmlElement[] = [];
  const documents = documentsOf(root.value, others);
  const act = mainOf(documents);
  if (act === undefined)
    return refuse('NO_BODY', 'The file holds no act, bill or document with a body.', line);
  return ok(readAct(root.value, { act, documents, others }));
}

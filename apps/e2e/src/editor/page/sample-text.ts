import type { CanonicalNode, SectionKind } from '@entente/document';
import type { DocumentId } from '@entente/kernel';

/** A section to start from. */
export interface SampleSection {
  readonly document: DocumentId;
  readonly kind: SectionKind;
  readonly tree: CanonicalNode;
}

const WORDS =
  'funds and economic resources belonging to owned held or controlled by persons entities or bodies responsible for cyber attacks with a significant effect which constitute an external threat shall be frozen'.split(
    ' ',
  );

function sentence(from: number, length: number): string {
  const words = Array.from({ length }, (_, index) => WORDS[(from * 7 + index) % WORDS.length] ?? '');
  return `${words.join(' ')}.`;
}

let count = 0;
/** Ids count on from the first provision of an act: `s1`, `s2` … in the order in which it is written down. */
function id(): string {
  count += 1;
  return `s${String(count)}`;
}

function words(text: string): CanonicalNode[2] {
  return text === '' ? [] : [['t', text, []]];
}

const p = (text: string): CanonicalNode => ['p', {}, words(text)];
const heading = (text: string): CanonicalNode => ['heading', { id: id() }, words(text)];
const recital = (text: string): CanonicalNode => ['recital', { id: id() }, words(text)];
const point = (text: string, ...inner: CanonicalNode[]): CanonicalNode => [
  'point',
  { id: id() },
  [p(text), ...inner],
];
const paragraph = (text: string, ...inner: CanonicalNode[]): CanonicalNode => [
  'paragraph',
  { id: id() },
  [p(text), ...inner],
];

function documentId(index: number): DocumentId {
  return `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` as DocumentId;
}

const TITLE: CanonicalNode = ['titleSection', {}, [['actTitle', {}, words('Joint sanctions package')]]];

const preamble = (): CanonicalNode => [
  'preambleSection',
  {},
  [
    ['citation', { id: id() }, words('Having regard to the proposal,')],
    recital('Cyber attacks have grown in scale 😀 and effect.'),
    recital('Measures should be targeted.'),
  ],
];

const article = (...blocks: CanonicalNode[]): CanonicalNode => ['articleSection', {}, blocks];

const annex = (): CanonicalNode => [
  'annexSection',
  {},
  [heading('List'), ['p', { id: id() }, words('Names and reasons.')], point('first entry')],
];

const freeze = (): CanonicalNode =>
  article(
    heading('Asset freeze'),
    paragraph(
      'All funds shall be frozen of:',
      point('persons;'),
      point('entities;', point('public;'), point('private.')),
    ),
    paragraph('No funds shall be made available.'),
  );

/** A small act: title, preamble, three articles, an annex. */
export function smallAct(): SampleSection[] {
  count = 0;
  const trees: [SectionKind, CanonicalNode][] = [
    ['title', TITLE],
    ['preamble', preamble()],
    ['article', freeze()],
    [
      'article',
      article(heading('Locked article'), paragraph('This text is agreed.'), paragraph('So is this.')),
    ],
    ['article', article(heading('Entry into force'), paragraph('This act enters into force at once.'))],
    ['annex', annex()],
  ];
  return trees.map(([kind, tree], index) => ({ document: documentId(index + 1), kind, tree }));
}

/** `count` articles of about `characters` each, for measuring. */
export function largeAct(sections: number, characters: number): SampleSection[] {
  return Array.from({ length: sections }, (_, index): SampleSection => {
    const blocks: CanonicalNode[] = [heading(`Measure ${String(index + 1)}`)];
    let length = 0;
    for (let block = 0; length < characters; block += 1) {
      const text = sentence(index + block, 60);
      const points = block % 4 === 0 ? [point(sentence(block, 20)), point(sentence(block + 1, 20))] : [];
      blocks.push(paragraph(text, ...points));
      length += text.length + points.length * 140;
    }
    return { document: documentId(index + 1), kind: 'article', tree: ['articleSection', {}, blocks] };
  });
}

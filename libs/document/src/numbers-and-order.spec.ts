import type { DocumentId } from '@entente/kernel';
import * as Y from 'yjs';
import { letters, roman } from './markers.js';
import {
  insertSection,
  moveSection,
  numberSections,
  readStructure,
  removeSection,
  schema,
  structureFrom,
  treeOfNode,
  type CanonicalNode,
  type SectionKind,
  type SectionTree,
} from './index.js';

const documentId = (n: number): DocumentId =>
  `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as DocumentId;
let documents = 0;
const section = (kind: SectionKind, ...children: CanonicalNode[]): SectionTree => ({
  document: documentId((documents += 1)),
  kind,
  tree: [`${kind}Section`, {}, children],
});
const p = (id?: string): CanonicalNode => ['p', id === undefined ? {} : { id }, [['t', 'Words', []]]];
const node = (name: string, id: string, ...children: CanonicalNode[]): CanonicalNode => [
  name,
  { id },
  children,
];
const heading = (id: string, words: string): CanonicalNode => ['heading', { id }, [['t', words, []]]];

/** `id: marker | citation` of each label, in order. */
function labelled(...sections: SectionTree[]): string[] {
  const names = new Map(sections.map(({ document, kind }) => [document as string, kind]));
  return [...numberSections(sections)].map(
    ([id, { marker, citation }]) => `${names.get(id) ?? id}: ${marker} | ${citation}`,
  );
}

describe('numbers', () => {
  it('[D40] letters and roman numerals', () => {
    expect([1, 2, 26, 27, 28, 52, 53, 702, 703].map(letters)).toEqual([
      'a',
      'b',
      'z',
      'aa',
      'ab',
      'az',
      'ba',
      'zz',
      'aaa',
    ]);
    expect([1, 3, 4, 9, 14, 40, 90, 400, 1999].map(roman)).toEqual([
      'i',
      'iii',
      'iv',
      'ix',
      'xiv',
      'xl',
      'xc',
      'cd',
      'mcmxcix',
    ]);
  });

  it('[D41] recitals count through all preambles; citations are cited by place', () => {
    expect(
      labelled(
        section('preamble', node('citation', 'c'), node('recital', 'r1'), ['formula', {}, []]),
        section('preamble', node('recital', 'r2')),
      ),
    ).toEqual([
      'c:  | Citation 1',
      'r1: (1) | Recital (1)',
      'preamble:  | Preamble',
      'r2: (2) | Recital (2)',
      'preamble:  | Preamble',
    ]);
  });

  it('[D42] articles count on through divisions; an only paragraph is its article', () => {
    expect(
      labelled(
        section('article', heading('h1', 'Scope'), node('paragraph', 'a', p())),
        section('division', heading('d', 'TITLE II')),
        section(
          'article',
          node('paragraph', 'b', p(), node('point', 'ba')),
          node('paragraph', 'c', p(), p('c2')),
        ),
      ),
    ).toEqual([
      'h1:  | Article 1, heading',
      'a:  | Article 1',
      'article: Article 1 | Article 1',
      'd:  | TITLE II',
      'division:  | TITLE II',
      'b: 1. | Article 2(1)',
      'ba: (a) | Article 2(1)(a)',
      'c: 2. | Article 2(2)',
      'c2:  | Article 2(2), subparagraph 2',
      'article: Article 2 | Article 2',
    ]);
  });

  it('[D43] points count on after a subparagraph, and go (a), (i), dash', () => {
    const inner = node(
      'point',
      'ai',
      p(),
      node('point', 'd1', p()),
      node('point', 'd2', node('point', 'dd', p())),
    );
    expect(
      labelled(
        section('article', node('paragraph', 'x', p(), node('point', 'a', inner), p(), node('point', 'b'))),
      ),
    ).toEqual([
      'x:  | Article 1',
      'a: (a) | Article 1(a)',
      'ai: (i) | Article 1(a)(i)',
      'd1: – | Article 1(a)(i), indent 1',
      'd2: – | Article 1(a)(i), indent 2',
      'dd: – | Article 1(a)(i), indent 2, indent 1',
      'b: (b) | Article 1(b)',
      'article: Article 1 | Article 1',
    ]);
  });

  it('[D44] annexes are roman, an only one is not numbered, and all inside counts through', () => {
    const annex = (prefix: string): SectionTree =>
      section(
        'annex',
        heading(`${prefix}h`, 'A'),
        p(`${prefix}t`),
        node('point', `${prefix}p`),
        heading(`${prefix}g`, 'B'),
        node('point', `${prefix}q`),
      );
    expect(labelled(annex('x'))).toEqual([
      'xh:  | Annex, heading',
      'xt:  | Annex, text 1',
      'xp: (a) | Annex, point (a)',
      'xg:  | Annex, heading 2',
      'xq: (b) | Annex, point (b)',
      'annex: Annex | Annex',
    ]);
    expect(labelled(annex('x'), annex('y')).filter((line) => line.startsWith('annex'))).toEqual([
      'annex: Annex I | Annex I',
      'annex: Annex II | Annex II',
    ]);
  });

  it('[D45] a division is cited by the words of its heading', () => {
    expect(labelled(section('division', heading('h', ' '), heading('g', 'CHAPTER I')))).toEqual([
      'h:  | CHAPTER I',
      'g:  | CHAPTER I',
      'division:  | CHAPTER I',
    ]);
  });

  it('[D40] are the same for the nodes of an editor', () => {
    const tree: CanonicalNode = ['articleSection', {}, [heading('h', 'Scope'), node('paragraph', 'a', p())]];
    const { nodes } = schema;
    const editorNode = nodes.articleSection.create({ document: 'd', access: 'write' }, [
      nodes.heading.create({ id: 'h' }, schema.text('Scope')),
      nodes.paragraph.create({ id: 'a' }, [nodes.p.create(null, schema.text('Words'))]),
    ]);
    expect(treeOfNode(editorNode)).toEqual(tree);
  });
});

describe('the order of sections', () => {
  const refs = [1, 2, 3].map((n) => ({ document: documentId(n), kind: 'article' as const }));
  const order = (doc: Y.Doc): number[] =>
    readStructure(doc).map(({ document }) => Number(document.slice(-2)));
  const structure = (): Y.Doc => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, structureFrom(refs, 9));
    return doc;
  };

  it('[D5] sections are inserted, moved and removed', () => {
    const doc = structure();
    expect(readStructure(doc)).toEqual(refs);
    expect(insertSection(doc, { document: documentId(4), kind: 'annex' }, 1).ok).toBe(true);
    expect(order(doc)).toEqual([1, 4, 2, 3]);
    expect(moveSection(doc, documentId(1), 2).ok).toBe(true);
    expect(order(doc)).toEqual([4, 2, 1, 3]);
    expect(moveSection(doc, documentId(3), 0).ok).toBe(true);
    expect(order(doc)).toEqual([3, 4, 2, 1]);
    expect(removeSection(doc, documentId(2)).ok).toBe(true);
    expect(order(doc)).toEqual([3, 4, 1]);
    expect(insertSection(doc, { document: documentId(5), kind: 'annex' }, 99).ok).toBe(true);
    expect(order(doc)).toEqual([3, 4, 1, 5]);
  });

  it('[D5] a section that is there is not inserted again, and one that is not is neither moved nor removed', () => {
    const doc = structure();
    expect(insertSection(doc, { document: documentId(1), kind: 'annex' }, 0)).toEqual({
      ok: false,
      error: { code: 'SECTION_PRESENT', document: documentId(1) },
    });
    const unknown = { ok: false, error: { code: 'SECTION_UNKNOWN', document: documentId(8) } };
    expect(moveSection(doc, documentId(8), 0)).toEqual(unknown);
    expect(removeSection(doc, documentId(8))).toEqual(unknown);
    expect(order(doc)).toEqual([1, 2, 3]);
  });
});

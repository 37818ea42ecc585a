import { compareTexts, type CanonicalNode, type SectionTree } from '@entente/document';
import type { DocumentId } from '@entente/kernel';
import { rowsOf, type Row } from './rows.js';

const paragraph = (id: string, words: string): CanonicalNode => [
  'paragraph',
  { id },
  [['p', {}, [['t', words, []]]]],
];
const article = (document: string, ...children: CanonicalNode[]): SectionTree => ({
  document: document as DocumentId,
  kind: 'article',
  tree: ['articleSection', {}, children],
});

const before = [
  article('d1', paragraph('a', 'Funds are frozen.'), paragraph('b', 'For thirty days.')),
  article('d2', paragraph('c', 'This enters into force.')),
];
const after = [
  article(
    'd1',
    paragraph('a', 'Funds are frozen.'),
    paragraph('n', 'Without delay.'),
    paragraph('b', 'For sixty days.'),
  ),
  article('d2', paragraph('c', 'This enters into force.')),
];

const text = (side: Row['before']): string | null =>
  side === null ? null : side.words.map((run) => run.text).join('');

describe('two texts beside each other', () => {
  it('stand row by row: what came has nothing on the left, what went nothing on the right', () => {
    const [first] = rowsOf(compareTexts(before, after), false);
    expect(first?.rows.map((row) => [row.id, text(row.before), text(row.after)])).toEqual([
      ['a', 'Funds are frozen.', 'Funds are frozen.'],
      ['n', null, 'Without delay.'],
      ['b', 'For thirty days.', 'For sixty days.'],
    ]);
    const back = rowsOf(compareTexts(after, before), false).flatMap(({ rows }) => rows);
    expect(back.find(({ id }) => id === 'n')).toMatchObject({ after: null, change: 'removed' });
  });

  it('carry the number that each side gives, and the address of the later one', () => {
    const row = rowsOf(compareTexts(before, after), false)[0]?.rows.find(({ id }) => id === 'b');
    expect([row?.before?.marker, row?.after?.marker, row?.anchor]).toEqual(['2.', '3.', 'art-1-3']);
  });

  it('are, on request, only what differs', () => {
    const groups = rowsOf(compareTexts(before, after), true);
    expect(groups.map(({ citation }) => citation)).toEqual(['Article 1']);
    expect(groups[0]?.rows.map(({ id }) => id)).toEqual(['n', 'b']);
  });
});

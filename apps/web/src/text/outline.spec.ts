import { numberSections, type CanonicalNode, type SectionTree } from '@entente/document';
import type { DocumentId } from '@entente/kernel';
import { anchorOf, outlineOf } from './outline.js';

const t = (words: string) => ['t', words, []] as const;
const leaf = (name: string, words: string, id?: string): CanonicalNode => [
  name,
  id === undefined ? {} : { id },
  [t(words)],
];

describe('the outline of a text', () => {
  const article: SectionTree = {
    document: 'd1' as DocumentId,
    kind: 'article',
    tree: [
      'articleSection',
      {},
      [
        leaf('heading', 'Asset freeze', 'h1'),
        ['paragraph', { id: 'p1' }, [leaf('p', 'All funds shall be frozen.')]],
        [
          'paragraph',
          { id: 'p2' },
          [leaf('p', 'This does not apply to:'), ['point', { id: 'p2a' }, [leaf('p', 'basic needs;')]]],
        ],
      ],
    ],
  };

  it('lists what positions are taken on, without headings', () => {
    const [section] = outlineOf([article], numberSections([article]));
    expect(section?.heading).toBe('Asset freeze');
    expect(section?.marker).toBe('Article 1');
    expect(section?.provisions.map(({ id, depth, citation }) => [id, depth, citation])).toEqual([
      ['p1', 0, 'Article 1(1)'],
      ['p2', 0, 'Article 1(2)'],
      ['p2a', 1, 'Article 1(2)(a)'],
    ]);
  });

  it('makes fragments out of citations', () => {
    expect(['Article 4(2)(a)', 'Recital (3)', 'Annex I, point (b)'].map(anchorOf)).toEqual([
      'art-4-2-a',
      'rec-3',
      'annex-i-point-b',
    ]);
  });
});

import type { DocumentId } from '@entente/kernel';
import fc from 'fast-check';
import {
  canonicalTextOfTrees,
  correctSections,
  correctText,
  type AskedPassage,
  type CanonicalNode,
  type SectionTree,
} from './index.js';

const documentOf = (n: number): DocumentId =>
  `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as DocumentId;
const p = (words: string): CanonicalNode => ['p', {}, [['t', words, []]]];

const TEXT: SectionTree[] = [
  {
    document: documentOf(1),
    kind: 'title',
    tree: ['titleSection', {}, [['actTitle', {}, [['t', 'Joint Decision', []]]]]],
  },
  {
    document: documentOf(2),
    kind: 'article',
    tree: [
      'articleSection',
      {},
      [
        ['heading', { id: 'head' }, [['t', 'Asset freeze', []]]],
        [
          'paragraph',
          { id: 'one' },
          [
            p('All funds of those listed are frozen.'),
            ['point', { id: 'a' }, [p('funds of listed persons')]],
            p('This holds for funds held abroad.'),
          ],
        ],
        ['paragraph', { id: 'two' }, [p('Article 1 applies to Café owners, and to owners of ships.')]],
      ],
    ],
  },
];

const passage = (unit: string, before: string, after: string): AskedPassage => ({ unit, before, after });
const corrected = (...asked: AskedPassage[]) => {
  const made = correctText(TEXT, asked);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value;
};
const code = (...asked: AskedPassage[]) => {
  const made = correctText(TEXT, asked);
  return made.ok ? null : made.error;
};

describe('a corrigendum', () => {
  it('[D67] for some words of one provision reads others, and finds them once in it', () => {
    const { text, passages } = corrected(
      passage('two', 'owners,', 'owners'),
      passage('one', 'All funds', 'All the funds'),
      passage('one', 'abroad', 'elsewhere'),
      passage(documentOf(1), 'Decision', 'Resolution'),
    );
    expect(passages).toEqual([
      { unit: documentOf(1), block: 0, at: 6, before: 'Decision', after: 'Resolution' },
      { unit: 'one', block: 0, at: 0, before: 'All funds', after: 'All the funds' },
      { unit: 'one', block: 1, at: 26, before: 'abroad', after: 'elsewhere' },
      { unit: 'two', block: 0, at: 26, before: 'owners,', after: 'owners' },
    ]);
    const words = new TextDecoder().decode(text.bytes);
    expect(words).toContain('All the funds of those listed are frozen.');
    expect(words).toContain('This holds for funds held elsewhere.');
    expect(words).toContain('Article 1 applies to Café owners and to owners of ships.');
    expect(words).toContain('Joint Resolution');
  });

  it('[D67] words of a provision inside do not count, nor do they stand for it', () => {
    expect(code(passage('one', 'funds of listed persons', 'funds'))).toEqual({
      code: 'WORDS_NOT_THERE',
      passage: 1,
    });
    expect(corrected(passage('a', 'funds', 'assets')).passages).toHaveLength(1);
  });

  it.each<[string, AskedPassage[], object]>([
    ['no provision', [passage('three', 'a', 'b')], { code: 'PROVISION_UNKNOWN', passage: 1 }],
    ['no words', [passage('two', '', 'b')], { code: 'WORDS_NOT_THERE', passage: 1 }],
    ['other words', [passage('two', 'Article 2', 'Article 3')], { code: 'WORDS_NOT_THERE', passage: 1 }],
    ['words twice', [passage('two', 'owners', 'holders')], { code: 'WORDS_NOT_ONCE', passage: 1 }],
    [
      'words twice, overlapping',
      [passage('head', 'ee', 'e'), passage('two', 'owners', 'x')],
      { code: 'WORDS_NOT_ONCE', passage: 2 },
    ],
    ['the same words', [passage('two', 'ships', 'ships')], { code: 'WORDS_SAME', passage: 1 }],
    [
      'the same words as NFC has them',
      [passage('two', 'Cafe\u0301', 'Café')],
      { code: 'WORDS_SAME', passage: 1 },
    ],
    [
      'passages that meet',
      [passage('two', 'Article 1', 'Article 3'), passage('two', 'cle 1 applies', 'cle 2 applies')],
      { code: 'OVERLAP', passage: 2 },
    ],
    [
      'passages that touch',
      [passage('two', 'Article 1', 'Article 3'), passage('two', ' applies', ' apply')],
      { code: 'OVERLAP', passage: 2 },
    ],
    [
      'a character no text has',
      [passage('two', 'ships', 'sh\u202eips')],
      { code: 'CHARACTERS', passage: 1, detail: 'U+202E' },
    ],
    [
      'a mark that joins what stands before',
      [passage('two', 'ships', '\u0301x')],
      { code: 'CHARACTERS', passage: 1, detail: 'U+0301' },
    ],
  ])('[D67] refuses %s, with the number of the passage', (_what, asked, refusal) => {
    expect(code(...asked)).toEqual(refusal);
  });

  it('[D67] refuses letters that would compose with their neighbours', () => {
    const hangul: SectionTree[] = [
      {
        document: documentOf(3),
        kind: 'article',
        tree: ['articleSection', {}, [['paragraph', { id: 'k' }, [p('\u1100 x')]]]],
      },
    ];
    expect(correctText(hangul, [passage('k', ' x', '\u1161')])).toEqual({
      ok: false,
      error: { code: 'CHARACTERS', passage: 1, detail: 'NFC' },
    });
  });

  it('[D68] to a text in which a passage does not stand at its place none is applied', () => {
    const { passages, text } = corrected(
      passage('two', 'ships', 'vessels'),
      passage('head', 'Asset', 'Assets'),
    );
    expect(correctSections(text.sections, passages)).toBeNull();
    expect(correctSections(TEXT.slice(0, 1), passages)).toBeNull();
  });

  it('[D69] refuses what would leave a provision without words', () => {
    expect(code(passage('a', 'funds of listed persons', ''))).toMatchObject({
      code: 'TEXT',
      faults: [{ code: 'PROVISION_EMPTY', provision: 'a' }],
    });
  });

  it('[D68] changes its own words and nothing else, and read backwards gives the text that it was filed on', () => {
    const spots = [
      ['head', 'Asset freeze'],
      ['one', 'All funds of those listed are frozen.'],
      ['a', 'funds of listed persons'],
      ['two', 'Article 1 applies to Café owners, and to owners of ships.'],
    ] as const;
    const asked = fc.tuple(
      fc.constantFrom(...spots),
      fc.nat({ max: 30 }),
      fc.integer({ min: 1, max: 12 }),
      fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'é', ' ', '😀', ',', 'ж') }),
    );
    fc.assert(
      fc.property(asked, ([[unit, words], from, length, after]) => {
        const before = words.slice(from, from + length);
        const made = correctText(TEXT, [{ unit, before, after }]);
        if (!made.ok) return;
        const backwards = made.value.passages.map((one) => ({
          ...one,
          before: one.after,
          after: one.before,
        }));
        const original = canonicalTextOfTrees(TEXT);
        const again = correctSections(made.value.text.sections, backwards);
        const read = canonicalTextOfTrees(again ?? []);
        expect(read.ok && original.ok && read.value.textHash === original.value.textHash).toBe(true);
        expect([...made.value.text.provisions.keys()]).toEqual(
          original.ok ? [...original.value.provisions.keys()] : [],
        );
      }),
    );
  });
});

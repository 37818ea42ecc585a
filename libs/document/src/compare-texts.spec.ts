import type { DocumentId } from '@entente/kernel';
import fc from 'fast-check';
import { compareTexts, type CanonicalNode, type SectionTree } from './index.js';
import { wordDiff } from './word-diff.js';

const documentId = (n: number): DocumentId =>
  `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as DocumentId;
const run = (words: string): CanonicalNode[2] => (words === '' ? [] : [['t', words, []]]);
const p = (words: string): CanonicalNode => ['p', {}, run(words)];
const paragraph = (id: string, words: string, ...points: CanonicalNode[]): CanonicalNode => [
  'paragraph',
  { id },
  [p(words), ...points],
];
const point = (id: string, words: string): CanonicalNode => ['point', { id }, [p(words)]];
const article = (n: number, ...children: CanonicalNode[]): SectionTree => ({
  document: documentId(n),
  kind: 'article',
  tree: ['articleSection', {}, children],
});

/** One line for each provision: change, id, citations, words. */
function told(before: SectionTree[], after: SectionTree[]): string[] {
  return compareTexts(before, after).sections.flatMap((section) =>
    section.provisions.map(({ id, change, moved, before: was, after: is, words }) => {
      const text = words.map(({ op, text }) =>
        op === 'same' ? text : `${op === 'added' ? '+' : '-'}[${text}]`,
      );
      return `${change}${moved ? ' moved' : ''} ${id ?? '?'} ${was?.citation ?? '·'} > ${is?.citation ?? '·'}: ${text.join('')}`;
    }),
  );
}

describe('comparison of two texts', () => {
  it('[D50] matches provisions by id and compares their own words', () => {
    const before = [article(1, paragraph('a', 'Funds shall be frozen:', point('x', 'all of them')))];
    const after = [article(1, paragraph('a', 'Assets shall be frozen:', point('x', 'all of them')))];
    expect(told(before, after)).toEqual([
      'changed a Article 1 > Article 1: -[Funds]+[Assets] shall be frozen:',
      'same x Article 1(a) > Article 1(a): all of them',
    ]);
    expect(compareTexts(before, after).counts).toEqual({ added: 0, removed: 0, changed: 1, moved: 0 });
  });

  it('[D50] matches blocks without id by their place', () => {
    const title = (words: string): SectionTree[] => [
      { document: documentId(1), kind: 'title', tree: ['titleSection', {}, [['actTitle', {}, run(words)]]] },
    ];
    expect(told(title('Joint Decision'), title('Joint Regulation'))).toEqual([
      'changed ? · > ·: Joint -[Decision]+[Regulation]',
    ]);
  });

  it('[D51] calls moved what left its order or parent, not what only got another number', () => {
    const before = [
      article(1, paragraph('a', 'A', point('x', 'X')), paragraph('b', 'B'), paragraph('c', 'C')),
    ];
    const after = [
      article(
        1,
        paragraph('n', 'N'),
        paragraph('b', 'B', point('x', 'X')),
        paragraph('c', 'C'),
        paragraph('a', 'A'),
      ),
    ];
    expect(told(before, after)).toEqual([
      'added n · > Article 1(1): +[N]',
      'same b Article 1(2) > Article 1(2): B',
      'same moved x Article 1(1)(a) > Article 1(2)(a): X',
      'same c Article 1(3) > Article 1(3): C',
      'same moved a Article 1(1) > Article 1(4): A',
    ]);
  });

  it('[D51] says that a section moved', () => {
    const [one, two, three] = [1, 2, 3].map((n) => article(n, paragraph(`p${String(n)}`, 'x')));
    const all = [one, two, three].filter((section) => section !== undefined);
    const { sections } = compareTexts(
      all,
      [all[2], all[0], all[1]].filter((section) => section !== undefined),
    );
    expect(
      sections.map(({ document, moved, change }) => [Number(document.slice(-2)), moved, change]),
    ).toEqual([
      [3, true, 'same'],
      [1, false, 'same'],
      [2, false, 'same'],
    ]);
  });

  it('[D52] the runs give both texts again, for any texts', () => {
    const words = fc
      .array(fc.constantFrom('funds ', 'shall ', 'be', ', ', 'frozen', '\n', 'é'))
      .map((w) => w.join(''));
    fc.assert(
      fc.property(fc.oneof(words, fc.string()), fc.oneof(words, fc.string()), (before, after) => {
        const runs = wordDiff(before, after);
        const side = (without: string): string =>
          runs
            .filter(({ op }) => op !== without)
            .map(({ text }) => text)
            .join('');
        expect(side('added')).toBe(before);
        expect(side('removed')).toBe(after);
        runs.forEach((one, index) => {
          expect(one.text).not.toBe('');
          expect(runs[index + 1]?.op).not.toBe(one.op);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('[D52] compares by words, and shows the whole as replaced where almost nothing stayed', () => {
    expect(wordDiff('within 30 days', 'within 60 working days')).toEqual([
      { op: 'same', text: 'within ' },
      { op: 'removed', text: '30' },
      { op: 'added', text: '60' },
      { op: 'same', text: ' ' },
      { op: 'added', text: 'working ' },
      { op: 'same', text: 'days' },
    ]);
    const many = (word: string): string =>
      Array.from({ length: 700 }, (_, i) => `${word}${String(i)}`).join('');
    const before = `${many('a,')}`;
    const after = `${many('b;')}`;
    expect(wordDiff(before, after)).toEqual([
      { op: 'removed', text: before },
      { op: 'added', text: after },
    ]);
  });

  it('[D53] shows what was removed after what it followed, and removed sections too', () => {
    const before = [
      article(1, paragraph('a', 'A'), paragraph('b', 'B'), paragraph('c', 'C'), paragraph('d', 'D')),
      article(2, paragraph('e', 'E')),
      article(3, paragraph('f', 'F')),
    ];
    const after = [
      article(1, paragraph('a', 'A'), paragraph('d', 'D')),
      article(3, paragraph('f', 'F')),
      article(4, paragraph('g', 'G')),
    ];
    expect(told(before, after)).toEqual([
      'same a Article 1(1) > Article 1(1): A',
      'removed b Article 1(2) > ·: -[B]',
      'removed c Article 1(3) > ·: -[C]',
      'same d Article 1(4) > Article 1(2): D',
      'removed e Article 2 > ·: -[E]',
      'same f Article 3 > Article 2: F',
      'added g · > Article 3: +[G]',
    ]);
    expect(compareTexts(before, after).sections.map(({ change }) => change)).toEqual([
      'changed',
      'removed',
      'same',
      'added',
    ]);
  });
});

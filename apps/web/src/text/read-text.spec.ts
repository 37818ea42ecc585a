import { canonicalTextOfTrees, type CanonicalNode, type SectionTree } from '@entente/document';
import type { DocumentId } from '@entente/kernel';
import { ReadText } from './read-text.js';

const article = (document: string, ids: readonly string[], words: string): SectionTree => ({
  document: document as DocumentId,
  kind: 'article',
  tree: [
    'articleSection',
    {},
    ids.map((id): CanonicalNode => ['paragraph', { id }, [['p', {}, [['t', `${words} ${id}.`, []]]]]]),
  ],
});

describe('a text that is read section by section', () => {
  const first = article('d1', ['a'.repeat(26), 'b'.repeat(26)], 'Assets are frozen under');
  const second = article('d2', ['c'.repeat(26)], 'This applies to');
  const before = new ReadText([first, second], null);

  it('has the hashes that the whole text has', () => {
    const whole = canonicalTextOfTrees([first, second]);
    if (!whole.ok) throw new Error(JSON.stringify(whole.error));
    expect(before.hashes).toEqual(whole.value.provisions);
    expect(before.hashes.size).toBe(3);
    expect(before.canonical.textHash).toBe(whole.value.textHash);
  });

  it('keeps what did not change as the same objects, and nothing that did', () => {
    const later = `${'long words '.repeat(20)}end`;
    const long = article('d2', ['c'.repeat(26)], later);
    const longer = article('d2', ['c'.repeat(26)], `${later} of it`);
    const one = new ReadText([first, long], before);
    expect(one.outline[0]).toBe(before.outline[0]);
    expect(one.outline[1]).not.toBe(before.outline[1]);
    // Typed behind the first words, which are all that the outline shows.
    const two = new ReadText([first, longer], one);
    expect(two.outline).toBe(one.outline);
    expect(two.canonical.textHash).not.toBe(one.canonical.textHash);
  });

  it('numbers anew what stands behind a section that came in', () => {
    const now = new ReadText([second, first], before);
    expect(now.outline.map(({ marker }) => marker)).toEqual(['Article 1', 'Article 2']);
    expect(now.outline[1]?.provisions[0]?.citation).toBe('Article 2(1)');
  });
});

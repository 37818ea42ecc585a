import { schema } from '@entente/document';
import fc from 'fast-check';
import { Transform } from 'prosemirror-transform';
import { leastChange } from './least-change.js';
import { anyArticle } from './random-section.kit.js';

describe('the least change', () => {
  it('[E2] its steps turn one version of a section into the other', () => {
    fc.assert(
      fc.property(anyArticle, anyArticle, anyArticle, (before, after, neighbour) => {
        const doc = schema.nodes.doc.create(null, [neighbour, before, neighbour]);
        const transform = new Transform(doc);
        for (const step of leastChange(before, after, neighbour.nodeSize + 1)) transform.step(step);
        expect(transform.doc.child(1).toJSON()).toEqual(after.toJSON());
        expect(transform.doc.child(0)).toBe(neighbour);
      }),
      { numRuns: 500 },
    );
  });

  it('[E2] two far edits leave the words between them untouched', () => {
    const paragraph = (id: string, text: string) =>
      schema.nodes.paragraph.create({ id }, schema.nodes.p.create(null, schema.text(text)));
    const before = schema.nodes.articleSection.create(null, [
      paragraph('a', 'one'),
      paragraph('b', 'two'),
      paragraph('c', 'three'),
    ]);
    const after = schema.nodes.articleSection.create(null, [
      paragraph('a', 'oone'),
      paragraph('b', 'two'),
      paragraph('c', 'thre'),
    ]);
    const steps = leastChange(before, after, 1);
    const ranges = steps.map((step) => step.toJSON() as { from: number; to: number });
    expect(ranges.map(({ from, to }) => to - from)).toEqual([1, 0]);
  });
});

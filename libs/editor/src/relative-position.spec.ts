import { schema } from '@entente/document';
import fc from 'fast-check';
import * as Y from 'yjs';
import { anyArticle, ARTICLE, emptyDocument } from './random-section.kit.js';
import { readSection } from './read-section.js';
import { fromRelative, toRelative } from './relative-position.js';
import { writeSection } from './write-section.js';

describe('places that survive edits', () => {
  it('[E24] every place comes back to itself', () => {
    fc.assert(
      fc.property(anyArticle, (section) => {
        const { fragment, mapping } = emptyDocument();
        writeSection(fragment, section, mapping, {});
        for (let offset = 0; offset <= section.content.size; offset += 1) {
          const place = toRelative(fragment, section, offset);
          const encoded = Y.encodeRelativePosition(place);
          expect(encoded.length).toBeLessThanOrEqual(64);
          expect(fromRelative(fragment, section, Y.decodeRelativePosition(encoded))).toBe(offset);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('[E24] a caret stays between its words when others write before it, and goes with its block when that is removed', () => {
    const { doc, fragment, mapping } = emptyDocument();
    const paragraph = (id: string, text: string) =>
      schema.nodes.paragraph.create({ id }, schema.nodes.p.create(null, schema.text(text)));
    const section = schema.nodes.articleSection.create(ARTICLE, [
      paragraph('a', 'one'),
      paragraph('b', 'two'),
    ]);
    writeSection(fragment, section, mapping, {});
    const inSecond = section.child(0).nodeSize + 2 + 1;
    const place = toRelative(fragment, section, inSecond);
    const first = (fragment.get(0) as Y.XmlElement).get(0) as Y.XmlElement;
    (first.get(0) as Y.XmlText).insert(0, 'more ');
    const shown = readSection(fragment, 'article', ARTICLE, new WeakMap());
    expect(shown === null ? null : fromRelative(fragment, shown, place)).toBe(inSecond + 5);
    doc.transact(() => {
      fragment.delete(1, 1);
    });
    const without = readSection(fragment, 'article', ARTICLE, new WeakMap());
    expect(without === null ? null : fromRelative(fragment, without, place)).toBeNull();
  });
});

import { schema } from '@entente/document';
import fc from 'fast-check';
import type { Node } from 'prosemirror-model';
import * as Y from 'yjs';
import { anyArticle, ARTICLE, emptyDocument } from './random-section.kit.js';
import { readSection, repoint } from './read-section.js';
import { changedStretch, writeSection } from './write-section.js';

const ORIGIN = {};

function paragraph(id: string, text: string): Node {
  return schema.nodes.paragraph.create(
    { id },
    schema.nodes.p.create(null, text === '' ? null : schema.text(text)),
  );
}
function article(...blocks: Node[]): Node {
  return schema.nodes.articleSection.create(ARTICLE, blocks);
}

describe('writing a section', () => {
  it('[E1] the document holds what was written, whatever it held before', () => {
    fc.assert(
      fc.property(fc.array(anyArticle, { minLength: 1, maxLength: 4 }), (versions) => {
        const { fragment, mapping } = emptyDocument();
        for (const version of versions) {
          writeSection(fragment, version, mapping, ORIGIN);
          expect(readSection(fragment, 'article', ARTICLE, new WeakMap())?.toJSON()).toEqual(
            version.toJSON(),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('[E1] nothing is sent where nothing changed', () => {
    fc.assert(
      fc.property(anyArticle, (version) => {
        const { doc, fragment, mapping } = emptyDocument();
        writeSection(fragment, version, mapping, ORIGIN);
        let updates = 0;
        doc.on('update', () => (updates += 1));
        writeSection(fragment, version, mapping, ORIGIN);
        expect(updates).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  it('[E23] a provision keeps its element, and the words others type in it, while others come, go and change around it', () => {
    const { doc, fragment, mapping } = emptyDocument();
    writeSection(
      fragment,
      article(paragraph('a', 'one'), paragraph('b', 'two'), paragraph('c', 'three')),
      mapping,
      ORIGIN,
    );
    const kept = fragment.get(1);
    const other = new Y.Doc({ guid: 'd' });
    other.clientID = 2;
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    const theirs = other.getXmlFragment('content').get(1) as Y.XmlElement;
    ((theirs.get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(3, ' THEIRS');
    writeSection(
      fragment,
      article(paragraph('x', 'new'), paragraph('b', 'two!'), paragraph('d', 'four')),
      mapping,
      ORIGIN,
    );
    expect(fragment.get(1)).toBe(kept);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    expect(readSection(fragment, 'article', ARTICLE, new WeakMap())?.textContent).toMatch(
      /^newtwo(! THEIRS| THEIRS!)four$/,
    );
  });

  it('[E23] words of a block that two people began at once are both kept and both editable', () => {
    const one = emptyDocument(1);
    one.fragment.insert(0, [new Y.XmlElement('heading')]);
    const two = emptyDocument(2);
    Y.applyUpdate(two.doc, Y.encodeStateAsUpdate(one.doc));
    (one.fragment.get(0) as Y.XmlElement).insert(0, [new Y.XmlText('left')]);
    (two.fragment.get(0) as Y.XmlElement).insert(0, [new Y.XmlText('right')]);
    Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(two.doc));
    const shown = readSection(one.fragment, 'article', ARTICLE, one.mapping);
    expect(shown?.textContent).toBe('leftright');
    const edited = article(schema.nodes.heading.create(null, schema.text('lef+ght')));
    writeSection(one.fragment, edited, one.mapping, ORIGIN);
    expect(readSection(one.fragment, 'article', ARTICLE, new WeakMap())?.textContent).toBe('lef+ght');
    expect((one.fragment.get(0) as Y.XmlElement).length).toBe(2);
  });

  it('[E23] no changed stretch cuts a surrogate pair', () => {
    const text = fc
      .array(fc.constantFrom('😀', '😁', '𠀋', 'a', 'aa'), { maxLength: 6 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (old, now) => {
        const { from, to, insert } = changedStretch(old, now);
        expect(old.slice(0, from) + insert + old.slice(to)).toBe(now);
        for (const part of [old.slice(0, from), old.slice(from, to), insert, old.slice(to)]) {
          expect(part).not.toMatch(/\p{Surrogate}/u);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('reading a section', () => {
  it.each([
    ['an unknown node', (f: Y.XmlFragment) => f.insert(0, [new Y.XmlElement('table')])],
    [
      'a node that this section does not hold',
      (f: Y.XmlFragment) => f.insert(0, [new Y.XmlElement('recital')]),
    ],
    ['text outside blocks', (f: Y.XmlFragment) => f.insert(0, [new Y.XmlText('loose')])],
    [
      'an unknown attribute',
      (f: Y.XmlFragment) => {
        const heading = new Y.XmlElement('heading');
        heading.setAttribute('level', '2');
        f.insert(0, [heading]);
      },
    ],
    [
      'formatted words',
      (f: Y.XmlFragment) => {
        const heading = new Y.XmlElement('heading');
        const run = new Y.XmlText();
        run.insert(0, 'bold', { bold: {} });
        heading.insert(0, [run]);
        f.insert(0, [heading]);
      },
    ],
  ])('[E8] %s makes it unreadable, and reading writes nothing', (_what, spoil) => {
    const { doc, fragment, mapping } = emptyDocument();
    writeSection(fragment, article(paragraph('a', 'one')), mapping, ORIGIN);
    spoil(fragment);
    let updates = 0;
    doc.on('update', () => (updates += 1));
    expect(readSection(fragment, 'article', ARTICLE, new WeakMap())).toBeNull();
    expect(updates).toBe(0);
  });

  it('[E2] what did not change is the same node as before', () => {
    const { fragment, mapping } = emptyDocument();
    const first = article(paragraph('a', 'one'), paragraph('b', 'two'));
    writeSection(fragment, first, mapping, ORIGIN);
    const again = readSection(fragment, 'article', ARTICLE, mapping);
    expect(again?.child(0)).toBe(first.child(0));
    const live = article(paragraph('a', 'one'), paragraph('b', 'two'));
    if (again !== null) repoint(fragment, again, live, mapping);
    expect(readSection(fragment, 'article', ARTICLE, mapping)?.child(1)).toBe(live.child(1));
  });
});

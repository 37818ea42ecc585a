import { MAX_BLOCK_DEPTH, schema } from '@entente/document';
import type { Node } from 'prosemirror-model';
import { EditorState, type Transaction } from 'prosemirror-state';
import { guardSections, sectionwise } from './guard.js';

const p = (text: string): Node => schema.nodes.p.create(null, text === '' ? null : schema.text(text));
const article = (document: string, access: 'write' | 'read', ...texts: string[]): Node =>
  schema.nodes.articleSection.create(
    { document, access },
    texts.map((text, index) => schema.nodes.paragraph.create({ id: `${document}${String(index)}` }, p(text))),
  );

function state(...sections: Node[]): EditorState {
  return EditorState.create({
    doc: schema.nodes.doc.create(null, sections),
    plugins: [guardSections(() => undefined)],
  });
}

function texts(doc: Node): string[] {
  return doc.children.map((section) => section.children.map((block) => block.textContent).join('|'));
}

const act = (before: EditorState, change: (tr: Transaction) => Transaction): string[] =>
  texts(before.apply(sectionwise(before, change(before.tr))).doc);

describe('what may not change', () => {
  const before = state(
    article('a', 'write', 'one', 'two'),
    article('b', 'read', 'agreed'),
    article('c', 'write', 'three', 'four'),
  );
  const [first, second] = [before.doc.child(0).nodeSize, before.doc.child(1).nodeSize];

  it('[E7] the number, order and kind of sections', () => {
    const whole = [...before.doc.children];
    expect(before.apply(before.tr.insert(0, article('d', 'write', 'new'))).doc).toBe(before.doc);
    expect(before.apply(before.tr.delete(first + second, before.doc.content.size)).doc).toBe(before.doc);
    expect(before.apply(before.tr.replaceWith(0, before.doc.content.size, whole.reverse())).doc).toBe(
      before.doc,
    );
    expect(before.apply(before.tr.setNodeAttribute(first, 'access', 'write')).doc).toBe(before.doc);
  });

  it('[E7] nesting beyond what the document knows', () => {
    let deep: Node = schema.nodes.point.create(null, p('deep'));
    for (let depth = 0; depth < MAX_BLOCK_DEPTH; depth += 1) deep = schema.nodes.point.create(null, deep);
    expect(before.apply(before.tr.insert(2, deep)).doc).toBe(before.doc);
  });

  it('[E5] the text of a section that is not writable', () => {
    expect(act(before, (tr) => tr.insertText('x', first + 3))).toEqual(texts(before.doc));
  });

  it('[E6] a deletion over all of it empties what may be written, and only that', () => {
    expect(act(before, (tr) => tr.delete(0, before.doc.content.size))).toEqual(['', 'agreed', '']);
  });

  it('[E6] the part of each section in a stretch goes, without joining sections', () => {
    const from = 3 + 1;
    const to = first + second + 1 + 2 + 2;
    expect(act(before, (tr) => tr.replaceWith(from, to, schema.text('X')))).toEqual([
      'oX',
      'agreed',
      'ree|four',
    ]);
  });

  it('[E6] words typed over a stretch that begins in a locked section land at its first writable place', () => {
    const to = first + second + 1 + 2 + 2;
    expect(act(before, (tr) => tr.replaceWith(first + 4, to, schema.text('X')))).toEqual([
      'one|two',
      'agreed',
      'Xree|four',
    ]);
  });
});

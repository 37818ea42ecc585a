import { schema } from '@entente/document';
import type { Node } from 'prosemirror-model';
import { EditorState, TextSelection } from 'prosemirror-state';
import { indent, outdent } from './indent.js';
import { asCommand, type Act } from './places.js';

const p = (words: string): Node => schema.nodes.p.create(null, schema.text(words));
const point = (words: string, ...inner: Node[]): Node =>
  schema.nodes.point.create({ id: words }, [p(words), ...inner]);
const paragraph = (words: string, ...inner: Node[]): Node =>
  schema.nodes.paragraph.create({ id: words }, [p(words), ...inner]);

function lines(node: Node): string {
  if (node.isTextblock) return node.textContent;
  const inner = node.children.map(lines).join(' ');
  return node.type === schema.nodes.articleSection
    ? inner
    : `${node.type === schema.nodes.paragraph ? '' : '·'}[${inner}]`;
}

/** The article after acts with the caret in the block of these words. */
function after(blocks: readonly Node[], words: string, ...acts: readonly Act[]): string {
  const article = schema.nodes.articleSection.create({ document: 'd', access: 'write' }, [...blocks]);
  let state = EditorState.create({ doc: schema.nodes.doc.create(null, article) });
  let at = 0;
  state.doc.descendants((node, pos) => {
    if (node.isTextblock && node.textContent === words) at = pos + 1;
  });
  state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, at)));
  for (const act of acts) {
    asCommand(act)(state, (tr) => {
      state = state.apply(tr);
    });
  }
  expect(state.selection.$head.parent.textContent).toBe(words);
  return lines(state.doc.child(0));
}

describe('one level in, one level out', () => {
  const listed = [paragraph('1', point('a'), point('b'), point('c')), paragraph('2', point('x'))];

  it('[E15] a point that goes out and in again gives back the points that came after it', () => {
    expect(after(listed, 'b', outdent)).toBe('[1 ·[a]] [b ·[c]] [2 ·[x]]');
    expect(after(listed, 'b', outdent, indent)).toBe('[1 ·[a] ·[b] ·[c]] [2 ·[x]]');
  });

  it('[E15] a paragraph that goes in leaves its points at their level, and takes them back when it goes out', () => {
    expect(after(listed, '2', indent)).toBe('[1 ·[a] ·[b] ·[c] ·[2] ·[x]]');
    expect(after(listed, '2', indent, outdent)).toBe('[1 ·[a] ·[b] ·[c]] [2 ·[x]]');
  });

  it('[E15] the same holds among points, two levels deep', () => {
    const deep = [paragraph('1', point('a', point('i')), point('b', point('ii')), point('c'))];
    expect(after(deep, 'b', indent)).toBe('[1 ·[a ·[i] ·[b] ·[ii]] ·[c]]');
    expect(after(deep, 'b', indent, outdent)).toBe('[1 ·[a ·[i]] ·[b ·[ii]] ·[c]]');
    expect(after(deep, 'c', indent, indent, outdent, outdent)).toBe('[1 ·[a ·[i]] ·[b ·[ii]] ·[c]]');
  });
});

import { schema, numberSections, treeOfNode, type SectionKind } from '@entente/document';
import type { DocumentId } from '@entente/kernel';
import { Fragment, Slice, type Node } from 'prosemirror-model';
import { adapt } from './adapt.js';
import { clipboardText } from './clipboard-text.js';
import { transformPasted } from './paste.js';

const p = (text: string): Node => schema.nodes.p.create(null, schema.text(text));
const point = (id: string, text: string): Node => schema.nodes.point.create({ id }, p(text));
const article = schema.nodes.articleSection.create({ document: 'd', access: 'write' }, [
  schema.nodes.heading.create({ id: 'h' }, schema.text('Freeze')),
  schema.nodes.paragraph.create({ id: 'a' }, [
    p('Funds of:'),
    point('b', 'persons;'),
    point('c', 'entities.'),
  ]),
  schema.nodes.paragraph.create({ id: 'e' }, p('Others.')),
]);
const labels = numberSections([{ document: 'd' as DocumentId, kind: 'article', tree: treeOfNode(article) }]);
const names = (blocks: readonly Node[]): string[] =>
  blocks.map((block) => `${block.type.name} ${block.textContent}`);

describe('the clipboard', () => {
  it('[E12] a stretch that begins inside a provision leaves out its number, and has those of the whole ones', () => {
    const doc = schema.nodes.doc.create(null, article);
    const slice = doc.slice(doc.child(0).child(0).nodeSize + 6, doc.content.size - 2);
    expect(clipboardText(slice, labels)).toBe('ds of:\n(a) persons;\n(b) entities.\n2. Others.');
  });

  it.each<[SectionKind, string[]]>([
    ['title', ['actTitle Freeze Funds of: persons; entities. Others.']],
    [
      'preamble',
      ['recital Freeze', 'recital Funds of:', 'recital persons;', 'recital entities.', 'recital Others.'],
    ],
    ['article', ['heading Freeze', 'paragraph Funds of:persons;entities.', 'paragraph Others.']],
    ['annex', ['heading Freeze', 'paragraph Funds of:persons;entities.', 'paragraph Others.']],
    ['conclusions', ['p Freeze', 'p Funds of:', 'p persons;', 'p entities.', 'p Others.']],
  ])('[E20] blocks of an article become blocks that a %s knows', (kind, expected) => {
    expect(names(adapt([article], kind))).toEqual(expected);
  });

  it('[E20] one pasted section gives its blocks; what no text may hold is dropped', () => {
    const spoiled = schema.nodes.articleSection.create({ document: 'x' }, [
      schema.nodes.heading.create(
        { id: 'h' },
        schema.text('a\u202eb\u0007c\ud800d\ne\uf0b7f\ufffdg\u061ch\ufeff'),
      ),
    ]);
    const slice = transformPasted(new Slice(Fragment.from(spoiled), 2, 2));
    expect(names(slice.content.content)).toEqual(['heading abcd efgh']);
    expect([slice.openStart, slice.openEnd]).toEqual([1, 1]);
  });
});

import { schema, sectionKindOf, shapeOf, type SectionKind } from '@entente/document';
import { Fragment, type Node, type NodeType } from 'prosemirror-model';

/** What each section's foreign blocks become: the block that carries its words there. */
const CARRIER: Readonly<Record<SectionKind, NodeType>> = {
  title: schema.nodes.actTitle,
  preamble: schema.nodes.recital,
  division: schema.nodes.heading,
  article: schema.nodes.paragraph,
  annex: schema.nodes.p,
  conclusions: schema.nodes.p,
};

function textblocks(node: Node): Node[] {
  return node.isTextblock ? [node] : node.children.flatMap(textblocks);
}

function carry(words: Node, kind: SectionKind): Node {
  const carrier = CARRIER[kind];
  const id = words.attrs['id'] as string | null | undefined;
  if (carrier.isTextblock) {
    return carrier.create('id' in (carrier.spec.attrs ?? {}) ? { id: id ?? null } : null, words.content);
  }
  return carrier.create({ id: id ?? null }, schema.nodes.p.create(null, words.content));
}

function withoutOuterId(node: Node): Node {
  // A `p` that moves into a paragraph or point belongs to it from then on.
  return node.type === schema.nodes.p ? node.type.create(null, node.content) : node;
}

/** Inside a paragraph or point only `p` and `point` live; anything else gives its words as `p`. */
function tidy(node: Node): Node {
  if (node.isTextblock) return node;
  const children = node.children.flatMap((child) =>
    child.type === schema.nodes.point || child.type === schema.nodes.p
      ? [withoutOuterId(tidy(child))]
      : textblocks(child).map((words) => schema.nodes.p.create(null, words.content)),
  );
  return node.copy(Fragment.fromArray(children));
}

function adaptOne(node: Node, kind: SectionKind): Node[] {
  if (sectionKindOf(node.type.name) !== null) return adapt(node.children, kind);
  if (shapeOf(kind).rootChildren.has(node.type.name)) return [tidy(node)];
  if (node.type === schema.nodes.point && kind === 'article') {
    return [schema.nodes.paragraph.create({ id: node.attrs['id'] }, tidy(node).content)];
  }
  return textblocks(node).map((words) => carry(words, kind));
}

/** Blocks as a section of this kind can hold them: kept where it knows them, else their words in its own blocks. */
export function adapt(nodes: readonly Node[], kind: SectionKind): Node[] {
  const blocks = nodes.flatMap((node) =>
    node.isText ? [carry(schema.nodes.p.create(null, node), kind)] : adaptOne(node, kind),
  );
  // A title is one line, and a division's heading too; several would each be a heading of its own.
  if ((kind !== 'title' && kind !== 'division') || blocks.length < 2) return blocks;
  const words = blocks
    .map((block) => block.textContent)
    .filter((text) => text !== '')
    .join(' ');
  return words === '' ? [] : [CARRIER[kind].create(null, schema.text(words))];
}

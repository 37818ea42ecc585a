import { provisionIdFrom, PROVISION_BLOCKS } from '@entente/document';
import type { ProvisionId, Random } from '@entente/kernel';
import type { Node } from 'prosemirror-model';
import { Plugin, type EditorState, type Transaction } from 'prosemirror-state';
import { Mapping } from 'prosemirror-transform';
import { isWritable, sectionPlaces } from './section-places.js';
import { isFromDocuments } from './transaction-source.js';

const BYTES = 12;

interface Provision {
  readonly id: string | null;
  /** Offset of the node in its section's content. */
  readonly offset: number;
}

/** Whether a node of this type carries an id in this parent: a `p` inside a paragraph or point belongs to it. */
export function needsId(node: Node, parent: Node): boolean {
  if (!(PROVISION_BLOCKS as readonly string[]).includes(node.type.name)) return false;
  return node.type.name !== 'p' || parent.type.isInGroup('section');
}

const known = new WeakMap<Node, readonly Provision[]>();

function provisionsOf(section: Node): readonly Provision[] {
  const cached = known.get(section);
  if (cached !== undefined) return cached;
  const provisions: Provision[] = [];
  section.descendants((node, offset, parent) => {
    const id: unknown = node.attrs['id'];
    if (typeof id === 'string') provisions.push({ id, offset });
    else if (parent !== null && needsId(node, parent)) provisions.push({ id: null, offset });
    return !node.isTextblock;
  });
  known.set(section, provisions);
  return provisions;
}

/** Where each id stands, as positions in the document; in text order. */
function placesOfIds(doc: Node): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const { node, pos } of sectionPlaces(doc)) {
    for (const { id, offset } of provisionsOf(node)) {
      if (id === null) continue;
      const at = pos + 1 + offset;
      const others = places.get(id);
      if (others === undefined) places.set(id, [at]);
      else others.push(at);
    }
  }
  return places;
}

function mappingOf(transactions: readonly Transaction[]): Mapping {
  const mapping = new Mapping();
  for (const tr of transactions) mapping.appendMapping(tr.mapping);
  return mapping;
}

/** Of several provisions with one id the original keeps it: the one that stood there before, else the first. */
function copiesOf(places: readonly number[], was: number | undefined, mapping: Mapping): readonly number[] {
  const mapped = was === undefined ? null : mapping.mapResult(was, 1);
  const original = mapped === null || mapped.deleted ? undefined : places.find((at) => at === mapped.pos);
  const keeper = original ?? places[0];
  return places.filter((at) => at !== keeper);
}

/** Positions in sections this person's act changed that want a new id: provisions without one, and copies. */
function wanting(transactions: readonly Transaction[], before: EditorState, after: EditorState): number[] {
  const changed = sectionPlaces(after.doc).filter(
    ({ node, index }) => isWritable(node) && before.doc.maybeChild(index) !== node,
  );
  const inChanged = (at: number): boolean =>
    changed.some(({ pos, node }) => at > pos && at < pos + node.nodeSize);
  const without = changed.flatMap(({ node, pos }) =>
    provisionsOf(node).flatMap(({ id, offset }) => (id === null ? [pos + 1 + offset] : [])),
  );
  const repeated = [...placesOfIds(after.doc)].filter(([, places]) => places.length > 1);
  if (repeated.length === 0) return without;
  const were = placesOfIds(before.doc);
  const mapping = mappingOf(transactions);
  const copies = repeated.flatMap(([id, places]) => copiesOf(places, were.get(id)?.[0], mapping));
  return [...without, ...copies.filter(inChanged)];
}

/** Half of a surrogate pair: Yjs would store U+FFFD for it on some replicas and not on others (SECURITY §8 item 1). */
const LONE_SURROGATE = /\p{Surrogate}/u;

function strayHalves(before: EditorState, after: EditorState): number[] {
  const found: number[] = [];
  for (const { node, pos, index } of sectionPlaces(after.doc)) {
    if (before.doc.maybeChild(index) === node) continue;
    node.descendants((text, offset) => {
      const words = text.text ?? '';
      if (!LONE_SURROGATE.test(words)) return;
      for (const match of words.matchAll(/\p{Surrogate}/gu)) found.push(pos + 1 + offset + match.index);
    });
  }
  return found;
}

/**
 * Gives new provisions their stable ids (DESIGN §5), in the same act that made them. Only acts of the person at this
 * editor are completed so, and only in sections they changed: what others wrote at the same time is left as it is.
 */
export function assignProvisionIds(random: Random): Plugin {
  return new Plugin({
    appendTransaction: (transactions, before, after) => {
      if (!transactions.some((tr) => tr.docChanged) || transactions.some(isFromDocuments)) return null;
      const tr = after.tr;
      for (const at of wanting(transactions, before, after))
        tr.setNodeAttribute(at, 'id', newProvisionId(random));
      // Last first, so that none moves another; after the ids, which move nothing.
      for (const at of strayHalves(before, after).reverse()) tr.delete(at, at + 1);
      return tr.docChanged ? tr : null;
    },
  });
}

function newProvisionId(random: Random): ProvisionId {
  return provisionIdFrom(random.bytes(BYTES));
}

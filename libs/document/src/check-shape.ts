import { err, ok, type Result } from '@entente/kernel';
import * as Y from 'yjs';
import { livingAttributes, livingItems, strayRoots, type ReadableType } from './read-yjs.js';
import { shapeOf, type DocumentKind, type DocumentShape } from './shape.js';
import { readSuggestionKey } from './suggestion-mark.js';
import type { RefusalCode } from './tree.js';

/** A document that left its closed shape. */
export interface ShapeRefusal {
  readonly code: 'SCHEMA';
  readonly what: RefusalCode;
  /** The node, attribute or content that has no place there. */
  readonly detail: string;
}

/** What one update brought, from the Yjs transaction that applied it. */
export interface Touched {
  /** `transaction.beforeState`: clocks by client before it; what lies above is new. */
  readonly before: ReadonlyMap<number, number>;
}

type Refusal = ShapeRefusal | null;

const refusal = (what: RefusalCode, detail: string): ShapeRefusal => ({ code: 'SCHEMA', what, detail });

function checkAttributes(type: ReadableType, rules: ReadonlyMap<string, RegExp> | undefined): Refusal {
  for (const [name, value] of livingAttributes(type)) {
    const rule = rules?.get(name);
    if (rule === undefined) return refusal('ATTRIBUTE_UNKNOWN', name);
    if (typeof value !== 'string' || !rule.test(value)) return refusal('ATTRIBUTE_INVALID', name);
  }
  return null;
}

/** The shared type that an item holds, where it is one this schema knows. */
function childOf(item: Y.Item): Y.XmlText | Y.XmlElement | null {
  const type = item.content instanceof Y.ContentType ? item.content.type : null;
  return type instanceof Y.XmlText || type instanceof Y.XmlElement ? type : null;
}

/** Whether what an item holds may stand in a text: letters, and marks of suggestions where there may be any. */
function checkInText({ content }: Y.Item, { suggestions }: DocumentShape): Refusal {
  if (content instanceof Y.ContentString) return null;
  if (content instanceof Y.ContentFormat) {
    const { key, value } = content as { key: string; value: unknown };
    const known = suggestions && readSuggestionKey(key) !== null && (value === true || value === null);
    return known ? null : refusal('MARK_UNKNOWN', key);
  }
  return refusal('CONTENT_UNKNOWN', content.constructor.name);
}

/** Whether what an item holds may stand in an element or the root. */
function checkInBlocks(item: Y.Item, parent: ReadableType, shape: DocumentShape): Refusal {
  const child = childOf(item);
  if (child === null) return refusal('CONTENT_UNKNOWN', item.content.constructor.name);
  const parentName = parent instanceof Y.XmlElement ? parent.nodeName : null;
  if (child instanceof Y.XmlText) {
    const isLeaf = parentName !== null && shape.leaves.has(parentName);
    return isLeaf ? null : refusal('CHILD_NOT_ALLOWED', 't');
  }
  const name = child.nodeName;
  if (!shape.children.has(name)) return refusal('NODE_UNKNOWN', name);
  const allowed = parentName === null ? shape.rootChildren : shape.children.get(parentName);
  return allowed?.has(name) === true ? null : refusal('CHILD_NOT_ALLOWED', name);
}

function checkChild(item: Y.Item, parent: ReadableType, shape: DocumentShape): Refusal {
  return parent instanceof Y.XmlText ? checkInText(item, shape) : checkInBlocks(item, parent, shape);
}

function attributeRules(type: ReadableType, shape: DocumentShape): ReadonlyMap<string, RegExp> | undefined {
  return type instanceof Y.XmlElement ? shape.attributes.get(type.nodeName) : undefined;
}

/** Everything in a type, to its leaves. */
function checkWithin(type: ReadableType, shape: DocumentShape, depth: number): Refusal {
  const attributes = checkAttributes(type, attributeRules(type, shape));
  if (attributes !== null) return attributes;
  for (const item of livingItems(type)) {
    const child = childOf(item);
    const found =
      checkChild(item, type, shape) ??
      (child instanceof Y.XmlElement && depth >= shape.maxDepth
        ? refusal('TOO_DEEP', child.nodeName)
        : null) ??
      (child === null ? null : checkWithin(child, shape, depth + 1));
    if (found !== null) return found;
  }
  return null;
}

function depthOf(type: Pick<Y.AbstractType<unknown>, '_item'>): number {
  let depth = 0;
  for (let item = type._item; item !== null; depth += 1) {
    const parent = item.parent;
    item = parent instanceof Y.AbstractType ? parent._item : null;
  }
  return depth;
}

/** One new item by itself: what it holds is new too, and is checked as the items it consists of. */
function checkItem(item: Y.Item, root: unknown, shape: DocumentShape): Refusal {
  const parent = item.parent;
  if (!(parent instanceof Y.AbstractType)) return refusal('CONTENT_UNKNOWN', 'parent');
  if (parent._item === null && parent !== root) return refusal('ROOT_UNKNOWN', '');
  if (item.parentSub !== null) return checkAttributes(parent, attributeRules(parent, shape));
  const child = childOf(item);
  if (child instanceof Y.XmlElement && depthOf(child) > shape.maxDepth) {
    return refusal('TOO_DEEP', child.nodeName);
  }
  return checkChild(item, parent, shape);
}

function checkNew(doc: Y.Doc, shape: DocumentShape, before: ReadonlyMap<number, number>): Refusal {
  const root: unknown = doc.share.get(shape.root);
  for (const [client, structs] of doc.store.clients) {
    const from = before.get(client) ?? 0;
    const last = structs.at(-1);
    if (last === undefined || last.id.clock + last.length <= from) continue;
    // The first may have been merged with what stood before it; to check that again does no harm.
    for (let at = Y.findIndexSS(structs, from); at < structs.length; at += 1) {
      const item = structs[at];
      if (!(item instanceof Y.Item) || item.deleted) continue;
      const found = checkItem(item, root, shape);
      if (found !== null) return found;
    }
  }
  return null;
}

/**
 * Whether a document is within the closed shape of its kind (SPEC D1 to D6, D12), either as a whole or only in what one
 * update brought. Checking what is new is enough, because what was there before was good, and nothing becomes part of a
 * document but by a new item (SPEC D13). Its cost is that of the new items, not of the document.
 */
export function checkShape(doc: Y.Doc, kind: DocumentKind, touched?: Touched): Result<void, ShapeRefusal> {
  const shape = shapeOf(kind);
  const [stray] = strayRoots(doc, shape.root);
  if (stray !== undefined) return err(refusal('ROOT_UNKNOWN', stray));
  const found =
    touched === undefined
      ? checkWithin(doc.getXmlFragment(shape.root), shape, 0)
      : checkNew(doc, shape, touched.before);
  return found === null ? ok(undefined) : err(found);
}

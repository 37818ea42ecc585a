import { err, ok, type Result } from '@entente/kernel';
import * as Y from 'yjs';
import { livingAttributes, livingItems, strayRoots, type ReadableType } from './read-yjs.js';
import { shapeOf, type DocumentKind, type DocumentShape } from './shape.js';
import type { RefusalCode } from './tree.js';

/** A document that left its closed shape. */
export interface ShapeRefusal {
  readonly code: 'SCHEMA';
  readonly what: RefusalCode;
  /** The node, attribute or content that has no place there. */
  readonly detail: string;
}

/** What one update touched, from the Yjs transaction that applied it. */
export interface Touched {
  /** `transaction.changed.keys()`: types that existed and whose children or attributes changed. */
  readonly types: Iterable<object>;
  /** `transaction.beforeState`: clocks by client before; what lies above is new and is checked to its leaves. */
  readonly before: ReadonlyMap<number, number>;
}

interface Check {
  readonly shape: DocumentShape;
  /** Whether a child was there before and was found good then. */
  readonly isOld: (item: Y.Item) => boolean;
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

function checkText(type: Y.XmlText): Refusal {
  for (const { content } of livingItems(type)) {
    if (content instanceof Y.ContentFormat) return refusal('MARK_UNKNOWN', content.key);
    if (!(content instanceof Y.ContentString)) return refusal('CONTENT_UNKNOWN', content.constructor.name);
  }
  return checkAttributes(type, undefined);
}

/** The shared type that an item holds, where it is one this schema knows. */
function childOf(item: Y.Item): Y.XmlText | Y.XmlElement | null {
  const type = item.content instanceof Y.ContentType ? item.content.type : null;
  return type instanceof Y.XmlText || type instanceof Y.XmlElement ? type : null;
}

function checkChild(item: Y.Item, parent: ReadableType, depth: number, check: Check): Refusal {
  const child = childOf(item);
  if (child === null) return refusal('CONTENT_UNKNOWN', item.content.constructor.name);
  const isLeaf = parent instanceof Y.XmlElement && check.shape.leaves.has(parent.nodeName);
  if (child instanceof Y.XmlText) {
    if (!isLeaf) return refusal('CHILD_NOT_ALLOWED', 't');
    return check.isOld(item) ? null : checkText(child);
  }
  const name = child.nodeName;
  if (!check.shape.children.has(name)) return refusal('NODE_UNKNOWN', name);
  if (!allowedIn(parent, check.shape).has(name)) return refusal('CHILD_NOT_ALLOWED', name);
  if (depth > check.shape.maxDepth) return refusal('TOO_DEEP', name);
  return check.isOld(item) ? null : checkElement(child, depth, check);
}

function allowedIn(parent: ReadableType, shape: DocumentShape): ReadonlySet<string> {
  if (!(parent instanceof Y.XmlElement)) return shape.rootChildren;
  return shape.children.get(parent.nodeName) ?? new Set();
}

function checkChildren(parent: ReadableType, depth: number, check: Check): Refusal {
  for (const item of livingItems(parent)) {
    const found = checkChild(item, parent, depth + 1, check);
    if (found !== null) return found;
  }
  return null;
}

function checkElement(type: Y.XmlElement, depth: number, check: Check): Refusal {
  const attributes = checkAttributes(type, check.shape.attributes.get(type.nodeName));
  return attributes ?? checkChildren(type, depth, check);
}

function depthOf(type: Pick<Y.AbstractType<unknown>, '_item'>): number {
  let depth = 0;
  for (let item = type._item; item !== null; depth += 1) {
    const parent = item.parent;
    item = parent instanceof Y.AbstractType ? parent._item : null;
  }
  return depth;
}

function checkTouched(type: object, doc: Y.Doc, check: Check): Refusal {
  if (!(type instanceof Y.AbstractType)) return refusal('CONTENT_UNKNOWN', 'type');
  if (type._item?.deleted === true) return null;
  if (type instanceof Y.XmlText) return checkText(type);
  if (type instanceof Y.XmlElement) return checkElement(type, depthOf(type), check);
  if (type === doc.share.get(check.shape.root)) return checkRoot(type, check);
  return refusal('CONTENT_UNKNOWN', type.constructor.name);
}

function checkRoot(root: ReadableType, check: Check): Refusal {
  return checkAttributes(root, undefined) ?? checkChildren(root, 0, check);
}

function checkWhole(doc: Y.Doc, shape: DocumentShape): Refusal {
  return checkRoot(doc.getXmlFragment(shape.root), { shape, isOld: () => false });
}

/**
 * Whether a document is within the closed shape of its kind (SPEC D1 to D6, D12), either as a whole or only where one
 * update touched it. Checking only the touched types is enough, because what they hold was good before: a new
 * element is always a new child of a touched type.
 */
export function checkShape(doc: Y.Doc, kind: DocumentKind, touched?: Touched): Result<void, ShapeRefusal> {
  const shape = shapeOf(kind);
  const [stray] = strayRoots(doc, shape.root);
  if (stray !== undefined) return err(refusal('ROOT_UNKNOWN', stray));
  if (touched === undefined) {
    const found = checkWhole(doc, shape);
    return found === null ? ok(undefined) : err(found);
  }
  const { before } = touched;
  const check: Check = { shape, isOld: ({ id }) => id.clock < (before.get(id.client) ?? 0) };
  for (const type of touched.types) {
    const found = checkTouched(type, doc, check);
    if (found !== null) return err(found);
  }
  return ok(undefined);
}

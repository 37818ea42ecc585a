import * as Y from 'yjs';
import { applyFormat, isAccepted } from './marked-text.js';
import { shapeOf, type DocumentKind } from './shape.js';
import { readSuggestionKey, type SuggestionMark } from './suggestion-mark.js';
import type { CanonicalNode, CanonicalRun, Fault, Place, RefusalCode } from './tree.js';

/** What a walk over one document carries. */
interface Walk {
  readonly place: Place;
  readonly maxDepth: number;
  readonly faults: Fault[];
}

type Child = CanonicalNode | CanonicalRun;

/** The internals of a shared type that hold what is in it, whatever events it emits. */
export type ReadableType = Pick<Y.AbstractType<unknown>, '_start' | '_map'>;

function refuse(walk: Walk, code: RefusalCode, detail: string, provision: string | null): void {
  walk.faults.push({ ...walk.place, provision, code, detail });
}

/** The items of a list that are there, in order. Never `toArray()`: it hides what it does not understand. */
export function* livingItems(type: ReadableType): Generator<Y.Item> {
  for (let item = type._start; item !== null; item = item.right) {
    if (!item.deleted) yield item;
  }
}

/** Own attributes that are not deleted, as Yjs stores them; a value of another kind than text is left for the caller. */
export function livingAttributes(type: ReadableType): [string, unknown][] {
  const entries: [string, unknown][] = [];
  for (const [name, item] of type._map) {
    if (item.deleted) continue;
    const content = item.content;
    entries.push([name, content instanceof Y.ContentAny ? content.arr.at(-1) : content]);
  }
  return entries;
}

/** One object for all the nodes without attributes: a text has thousands. */
const NONE: Readonly<Record<string, string>> = {};

function readAttributes(type: ReadableType, walk: Walk): Readonly<Record<string, string>> {
  if (type._map.size === 0) return NONE;
  const kept: [string, string][] = [];
  for (const [name, value] of livingAttributes(type)) {
    if (value === null || value === undefined) continue;
    if (typeof value === 'string') kept.push([name, value]);
    else refuse(walk, 'ATTRIBUTE_INVALID', name, null);
  }
  // Object.fromEntries defines own properties, also for the name `__proto__`, which the closed table refuses later.
  return Object.fromEntries(kept);
}

/** The words of a text as accepted: suggested insertions are not among them (SPEC D17). */
function readText(type: Y.XmlText, walk: Walk, provision: string | null): string {
  const marks = new Map<string, SuggestionMark>();
  let words = '';
  for (let item = type._start; item !== null; item = item.right) {
    const { content } = item;
    if (item.deleted) continue;
    if (content instanceof Y.ContentString) {
      if (marks.size === 0 || isAccepted(marks)) words += content.str;
    } else if (content instanceof Y.ContentFormat) {
      if (readSuggestionKey(content.key) === null) refuse(walk, 'MARK_UNKNOWN', content.key, provision);
      else applyFormat(marks, content);
    } else refuse(walk, 'CONTENT_UNKNOWN', content.constructor.name, provision);
  }
  for (const [name] of livingAttributes(type)) refuse(walk, 'ATTRIBUTE_UNKNOWN', name, provision);
  return words;
}

function readElement(type: Y.XmlElement, walk: Walk, depth: number, provision: string | null): CanonicalNode {
  const attributes = readAttributes(type, walk);
  const around = Object.hasOwn(attributes, 'id') ? (attributes['id'] ?? null) : provision;
  return [type.nodeName, attributes, readChildren(type, walk, depth + 1, around)];
}

function readChildren(type: ReadableType, walk: Walk, depth: number, provision: string | null): Child[] {
  const children: Child[] = [];
  let words = '';
  // Adjacent Y.XmlText siblings are one run: how the text was split is history, not text (SPEC D22).
  const endRun = (): void => {
    if (words !== '') children.push(['t', words, []]);
    words = '';
  };
  for (const { content } of livingItems(type)) {
    const child = content instanceof Y.ContentType ? content.type : null;
    if (child instanceof Y.XmlText) words += readText(child, walk, provision);
    else if (!(child instanceof Y.XmlElement)) {
      refuse(walk, 'CONTENT_UNKNOWN', (child ?? content).constructor.name, provision);
    } else if (depth > walk.maxDepth) refuse(walk, 'TOO_DEEP', child.nodeName, provision);
    else {
      endRun();
      children.push(readElement(child, walk, depth, provision));
    }
  }
  endRun();
  return children;
}

/** Names of the roots of a document that hold anything, without the one it should have. */
export function strayRoots(doc: Y.Doc, expected: string): string[] {
  const stray: string[] = [];
  for (const [name, type] of doc.share) {
    if (name !== expected && (type._start !== null || type._map.size > 0)) stray.push(name);
  }
  return stray;
}

/**
 * What stands in the root fragment of a document, as trees that are not yet checked against the closed tables, and what
 * has no place in any tree. Walks the internals (`_start`, `_map`), because `toString`, `toJSON` and `getAttributes`
 * differ by editing history and hide `__proto__` (SECURITY §4.6).
 */
export function readRoot(
  doc: Y.Doc,
  kind: DocumentKind,
  place: Place,
): { children: Child[]; faults: Fault[] } {
  const shape = shapeOf(kind);
  const walk: Walk = { place, maxDepth: shape.maxDepth, faults: [] };
  for (const name of strayRoots(doc, shape.root)) refuse(walk, 'ROOT_UNKNOWN', name, null);
  const root = doc.getXmlFragment(shape.root);
  for (const [name] of livingAttributes(root)) refuse(walk, 'ATTRIBUTE_UNKNOWN', name, null);
  return { children: readChildren(root, walk, 1, null), faults: walk.faults };
}

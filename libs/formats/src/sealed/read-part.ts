import { encodeJcs, isHash, type JsonValue } from '@entente/canonical';
import {
  CANON_FORM,
  readCanonicalText,
  sectionKindOf,
  type CanonicalNode,
  type NotCanonicalText,
  type SectionTree,
} from '@entente/document';
import { err, ok, type DocumentId, type Hash, type Result } from '@entente/kernel';
import { PART_FORM } from './part-of-text.js';
import { unitOf, type Seal } from './sealed-text.js';

/** Something that was left out: where it stood, and its commitment. */
export interface LeftOut {
  /** Its anchor: `~` stands in no provision's id, so it meets none. */
  readonly id: string;
  /** Name of the node that stood there. */
  readonly node: string;
  readonly commitment: Hash;
}

/** A published text as it is read: an empty node in each place where something was left out, so that numbers are as they were. */
export interface ReadPart {
  readonly sections: readonly SectionTree[];
  /** By anchor, in the order of the text. */
  readonly left: ReadonlyMap<string, LeftOut>;
}

const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);

function attributesOf(value: JsonValue | undefined): Record<string, string> | null {
  if (value === undefined || value === null || typeof value !== 'object' || isList(value)) return null;
  const entries = Object.entries(value);
  return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')
    ? Object.fromEntries(entries)
    : null;
}

const isSeal = (value: JsonValue): value is Seal =>
  isList(value) &&
  value.length === 3 &&
  value[0] === 'sealed' &&
  typeof value[1] === 'string' &&
  typeof value[2] === 'string' &&
  isHash(value[2]);

const DEEPEST = 40;

/** A text in which seals may stand; null where it has not even the shape of one. Whether its words are canonical is not asked here. */
class PartReader {
  readonly left = new Map<string, LeftOut>();

  /** An empty node in the place of a seal, under an anchor of its own. */
  #leftOut([, node, commitment]: Seal): LeftOut {
    const out = { id: `~left-${String(this.left.size + 1)}`, node, commitment };
    this.left.set(out.id, out);
    return out;
  }

  #sectionLeftOut(seal: Seal): SectionTree | null {
    const kind = sectionKindOf(seal[1]);
    if (kind === null) return null;
    return { document: this.#leftOut(seal).id as DocumentId, kind, tree: [seal[1], {}, []] };
  }

  section(value: JsonValue): SectionTree | null {
    if (isSeal(value)) return this.#sectionLeftOut(value);
    const node = this.#node(value, 0);
    const kind = node === null ? null : sectionKindOf(node[0]);
    const { document, ...others } = node?.[1] ?? {};
    if (node === null || kind === null || document === undefined) return null;
    if (Object.keys(others).length > 0) return null;
    return { document: document as DocumentId, kind, tree: [node[0], {}, node[2]] };
  }

  #child(value: JsonValue, depth: number): CanonicalNode[2][number] | null {
    if (isSeal(value)) return [value[1], { id: this.#leftOut(value).id }, []];
    if (isList(value) && value[0] === 't') {
      const [, words, marks] = value;
      const isRun = value.length === 3 && typeof words === 'string' && isList(marks) && marks.length === 0;
      return isRun ? ['t', words, []] : null;
    }
    return this.#node(value, depth);
  }

  #node(value: JsonValue, depth: number): CanonicalNode | null {
    if (!isList(value) || value.length !== 3 || depth > DEEPEST) return null;
    const [name, given, children] = value;
    const attributes = attributesOf(given);
    if (typeof name !== 'string' || attributes === null || !isList(children)) return null;
    const read = children.map((child) => this.#child(child, depth + 1));
    // What was read is of the shape throughout, or the whole is not.
    return read.every((child) => child !== null) ? [name, attributes, read] : null;
  }
}

const isPartOf = (value: JsonValue): value is { form: JsonValue; sections: readonly JsonValue[] } => {
  if (value === null || typeof value !== 'object' || isList(value)) return false;
  const { form, sections, ...others } = value as { form?: JsonValue; sections?: JsonValue };
  return (form === CANON_FORM || form === PART_FORM) && isList(sections) && Object.keys(others).length === 0;
};

/** Reads a published text, with or without something left out; null where it has not the shape of one. */
export function readPart(text: JsonValue): ReadPart | null {
  if (!isPartOf(text)) return null;
  const reader = new PartReader();
  const sections = text.sections.map((section) => reader.section(section));
  const whole = reader.left.size === 0;
  if (whole !== (text.form === CANON_FORM) || !sections.every((section) => section !== null)) return null;
  return { sections, left: reader.left };
}

/** Whether the words that stand there are in canonical form. What was left out is nothing to it. */
export function checkCanonical({ sections, left }: ReadPart): Result<void, NotCanonicalText> {
  const without = sections
    .filter(({ document }) => !left.has(document))
    .map(({ document, tree }): JsonValue => [tree[0], { document }, standing(tree, left)]);
  const read = readCanonicalText(encodeJcs({ form: CANON_FORM, sections: without }));
  return read.ok ? ok(undefined) : err(read.error);
}

const standing = ([, , children]: CanonicalNode, left: ReadPart['left']): JsonValue[] =>
  children.flatMap((child): JsonValue[] => {
    if (child[0] === 't') return [child as JsonValue];
    const node = child as CanonicalNode;
    return left.has(unitOf(node) ?? '') ? [] : [[node[0], node[1], standing(node, left)]];
  });

import type { DocumentId, Hash, ProvisionId } from '@entente/kernel';
import type { SectionKind } from './section-kind.js';
import type { OpenSuggestion } from './suggestion-mark.js';

/** A run of words; the third place is for marks of the text itself, of which there are none yet. */
export type CanonicalRun = readonly ['t', string, readonly string[]];

/** `[node name, attributes, children]`, as it is written in canonical JSON (SPEC D20). */
export type CanonicalNode = readonly [
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly (CanonicalNode | CanonicalRun)[],
];

/** One section's tree with the document it lives in; `tree[0]` is the section node's name, e.g. `articleSection`. */
export interface SectionTree {
  readonly document: DocumentId;
  readonly kind: SectionKind;
  readonly tree: CanonicalNode;
  /** Suggestions nobody has decided on: not part of the text, and in the way of a freeze (SPEC D33). */
  readonly suggestions?: readonly OpenSuggestion[];
}

/** Codes of what has no canonical form at all. */
export type RefusalCode =
  | 'ROOT_UNKNOWN'
  | 'NODE_UNKNOWN'
  | 'CHILD_NOT_ALLOWED'
  | 'ATTRIBUTE_UNKNOWN'
  | 'ATTRIBUTE_INVALID'
  | 'MARK_UNKNOWN'
  | 'CONTENT_UNKNOWN'
  | 'TOO_DEEP'
  | 'SURROGATE_LONE'
  | 'CHARACTER_REFUSED'
  | 'COMBINING_START';

/** Codes of what has a canonical form and yet may not be frozen: each is a thing for the drafters to finish. */
export type FreezeCode =
  | 'TEXT_EMPTY'
  | 'SECTION_EMPTY'
  | 'PROVISION_EMPTY'
  | 'HEADING_MISPLACED'
  | 'ID_MISSING'
  | 'ID_DUPLICATE'
  | 'SUGGESTION_OPEN';

/** Where in the text. */
export interface Place {
  readonly document: DocumentId | null;
  readonly kind: SectionKind | null;
  /** The nearest provision around; null above all provisions. */
  readonly provision: string | null;
}

/** One thing that stops a text, and where; `detail` is a fact such as `U+202E` or a node's name, never the words. */
export interface Fault extends Place {
  readonly code: RefusalCode | FreezeCode;
  readonly detail: string;
  /** The other place, where the fault is between two (`ID_DUPLICATE`). */
  readonly other?: Place;
}

/** The canonical text of a package in the form `entente-canon/1` (SPEC D20 to D27). */
export interface CanonicalText {
  /** UTF-8 of strict canonical JSON. */
  readonly bytes: Uint8Array;
  readonly textHash: Hash;
  readonly sections: readonly SectionTree[];
  /** Hash of each provision with everything in it; where an id occurs twice, of the first (see `freezeFaults`). */
  readonly provisions: ReadonlyMap<ProvisionId, Hash>;
  /** A version may be frozen only while this is empty (SPEC D30). */
  readonly freezeFaults: readonly Fault[];
}

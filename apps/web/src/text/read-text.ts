import {
  canonicalTextOfTrees,
  numberSections,
  readCanonicalText,
  type CanonicalText,
  type Labels,
  type SectionTree,
} from '@entente/document';
import { encodeUtf8 } from '@entente/canonical';
import { outlineOf, type OutlineSection } from './outline.js';

/** A text with all that the screens compute from it: numbers, contents and hashes. */
export type ReadText = {
  readonly sections: readonly SectionTree[];
  readonly labels: Labels;
  readonly outline: readonly OutlineSection[];
  readonly canonical: CanonicalText;
};

/** Computes a text from its trees; null where it has no canonical form. */
export function readTrees(sections: readonly SectionTree[]): ReadText | null {
  const canonical = canonicalTextOfTrees(sections);
  return canonical.ok ? withNumbers(canonical.value) : null;
}

/** Reads a frozen version and computes every hash of it again; null where the bytes are not canonical. */
export function readFrozen(canonicalJson: string): ReadText | null {
  const canonical = readCanonicalText(encodeUtf8(canonicalJson));
  return canonical.ok ? withNumbers(canonical.value) : null;
}

function withNumbers(canonical: CanonicalText): ReadText {
  const labels = numberSections(canonical.sections);
  return { sections: canonical.sections, labels, outline: outlineOf(canonical.sections, labels), canonical };
}

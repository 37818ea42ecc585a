import type { JsonValue } from '@entente/canonical';
import { CANON_FORM, type CanonicalNode, type SectionTree } from '@entente/document';
import type { Hash } from '@entente/kernel';
import { isRun, nodeOf, unitOf, type Opening, type Seal, type SealedText } from './sealed-text.js';

/** Name of the form of a text in which commitments stand for what is left out. */
export const PART_FORM = 'entente-part/1';

/** A sealed text without some of its provisions and sections, as a published file holds it. */
export interface PartOfText {
  /** The canonical text where nothing is left out. */
  readonly text: JsonValue;
  /** Of what stands in it. */
  readonly openings: Readonly<Record<string, Opening>>;
  /** The commitment in the place of each that was left out; not of those inside it, which are not even said to be there. */
  readonly left: ReadonlyMap<string, Hash>;
}

/** What is left of a text without `leftOut`, provisions by their ids and sections by their documents. Throws where one is not in it. */
export function partOfText(
  sections: readonly SectionTree[],
  sealed: SealedText,
  leftOut: ReadonlySet<string>,
): PartOfText {
  const openings: Record<string, Opening> = {};
  const left = new Map<string, Hash>();
  const open = (unit: string | null, node: CanonicalNode): JsonValue => {
    if (unit !== null) {
      const opening = openingOf(sealed, unit);
      if (leftOut.has(unit)) {
        left.set(unit, opening.commitment);
        return ['sealed', node[0], opening.commitment] satisfies Seal;
      }
      openings[unit] = { ...opening };
    }
    const [name, attributes, children] = node;
    return [name, attributes, children.map((child) => (isRun(child) ? child : open(unitOf(child), child)))];
  };
  const parts = sections.map((section) => open(section.document, nodeOf(section)));
  for (const unit of leftOut) if (!left.has(unit)) throw new Error(`${unit} cannot be left out of this text`);
  const form = left.size === 0 ? CANON_FORM : PART_FORM;
  return { text: { form, sections: parts }, openings, left };
}

function openingOf({ openings }: SealedText, unit: string): Opening {
  const opening = openings.get(unit);
  if (opening === undefined) throw new Error(`${unit} was not sealed`);
  return opening;
}

import {
  allBlocks,
  canonicalTextOfTrees,
  hashProvision,
  numberSections,
  readCanonicalText,
  type CanonicalNode,
  type CanonicalText,
  type Labels,
  type SectionTree,
} from '@entente/document';
import { encodeUtf8 } from '@entente/canonical';
import type { Hash, ProvisionId } from '@entente/kernel';
import { outlineOf, type OutlineSection } from './outline.js';

type Hashes = ReadonlyMap<ProvisionId, Hash>;

/** A text with all that the screens compute from it: numbers, contents and hashes. */
export class ReadText {
  readonly sections: readonly SectionTree[];
  readonly labels: Labels;
  /** The same object as before where nothing in it changed, so that what shows it need not be drawn again. */
  readonly outline: readonly OutlineSection[];
  /** Of each provision with everything in it; where an id occurs twice, of the first. Only what changed is hashed. */
  readonly hashes: Hashes;
  private whole: CanonicalText | null;

  /** The sections' trees are canonical; `whole` is given where it is known already. */
  constructor(sections: readonly SectionTree[], before: ReadText | null, whole: CanonicalText | null = null) {
    this.sections = sections;
    this.labels = numberSections(sections);
    this.outline = outlineOf(sections, this.labels, before?.outline);
    this.hashes = whole?.provisions ?? together(sections);
    this.whole = whole;
  }

  /** The bytes of the text and its hash, computed when they are asked for: a pass over all of it. */
  get canonical(): CanonicalText {
    if (this.whole === null) {
      const made = canonicalTextOfTrees(this.sections);
      if (!made.ok) throw new Error('canonical sections make no canonical text');
      this.whole = made.value;
    }
    return this.whole;
  }
}

/** Reads a frozen version and computes every hash of it again; null where the bytes are not canonical. */
export function readFrozen(canonicalJson: string): ReadText | null {
  const canonical = readCanonicalText(encodeUtf8(canonicalJson));
  return canonical.ok ? new ReadText(canonical.value.sections, null, canonical.value) : null;
}

const ofSections = new WeakMap<CanonicalNode, Hashes>();

/** A tree is never changed: its hashes are computed once. */
function hashesOf(tree: CanonicalNode): Hashes {
  const known = ofSections.get(tree);
  if (known !== undefined) return known;
  const hashes = new Map<ProvisionId, Hash>();
  for (const block of allBlocks(tree)) {
    const id = block[1]['id'] as ProvisionId | undefined;
    if (id !== undefined && !hashes.has(id)) hashes.set(id, hashProvision(block));
  }
  ofSections.set(tree, hashes);
  return hashes;
}

function together(sections: readonly SectionTree[]): Hashes {
  const all = new Map<ProvisionId, Hash>();
  for (const { tree } of sections) {
    for (const [id, hash] of hashesOf(tree)) if (!all.has(id)) all.set(id, hash);
  }
  return all;
}

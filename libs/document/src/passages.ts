import { err, ok, type Result } from '@entente/kernel';
import { canonicalRun } from './canonical-run.js';
import { canonicalTextOfTrees } from './canonical-text.js';
import { isRun } from './normalise-tree.js';
import type { CanonicalNode, CanonicalText, Fault, SectionTree } from './tree.js';
import { idOf, wordsOf } from './walk-tree.js';

/** What a corrigendum says: in one provision, *for* these words *read* those. */
export interface AskedPassage {
  /** Id of the provision, or the document of a section for words that stand in no provision of it. */
  readonly unit: string;
  readonly before: string;
  readonly after: string;
}

/** A passage with its place, so that it can be read in both directions. */
export interface Passage extends AskedPassage {
  /** Number of the block of words among the unit's own, from 0; blocks of provisions inside it are not counted. */
  readonly block: number;
  /** UTF-16 code units of that block before the passage. */
  readonly at: number;
}

/** Why passages cannot be put into a text; `passage` is the number of the first one at fault, from 1. */
export type PassageFault =
  | {
      readonly code: 'PROVISION_UNKNOWN' | 'WORDS_NOT_THERE' | 'WORDS_NOT_ONCE' | 'WORDS_SAME' | 'OVERLAP';
      readonly passage: number;
    }
  | { readonly code: 'CHARACTERS'; readonly passage: number; readonly detail: string }
  /** The text as it would be after all of them. */
  | { readonly code: 'TEXT'; readonly faults: readonly Fault[] };

/** One block of words of a text, and whose it is. */
interface Leaf {
  readonly unit: string;
  readonly block: number;
  readonly words: string;
}

type Words = (leaf: Leaf) => string;

const isLeaf = ([, , children]: CanonicalNode): boolean => children.every(isRun);

/** The same text with each block's words as `words` gives them. A block belongs to the innermost provision around it, or to its section. */
function mapLeaves(sections: readonly SectionTree[], words: Words): SectionTree[] {
  const blocks = new Map<string, number>();
  const mapped = (node: CanonicalNode, around: string): CanonicalNode => {
    const unit = idOf(node) ?? around;
    const [name, attributes, children] = node;
    if (!isLeaf(node)) {
      return [name, attributes, children.map((child) => (isRun(child) ? child : mapped(child, unit)))];
    }
    const block = blocks.get(unit) ?? 0;
    blocks.set(unit, block + 1);
    const read = words({ unit, block, words: wordsOf(node) });
    return [name, attributes, read === '' ? [] : [['t', read, []]]];
  };
  return sections.map((section) => ({ ...section, tree: mapped(section.tree, section.document) }));
}

function leavesOf(sections: readonly SectionTree[]): ReadonlyMap<string, readonly Leaf[]> {
  const leaves = new Map<string, Leaf[]>();
  mapLeaves(sections, (leaf) => {
    leaves.set(leaf.unit, [...(leaves.get(leaf.unit) ?? []), leaf]);
    return leaf.words;
  });
  return leaves;
}

/** The provisions of a text that have words of their own, and sections that have words in no provision, in the order of the text. */
export function unitsWithWords(
  sections: readonly SectionTree[],
): readonly { readonly unit: string; readonly words: readonly string[] }[] {
  return [...leavesOf(sections)].map(([unit, leaves]) => ({
    unit,
    words: leaves.map(({ words }) => words).filter((words) => words !== ''),
  }));
}

interface WordsAt {
  readonly leaf: Leaf;
  readonly at: number;
}

/** Where `words` stand in these blocks; overlapping ones count each. */
function placesOf(leaves: readonly Leaf[], words: string): WordsAt[] {
  return leaves.flatMap((leaf) => {
    const places: WordsAt[] = [];
    for (let at = leaf.words.indexOf(words); at !== -1; at = leaf.words.indexOf(words, at + 1)) {
      places.push({ leaf, at });
    }
    return places;
  });
}

/**
 * Finds each passage in a text: its words stand once among those of its provision, not counting provisions inside it (SPEC D67). In the
 * order of the text.
 */
export function findPassages(
  sections: readonly SectionTree[],
  asked: readonly AskedPassage[],
): Result<readonly Passage[], PassageFault> {
  const leaves = leavesOf(sections);
  const units = [...leaves.keys()];
  const found: Passage[] = [];
  for (const [index, one] of asked.entries()) {
    const passage = findOne(leaves, one, index + 1);
    if (!passage.ok) return passage;
    const other = found.find((each) => meets(each, passage.value));
    if (other !== undefined) return err({ code: 'OVERLAP', passage: index + 1 });
    found.push(passage.value);
  }
  const place = ({ unit }: Passage): number => units.indexOf(unit);
  return ok(found.toSorted((a, b) => place(a) - place(b) || a.block - b.block || a.at - b.at));
}

function findOne(
  leaves: ReadonlyMap<string, readonly Leaf[]>,
  asked: AskedPassage,
  passage: number,
): Result<Passage, PassageFault> {
  const own = leaves.get(asked.unit);
  if (own === undefined) return err({ code: 'PROVISION_UNKNOWN', passage });
  const after = asked.after === '' ? ok('') : canonicalRun(asked.after);
  if (!after.ok) return err({ code: 'CHARACTERS', passage, detail: after.error.detail });
  const before = asked.before.normalize('NFC');
  if (before === after.value) return err({ code: 'WORDS_SAME', passage });
  const place = onlyPlace(own, before);
  if (!place.ok) return err({ code: place.error, passage });
  const { leaf, at } = place.value;
  const found = { unit: asked.unit, block: leaf.block, at, before, after: after.value };
  const unfit = unfitFor(replaced(leaf.words, found));
  return unfit === null ? ok(found) : err({ code: 'CHARACTERS', passage, detail: unfit });
}

function onlyPlace(
  own: readonly Leaf[],
  before: string,
): Result<WordsAt, 'WORDS_NOT_THERE' | 'WORDS_NOT_ONCE'> {
  const [first, second] = before === '' ? [] : placesOf(own, before);
  if (first === undefined) return err('WORDS_NOT_THERE');
  return second === undefined ? ok(first) : err('WORDS_NOT_ONCE');
}

/** What composes with its neighbours would not stand there as it was filed: NFC is not closed under concatenation. */
function unfitFor(words: string): string | null {
  const read = words === '' ? ok('') : canonicalRun(words);
  if (!read.ok) return read.error.detail;
  return read.value === words ? null : 'NFC';
}

const replaced = (words: string, { at, before, after }: Passage): string =>
  words.slice(0, at) + after + words.slice(at + before.length);

/** Touching ones meet too: they are one passage. */
const meets = (a: Passage, b: Passage): boolean =>
  a.unit === b.unit &&
  a.block === b.block &&
  a.at <= b.at + b.before.length &&
  b.at <= a.at + a.before.length;

/** A text with its passages corrected, where each stands at its place; null where one does not (SPEC D68). */
export function correctSections(
  sections: readonly SectionTree[],
  passages: readonly Passage[],
): readonly SectionTree[] | null {
  const left = new Set(passages);
  const corrected = mapLeaves(sections, ({ unit, block, words }) =>
    passages
      .filter((passage) => passage.unit === unit && passage.block === block)
      // From the end, so that the places of those before stay what they are.
      .toSorted((a, b) => b.at - a.at)
      .reduce((read, passage) => {
        if (!words.startsWith(passage.before, passage.at)) return read;
        left.delete(passage);
        return replaced(read, passage);
      }, words),
  );
  return left.size === 0 ? corrected : null;
}

/** The text that a corrigendum makes of one, and its passages with their places; or why there is none that could stand (SPEC D67 to D69). */
export function correctText(
  sections: readonly SectionTree[],
  asked: readonly AskedPassage[],
): Result<{ readonly text: CanonicalText; readonly passages: readonly Passage[] }, PassageFault> {
  const passages = findPassages(sections, asked);
  if (!passages.ok) return passages;
  const corrected = correctSections(sections, passages.value);
  if (corrected === null) throw new Error('a passage that was found does not stand where it was found');
  const text = canonicalTextOfTrees(corrected);
  if (!text.ok) return err({ code: 'TEXT', faults: text.error });
  if (text.value.freezeFaults.length > 0) return err({ code: 'TEXT', faults: text.value.freezeFaults });
  return ok({ text: text.value, passages: passages.value });
}

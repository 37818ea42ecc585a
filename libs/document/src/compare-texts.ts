import type { DocumentId } from '@entente/kernel';
import { outOfOrder, unitsOf, type Unit } from './compared-units.js';
import { numberSections, type Label, type Labels } from './number-sections.js';
import type { SectionKind } from './section-kind.js';
import type { SectionTree } from './tree.js';
import { wordDiff, type WordRun } from './word-diff.js';

export type Change = 'same' | 'changed' | 'added' | 'removed';

/** What became of one provision, or of one block without id. */
export interface ProvisionChange {
  readonly id: string | null;
  /** Node name, e.g. `recital`. */
  readonly node: string;
  /** How many provisions are around it in its section. */
  readonly depth: number;
  readonly change: Change;
  /** It stands under another parent or in another order than before; a new number alone is no move. */
  readonly moved: boolean;
  readonly before: Label | null;
  readonly after: Label | null;
  /** Its own words, without those of provisions inside it. */
  readonly words: readonly WordRun[];
}

export interface SectionChange {
  readonly document: DocumentId;
  readonly kind: SectionKind;
  readonly change: Change;
  readonly moved: boolean;
  readonly before: Label | null;
  readonly after: Label | null;
  /** In the order of the later text; what was removed stands after what it followed. */
  readonly provisions: readonly ProvisionChange[];
}

export interface Comparison {
  readonly sections: readonly SectionChange[];
  /** Of provisions; a provision can be changed and moved. */
  readonly counts: {
    readonly added: number;
    readonly removed: number;
    readonly changed: number;
    readonly moved: number;
  };
}

interface Side {
  readonly sections: readonly SectionTree[];
  readonly units: ReadonlyMap<string, Unit>;
  readonly labels: Labels;
}

interface Pair {
  readonly before: Side;
  readonly after: Side;
  readonly moved: ReadonlySet<string>;
}

function sideOf(sections: readonly SectionTree[]): Side {
  return { sections, units: unitsOf(sections), labels: numberSections(sections) };
}

function byParent(units: ReadonlyMap<string, Unit>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { key, parent } of units.values()) {
    const group = groups.get(parent);
    if (group === undefined) groups.set(parent, [key]);
    else group.push(key);
  }
  return groups;
}

function movedKeys(before: Side, after: Side): Set<string> {
  const moved = new Set<string>();
  for (const { key, parent } of after.units.values()) {
    const earlier = before.units.get(key);
    if (earlier !== undefined && earlier.parent !== parent) moved.add(key);
  }
  const earlierGroups = byParent(before.units);
  for (const [parent, keys] of byParent(after.units)) {
    for (const key of outOfOrder(earlierGroups.get(parent) ?? [], keys)) moved.add(key);
  }
  return moved;
}

function wordsBetween(earlier: Unit | undefined, later: Unit | undefined): WordRun[] {
  return wordDiff(earlier?.words ?? '', later?.words ?? '');
}

function kindOfChange(earlier: Unit | undefined, later: Unit | undefined): Change {
  if (earlier === undefined) return 'added';
  if (later === undefined) return 'removed';
  return earlier.words === later.words && earlier.name === later.name ? 'same' : 'changed';
}

function changeOf(key: string, { before, after, moved }: Pair): ProvisionChange | null {
  const earlier = before.units.get(key);
  const later = after.units.get(key);
  const unit = later ?? earlier;
  if (unit === undefined) return null;
  return {
    id: unit.id,
    node: unit.name,
    depth: unit.depth,
    change: kindOfChange(earlier, later),
    moved: moved.has(key),
    before: (earlier === undefined ? undefined : before.labels.get(key)) ?? null,
    after: (later === undefined ? undefined : after.labels.get(key)) ?? null,
    words: wordsBetween(earlier, later),
  };
}

/** Removed units of one section by the key of the unit they followed that is still in place; '' is the section's start. */
function removedAfter(document: DocumentId, { before, after, moved }: Pair): Map<string, string[]> {
  const removed = new Map<string, string[]>();
  let anchor = '';
  for (const { key, document: home } of before.units.values()) {
    if (home !== document) continue;
    const later = after.units.get(key);
    if (later === undefined) removed.set(anchor, [...(removed.get(anchor) ?? []), key]);
    else if (later.document === document && !moved.has(key)) anchor = key;
  }
  return removed;
}

/** Keys of one section in the order of `after`, with the removed ones among them. */
function keysOf(document: DocumentId, pair: Pair): string[] {
  const removed = removedAfter(document, pair);
  const keys = [...(removed.get('') ?? [])];
  for (const unit of pair.after.units.values()) {
    if (unit.document === document) keys.push(unit.key, ...(removed.get(unit.key) ?? []));
  }
  return keys;
}

function sectionChange(provisions: readonly ProvisionChange[], earlier: boolean, later: boolean): Change {
  if (!earlier) return 'added';
  if (!later) return 'removed';
  return provisions.every(({ change, moved }) => change === 'same' && !moved) ? 'same' : 'changed';
}

/** Document ids of both texts in the order of the later one, removed sections after the one they followed. */
function documentsOf(pair: Pair): Map<DocumentId, SectionTree> {
  const order = new Map<DocumentId, SectionTree>();
  const later = new Set(pair.after.sections.map(({ document }) => document));
  const following = new Map<string, SectionTree[]>();
  let anchor = '';
  for (const section of pair.before.sections) {
    if (later.has(section.document)) anchor = section.document;
    else following.set(anchor, [...(following.get(anchor) ?? []), section]);
  }
  const addFollowing = (document: string): void => {
    for (const section of following.get(document) ?? []) order.set(section.document, section);
  };
  addFollowing('');
  for (const section of pair.after.sections) {
    order.set(section.document, section);
    addFollowing(section.document);
  }
  return order;
}

function compareSections(pair: Pair): SectionChange[] {
  const { before, after } = pair;
  const earlier = before.sections.map(({ document }) => document);
  const later = after.sections.map(({ document }) => document);
  const movedSections = outOfOrder(earlier, later);
  return [...documentsOf(pair).values()].map(({ document, kind }) => {
    const provisions = keysOf(document, pair).flatMap((key) => changeOf(key, pair) ?? []);
    const wasThere = earlier.includes(document);
    const isThere = later.includes(document);
    return {
      document,
      kind,
      change: sectionChange(provisions, wasThere, isThere),
      moved: movedSections.has(document),
      before: (wasThere ? before.labels.get(document) : undefined) ?? null,
      after: (isThere ? after.labels.get(document) : undefined) ?? null,
      provisions,
    };
  });
}

/** What changed from one text to another: provisions are matched by id, their words compared (SPEC D50 to D53). */
export function compareTexts(earlier: readonly SectionTree[], later: readonly SectionTree[]): Comparison {
  const before = sideOf(earlier);
  const after = sideOf(later);
  const pair: Pair = { before, after, moved: movedKeys(before, after) };
  const sections = compareSections(pair);
  const all = sections.flatMap(({ provisions }) => provisions);
  const count = (change: Change): number => all.filter((provision) => provision.change === change).length;
  return {
    sections,
    counts: {
      added: count('added'),
      removed: count('removed'),
      changed: count('changed'),
      moved: all.filter(({ moved }) => moved).length,
    },
  };
}

import type { RefusalCode } from '@entente/contracts';
import type { Item } from 'yjs';
import { contradicts } from './contradiction.js';
import { COLLECTED, type List, type Reference, type References, sameList } from './references.js';
import { isCollected, stepsToSplit, structsOf } from './store-view.js';
import { cell, NONE, STRUCT } from './struct-table.js';
import { type Gap, OUT_OF_ORDER, widthOf } from './width.js';

/**
 * Items that Yjs may have to pass to place one struct, and all of an update. Beyond what is live the trial tells what they
 * really cost, so these only keep it from what is hopeless (docs/adr/0014).
 */
const MAX_WIDTH = 50_000;
const MAX_TOTAL_WIDTH = 100_000;

/** Items walked past in the time that it takes to decide about one. */
const WALKED_A_STEP = 8;

/** Not decided: a reference is to a struct of this update that is not placed yet. */
export const LATER = Symbol('later');

/** Not decided: it would be more work than may be done here. */
export const HEAVY = Symbol('heavy');

/** Places the new structs of one update one after another, each only after everything it refers to (S23 to S27). */
export class Positions {
  /** Structs whose order only the applied document can show (S25). */
  readonly uncertain: number[] = [];
  /** Are there places that honest typing cannot lead to, so that Yjs may order them differently elsewhere (S25)? */
  suspect = false;
  private readonly refs: References;
  private readonly maxSteps: number;
  private readonly gaps = new Map<number, Gap>();
  private readonly followed = new Set<number>();
  private readonly placedIn = new Map<string, { count: number; first: number }>();
  /** An estimate of the work: structs to place, items to pass and to split. */
  steps = 0;
  private total = 0;
  private lastGap: { gap: Gap; list: List; width: number } | null = null;

  /** More work than `maxSteps` is not planned to its end: the answer is HEAVY. */
  constructor(refs: References, maxSteps: number) {
    this.refs = refs;
    this.maxSteps = maxSteps;
  }

  /** `known`: ticks of the struct that the document has already; its left neighbour is then its own known part. */
  place(index: number, known: number): RefusalCode | null | typeof LATER | typeof HEAVY {
    if (this.refs.table.kind[index] === STRUCT.gc) return null;
    const left = known > 0 ? this.ownPart(index, known) : this.neighbour(index, 'origin');
    const right = this.neighbour(index, 'right');
    if (left === LATER || right === LATER) return LATER;
    if (this.cutsAt(left, 1) || this.cutsAt(right, 0)) return 'SURROGATE_SPLIT';
    const list = this.listFor(index, left, right);
    if (list === undefined) return LATER;
    if (typeof list === 'string') return list;
    this.refs.setList(index, list);
    return list === COLLECTED ? null : this.placeIn(list, index, left, right);
  }

  private ownPart(index: number, known: number): Reference | typeof LATER {
    const { table } = this.refs;
    return this.refs.find(cell(table.client, index), cell(table.clock, index) + known - 1) ?? LATER;
  }

  private neighbour(index: number, side: 'origin' | 'right'): Reference | null | typeof LATER {
    const { table } = this.refs;
    const client = cell(side === 'origin' ? table.originClient : table.rightClient, index);
    if (client === NONE) return null;
    return (
      this.refs.find(client, cell(side === 'origin' ? table.originClock : table.rightClock, index)) ?? LATER
    );
  }

  private cutsAt(reference: Reference | null, after: 0 | 1): boolean {
    return reference !== null && this.refs.cuts(reference, reference.offset + after);
  }

  private listFor(
    index: number,
    left: Reference | null,
    right: Reference | null,
  ): List | RefusalCode | undefined {
    if (left === null && right === null) {
      const list = this.refs.parentList(index);
      return list === null ? 'PARENT_NOT_TYPE' : list;
    }
    const one = left ?? right;
    const list = one === null ? COLLECTED : this.refs.listOf(one);
    if (left === null || right === null) return list;
    return sameList(list, this.refs.listOf(right)) ? list : 'POSITION_PARENTS';
  }

  private placeIn(
    list: List,
    index: number,
    left: Reference | null,
    right: Reference | null,
  ): RefusalCode | null | typeof HEAVY {
    const gap: Gap = { left: this.leftBound(left), right: this.rightBound(right) };
    this.gaps.set(index, gap);
    const width = this.inverted(left, right) ? OUT_OF_ORDER : this.widthOf(gap, list);
    if (width === OUT_OF_ORDER) return 'POSITION_ORDER';
    if (width === HEAVY) return HEAVY;
    const cost = this.cost({ list, gap, width }, index, left, right);
    this.total += cost;
    this.steps += 1 + cost + Math.ceil(width / WALKED_A_STEP) + this.splits(left, 1) + this.splits(right, 0);
    if (this.steps > this.maxSteps) return HEAVY;
    if (Math.max(width, cost) > MAX_WIDTH || this.total > MAX_TOTAL_WIDTH) return 'CONFLICT_TOO_WIDE';
    this.doubt({ gap, list, blocked: width > 0 || (cost > 0 && left?.at !== 'update') }, index, left, right);
    return null;
  }

  /** Notes what only the applied document can show; `blocked`: something stands between the two sides. */
  private doubt(
    place: { gap: Gap; list: List; blocked: boolean },
    index: number,
    left: Reference | null,
    right: Reference | null,
  ): void {
    if (!this.certain(left, right)) this.uncertain.push(index);
    if (!place.blocked || this.suspect) return;
    // Among structs of the update itself that is rare enough to be looked at whenever it happens.
    const within = left?.at === 'update' || right?.at === 'update';
    this.suspect = within || contradicts(place.gap, place.list, cell(this.refs.table.client, index));
  }

  /** Many structs of an update stand in one gap: it is walked once. */
  private widthOf(gap: Gap, list: List): number | typeof HEAVY {
    const last = this.lastGap;
    if (last !== null && sameGap(last.gap, gap) && sameList(last.list, list)) return last.width;
    const most = Math.min(MAX_WIDTH, (this.maxSteps - this.steps) * WALKED_A_STEP);
    const width = widthOf(gap, list, most);
    if (width > most && most < MAX_WIDTH) return HEAVY;
    this.lastGap = { gap, list, width };
    return width;
  }

  /** What it takes to cut the referenced struct before or after the place, where it is not cut there already. */
  private splits(reference: Reference | null, after: 0 | 1): number {
    if (reference?.at !== 'document') return 0;
    const at = reference.offset + after;
    if (at === 0 || at === reference.struct.length) return 0;
    return 1 + stepsToSplit(structsOf(this.refs.doc, reference.struct.id.client));
  }

  private inverted(left: Reference | null, right: Reference | null): boolean {
    if (left?.at !== 'update' || right?.at !== 'update') return false;
    return left.index === right.index && right.offset <= left.offset;
  }

  private leftBound(reference: Reference | null): Gap['left'] {
    if (reference === null) return null;
    if (reference.at === 'update') return this.gaps.get(reference.index)?.left ?? null;
    return pointOf(reference);
  }

  private rightBound(reference: Reference | null): Gap['right'] {
    if (reference === null) return null;
    if (reference.at === 'update') return this.gaps.get(reference.index)?.right ?? null;
    return pointOf(reference);
  }

  /** An upper bound of the items that Yjs passes; exact where nothing of this update can stand in between. */
  private cost(
    place: { list: List; gap: Gap; width: number },
    index: number,
    left: Reference | null,
    right: Reference | null,
  ): number {
    const group = this.groupOf(place.list, place.gap.left);
    const before = group.count;
    group.count = before + 1;
    if (left?.at === 'update' && this.isEnd(left)) {
      this.followed.add(left.index);
      return 1;
    }
    const adjacent =
      left?.at !== 'update' && place.width === 0 && (before === 0 || startsGroup(group, right));
    group.first = adjacent ? index : NONE;
    return adjacent ? 0 : place.width + before;
  }

  /** The last tick of a struct that nothing of this update follows yet: the scan of Yjs ends at the next item. */
  private isEnd(left: Reference & { at: 'update' }): boolean {
    const length = cell(this.refs.table.length, left.index);
    return left.offset === length - 1 && !this.followed.has(left.index);
  }

  private groupOf(list: List, left: Gap['left']): { count: number; first: number } {
    const key = left === null ? listKey(list) : `${left.item.id.client}:${left.item.id.clock + left.offset}`;
    const group = this.placedIn.get(key) ?? { count: 0, first: NONE };
    this.placedIn.set(key, group);
    return group;
  }

  /** Is it already decided that the left neighbour will stand before the right one? */
  private certain(left: Reference | null, right: Reference | null): boolean {
    if (left === null || right === null) return true;
    if (left.at === 'document' && right.at === 'document') return true;
    if (left.at === 'update' && right.at === 'update' && left.index === right.index) return true;
    return this.names(left, right, 'right') || this.names(right, left, 'left');
  }

  /** Did `from`, when it was made, name `to` as its neighbour on that side? */
  private names(from: Reference, to: Reference, side: 'left' | 'right'): boolean {
    if (from.at !== 'update') return false;
    const { table } = this.refs;
    const client = side === 'left' ? table.originClient[from.index] : table.rightClient[from.index];
    const clock = side === 'left' ? table.originClock[from.index] : table.rightClock[from.index];
    const id = this.idOf(to);
    return id.client === client && id.clock === clock;
  }

  private idOf(reference: Reference): { client: number; clock: number } {
    if (reference.at === 'document') {
      const { id } = reference.struct;
      return { client: id.client, clock: id.clock + reference.offset };
    }
    const { table } = this.refs;
    return {
      client: cell(table.client, reference.index),
      clock: cell(table.clock, reference.index) + reference.offset,
    };
  }
}

/** Is the right neighbour the struct of this update that now stands first in the gap? */
function startsGroup(group: { first: number }, right: Reference | null): boolean {
  return right?.at === 'update' && right.offset === 0 && right.index === group.first;
}

function sameGap(one: Gap, other: Gap): boolean {
  return samePoint(one.left, other.left) && samePoint(one.right, other.right);
}

function samePoint(one: Gap['left'], other: Gap['left']): boolean {
  return one?.item === other?.item && one?.offset === other?.offset;
}

function pointOf(reference: Reference & { at: 'document' }): { item: Item; offset: number } | null {
  const { struct, offset } = reference;
  return isCollected(struct) ? null : { item: struct, offset };
}

const lists = new WeakMap<object, number>();
let listCount = 0;

/** A name for the beginning of a list, unlike any id. */
function listKey(list: List): string {
  if (list === COLLECTED) return 'collected';
  if (typeof list.type === 'number') return `new:${list.type}:${list.key ?? ''}`;
  const known = lists.get(list.type) ?? (listCount += 1);
  lists.set(list.type, known);
  return `list:${known}:${list.key ?? ''}`;
}

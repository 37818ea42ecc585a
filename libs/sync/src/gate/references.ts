import type { Doc } from 'yjs';
import { ContentDeleted, ContentType } from 'yjs';
import { type Block, indexIn } from './blocks.js';
import { cutsCharacter, isCollected, stateOf, type Struct, structAt, wordsOf } from './store-view.js';
import { cell, NONE, STRUCT, type StructTable } from './struct-table.js';
import { textAt } from './table-text.js';

/** A place that a reference names: in the document, or in a struct of the same update that is already placed. */
export type Reference =
  | { readonly at: 'document'; readonly struct: Struct; readonly offset: number }
  | { readonly at: 'update'; readonly index: number; readonly offset: number };

/** List of a struct whose surroundings are collected: Yjs collects it too, wherever it claims to be. */
export const COLLECTED = Symbol('collected');

/** Up to so many blocks a search is faster than a map. */
const FEW = 4;

type SharedType = Doc['share'] extends Map<string, infer Type> ? Type : never;

/** The list a struct stands in: the children of a type, or the values of one of its keys. A number is a type of the update. */
export type List = { readonly type: SharedType | number; readonly key: string | null } | typeof COLLECTED;

export function sameList(one: List, other: List): boolean {
  if (one === COLLECTED || other === COLLECTED) return one === other;
  return one.type === other.type && one.key === other.key;
}

/** Finds what references of one update mean, in the document and in the update itself. */
export class References {
  readonly doc: Doc;
  readonly table: StructTable;
  readonly blocks: readonly Block[];
  /** The place of which `find` answered last that it is not known yet. */
  readonly missing = { client: 0, clock: 0 };
  private readonly byClient: ReadonlyMap<number, Block> | null;
  private readonly words = new Map<number, string>();
  private readonly lists = new Map<number, List>();

  constructor(doc: Doc, table: StructTable, blocks: readonly Block[]) {
    this.doc = doc;
    this.table = table;
    this.blocks = blocks;
    this.byClient = blocks.length > FEW ? new Map(blocks.map((block) => [block.client, block])) : null;
  }

  blockOf(client: number): Block | undefined {
    if (this.byClient !== null) return this.byClient.get(client);
    for (const block of this.blocks) if (block.client === client) return block;
    return undefined;
  }

  /** Null: not known yet. */
  find(client: number, clock: number): Reference | null {
    if (clock < stateOf(this.doc, client)) {
      const struct = structAt(this.doc, client, clock);
      return { at: 'document', struct, offset: clock - struct.id.clock };
    }
    const block = this.blockOf(client);
    const index = block === undefined || clock >= block.end ? NONE : indexIn(block, this.table, clock);
    if (block === undefined || index === NONE || index >= block.next) {
      this.missing.client = client;
      this.missing.clock = clock;
      return null;
    }
    return { at: 'update', index, offset: clock - cell(this.table.clock, index) };
  }

  /** Would cutting before `offset` of the referenced struct part a character? */
  cuts(reference: Reference, offset: number): boolean {
    return cutsCharacter(this.wordsAt(reference), offset);
  }

  listOf(reference: Reference): List {
    if (reference.at === 'update') return this.lists.get(reference.index) ?? COLLECTED;
    const { struct } = reference;
    if (isCollected(struct) || struct.parent === null || !('_item' in struct.parent)) return COLLECTED;
    return { type: struct.parent, key: struct.parentSub };
  }

  setList(index: number, list: List): void {
    this.lists.set(index, list);
  }

  /** The list that an explicit parent names; undefined: not known yet; null: what it names holds no list. */
  parentList(index: number): List | null | undefined {
    const { table } = this;
    const keyFrom = cell(table.keyFrom, index);
    const key = keyFrom === NONE ? null : textAt(table, keyFrom, table.keyTo[index]);
    if (cell(table.rootFrom, index) !== NONE) return this.rootList(index);
    const parent = this.find(cell(table.parentClient, index), cell(table.parentClock, index));
    if (parent === null) return undefined;
    if (parent.at === 'document') return listWithin(parent.struct, key);
    return listInUpdate(table.kind[parent.index], parent.index, key);
  }

  private rootList(index: number): List | null {
    const { table } = this;
    const root = this.doc.share.get(textAt(table, table.rootFrom[index], table.rootTo[index]));
    return root === undefined ? null : { type: root, key: null };
  }

  private wordsAt(reference: Reference): string | null {
    if (reference.at === 'document') return wordsOf(reference.struct);
    const { index } = reference;
    if (this.table.kind[index] !== STRUCT.string) return null;
    const known = this.words.get(index);
    if (known !== undefined) return known;
    const words = stringAt(this.table, index);
    this.words.set(index, words);
    return words;
  }
}

function listInUpdate(kind: number | undefined, index: number, key: string | null): List | null {
  if (kind === STRUCT.gc || kind === STRUCT.deleted) return COLLECTED;
  return kind === STRUCT.type ? { type: index, key } : null;
}

function listWithin(struct: Struct, key: string | null): List | null {
  if (isCollected(struct)) return COLLECTED;
  const { content } = struct;
  if (content instanceof ContentType) return { type: content.type, key };
  return content instanceof ContentDeleted ? COLLECTED : null;
}

/** A string is written as its length, a varint whose last byte is below 0x80, and its bytes. */
function stringAt(table: StructTable, index: number): string {
  let from = cell(table.contentFrom, index);
  while ((table.bytes[from] ?? 0) >= 0x80) from += 1;
  return textAt(table, from + 1, table.contentTo[index]);
}

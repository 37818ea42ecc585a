import {
  ContentAny,
  ContentDeleted,
  ContentFormat,
  ContentString,
  ContentType,
  type Doc,
  findRootTypeKey,
  type ID,
  type Item,
  XmlElement,
  XmlText,
} from 'yjs';
import { createDecoder, type Decoder, readAny, readVarString, readVarUint } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeAny } from 'lib0/encoding';
import { eachStruct, isCollected, type Struct } from './store-view.js';
import { cell, NONE, STRUCT, type StructTable } from './struct-table.js';
import { sameBytes, textAt } from './table-text.js';
import { TYPE_XML_ELEMENT, TYPE_XML_TEXT } from './content.js';

/**
 * Is the part [clock of struct `at`, `to`) what the document has (S22)? Equal, or deleted in the document, or deleted
 * by this same update; anything else is a second story about the same clocks.
 */
export function compareKnown(doc: Doc, table: StructTable, at: number, to: number): boolean {
  const client = cell(table.client, at);
  const from = cell(table.clock, at);
  const kind = cell(table.kind, at);
  const theirs = new Theirs(table, at);
  return eachStruct(doc, { client, from, to }, (struct) => {
    if (isCollected(struct)) return true;
    if (kind !== STRUCT.gc && !sameReferences(struct, table, at)) return false;
    if (struct.deleted || struct.content instanceof ContentDeleted) return true;
    if (kind === STRUCT.gc || kind === STRUCT.deleted) return deletedHere(struct, table, from, to);
    return sameContent(struct, theirs, to);
  });
}

/** A client that deleted its own words sends their run as deleted, and the deletion with it. */
function deletedHere(struct: Struct, table: StructTable, from: number, to: number): boolean {
  const { client, clock } = struct.id;
  const start = Math.max(clock, from);
  const end = Math.min(clock + struct.length, to);
  const at = lastDeleteAt(table, client, start);
  if (at < 0 || table.deleteClient[at] !== client) return false;
  return end <= cell(table.deleteClock, at) + cell(table.deleteLength, at);
}

/** Index of the last range that begins at or before `clock`; ranges stand by falling client and rising clock (S11). */
function lastDeleteAt(table: StructTable, client: number, clock: number): number {
  let low = -1;
  let high = table.deletes - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const other = cell(table.deleteClient, middle);
    if (other > client || (other === client && cell(table.deleteClock, middle) <= clock)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function sameReferences(item: Item, table: StructTable, at: number): boolean {
  const offset = item.id.clock - cell(table.clock, at);
  const rightEqual = sameId(item.rightOrigin, table.rightClient[at], table.rightClock[at]);
  if (!rightEqual) return false;
  if (offset > 0) return isId(item.origin, item.id.client, item.id.clock - 1);
  if (offset < 0) {
    return table.originClient[at] === item.id.client && table.originClock[at] === cell(table.clock, at) - 1;
  }
  if (!sameId(item.origin, table.originClient[at], table.originClock[at])) return false;
  return item.origin !== null || item.rightOrigin !== null || sameParent(item, table, at);
}

function sameId(id: ID | null, client: number | undefined, clock: number | undefined): boolean {
  return id === null ? client === NONE : isId(id, client, clock);
}

function isId(id: ID | null, client: number | undefined, clock: number | undefined): boolean {
  return id !== null && id.client === client && id.clock === clock;
}

function sameParent(item: Item, table: StructTable, at: number): boolean {
  const key = cell(table.keyFrom, at) === NONE ? null : textAt(table, table.keyFrom[at], table.keyTo[at]);
  const { parent } = item;
  if (item.parentSub !== key || parent === null || !('_item' in parent)) return false;
  if (parent._item !== null) return isId(parent._item.id, table.parentClient[at], table.parentClock[at]);
  if (cell(table.rootFrom, at) === NONE) return false;
  return findRootTypeKey(parent) === textAt(table, table.rootFrom[at], table.rootTo[at]);
}

/** The content of a struct of the update, decoded once, however many structs of the document it spans. */
class Theirs {
  readonly clock: number;
  readonly kind: number;
  private readonly table: StructTable;
  private readonly at: number;
  private text: string | null = null;
  private list: readonly unknown[] | null = null;

  constructor(table: StructTable, at: number) {
    this.table = table;
    this.at = at;
    this.clock = cell(table.clock, at);
    this.kind = cell(table.kind, at);
  }

  get decoder(): Decoder {
    const { table, at } = this;
    return createDecoder(table.bytes.subarray(table.contentFrom[at], table.contentTo[at]));
  }

  get words(): string {
    this.text ??= readVarString(this.decoder);
    return this.text;
  }

  get values(): readonly unknown[] {
    this.list ??= readValues(this.decoder);
    return this.list;
  }
}

function readValues(decoder: Decoder): unknown[] {
  return Array.from({ length: readVarUint(decoder) }, (): unknown => readAny(decoder));
}

function sameContent({ content, id, length: own }: Item, theirs: Theirs, to: number): boolean {
  const start = Math.max(id.clock, theirs.clock);
  const length = Math.min(id.clock + own, to) - start;
  const [ours, other] = [start - id.clock, start - theirs.clock];
  if (content instanceof ContentString) {
    if (theirs.kind !== STRUCT.string) return false;
    return content.str.slice(ours, ours + length) === theirs.words.slice(other, other + length);
  }
  if (content instanceof ContentAny) {
    if (theirs.kind !== STRUCT.any) return false;
    return sameValues(content.arr.slice(ours, ours + length), theirs.values.slice(other, other + length));
  }
  if (content instanceof ContentFormat) return theirs.kind === STRUCT.format && sameFormat(content, theirs);
  return content instanceof ContentType && theirs.kind === STRUCT.type && sameType(content, theirs);
}

/** Values are compared as the bytes in which they would be stored: what two replicas exchange is exactly that. */
function sameValues(ours: readonly unknown[], theirs: readonly unknown[]): boolean {
  return sameBytes(encoded(ours), encoded(theirs));
}

function sameFormat(content: ContentFormat, { decoder }: Theirs): boolean {
  return (
    readVarString(decoder) === content.key && stored(readVarString(decoder)) === JSON.stringify(content.value)
  );
}

/** The value as it would be written again; what no reader of JSON can read is not what the document has. */
function stored(json: string): string | null {
  try {
    return JSON.stringify(JSON.parse(json));
  } catch {
    return null;
  }
}

function sameType(content: ContentType, { decoder }: Theirs): boolean {
  const type: unknown = content.type;
  const reference = readVarUint(decoder);
  if (reference === TYPE_XML_TEXT) return type instanceof XmlText;
  return (
    reference === TYPE_XML_ELEMENT && type instanceof XmlElement && type.nodeName === readVarString(decoder)
  );
}

function encoded(values: readonly unknown[]): Uint8Array {
  const encoder = createEncoder();
  for (const value of values) writeAny(encoder, value as undefined);
  return toUint8Array(encoder);
}

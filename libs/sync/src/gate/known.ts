import type { RefusalCode } from '@entente/contracts';
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

/**
 * Compares the part [clock of struct `at`, `to`) with what the document has (S22): equal, or deleted in
 * the document, or deleted by this same update; anything else is a second story about the same clocks.
 */
export function compareKnown(doc: Doc, table: StructTable, at: number, to: number): RefusalCode | null {
  const client = cell(table.client, at);
  const from = cell(table.clock, at);
  const kind = cell(table.kind, at);
  const same = eachStruct(doc, { client, from, to }, (struct) => {
    if (isCollected(struct)) return true;
    if (kind !== STRUCT.gc && !sameReferences(struct, table, at)) return false;
    if (struct.deleted || struct.content instanceof ContentDeleted) return true;
    if (kind === STRUCT.gc || kind === STRUCT.deleted) return deletedHere(struct, table, from, to);
    return sameContent(struct, table, at, to);
  });
  return same ? null : 'EQUIVOCATION';
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

/** The part that both have: from `ours` in the item's content, from `theirs` in the struct's, so many ticks. */
interface Overlap {
  readonly ours: number;
  readonly theirs: number;
  readonly length: number;
}

function sameContent(item: Item, table: StructTable, at: number, to: number): boolean {
  const { content, id } = item;
  const clock = cell(table.clock, at);
  const start = Math.max(id.clock, clock);
  const length = Math.min(id.clock + item.length, to) - start;
  const overlap = { ours: start - id.clock, theirs: start - clock, length };
  const decoder = createDecoder(table.bytes.subarray(table.contentFrom[at], table.contentTo[at]));
  const kind = cell(table.kind, at);
  if (content instanceof ContentString) return kind === STRUCT.string && sameWords(content, decoder, overlap);
  if (content instanceof ContentAny) return kind === STRUCT.any && sameValues(content, decoder, overlap);
  if (content instanceof ContentFormat) return kind === STRUCT.format && sameFormat(content, decoder);
  return content instanceof ContentType && kind === STRUCT.type && sameType(content, decoder);
}

function sameWords(content: ContentString, decoder: Decoder, { ours, theirs, length }: Overlap): boolean {
  return content.str.slice(ours, ours + length) === readVarString(decoder).slice(theirs, theirs + length);
}

/** Values are compared as the bytes in which they would be stored: what two replicas exchange is exactly that. */
function sameValues(content: ContentAny, decoder: Decoder, { ours, theirs, length }: Overlap): boolean {
  const values = Array.from({ length: readVarUint(decoder) }, (): unknown => readAny(decoder));
  const mine = encoded(content.arr.slice(ours, ours + length));
  return sameBytes(mine, encoded(values.slice(theirs, theirs + length)));
}

function sameFormat(content: ContentFormat, decoder: Decoder): boolean {
  return readVarString(decoder) === content.key && readVarString(decoder) === JSON.stringify(content.value);
}

function sameType(content: ContentType, decoder: Decoder): boolean {
  const type: unknown = content.type;
  const reference = readVarUint(decoder);
  if (reference === 6) return type instanceof XmlText;
  return reference === 3 && type instanceof XmlElement && type.nodeName === readVarString(decoder);
}

function encoded(values: readonly unknown[]): Uint8Array {
  const encoder = createEncoder();
  for (const value of values) writeAny(encoder, value as undefined);
  return toUint8Array(encoder);
}

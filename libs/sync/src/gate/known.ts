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
import { createDecoder, readAny, readVarString, readVarUint } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeAny } from 'lib0/encoding';
import { eachStruct, isCollected, type Struct } from './store-view.js';
import { NONE, STRUCT, type StructTable } from './struct-table.js';
import { sameBytes, textAt } from './table-text.js';

/**
 * Compares the part [clock of struct `at`, `to`) with what the document has (S22): equal, or deleted in
 * the document, or deleted by this same update; anything else is a second story about the same clocks.
 */
export function compareKnown(doc: Doc, table: StructTable, at: number, to: number): RefusalCode | null {
  const client = table.client[at] ?? 0;
  const from = table.clock[at] ?? 0;
  const kind = table.kind[at] ?? 0;
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
  const start = Math.max(struct.id.clock, from);
  const end = Math.min(struct.id.clock + struct.length, to);
  for (let at = 0; at < table.deletes; at += 1) {
    const clock = table.deleteClock[at] ?? 0;
    const covers = clock <= start && end <= clock + (table.deleteLength[at] ?? 0);
    if (covers && table.deleteClient[at] === struct.id.client) return true;
  }
  return false;
}

function sameReferences(item: Item, table: StructTable, at: number): boolean {
  const offset = item.id.clock - (table.clock[at] ?? 0);
  const rightEqual = sameId(item.rightOrigin, table.rightClient[at], table.rightClock[at]);
  if (!rightEqual) return false;
  if (offset > 0) return isId(item.origin, item.id.client, item.id.clock - 1);
  if (offset < 0) {
    return table.originClient[at] === item.id.client && table.originClock[at] === (table.clock[at] ?? 0) - 1;
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
  const key = (table.keyFrom[at] ?? NONE) === NONE ? null : textAt(table, table.keyFrom[at], table.keyTo[at]);
  const { parent } = item;
  if (item.parentSub !== key || parent === null || !('_item' in parent)) return false;
  if (parent._item !== null) return isId(parent._item.id, table.parentClient[at], table.parentClock[at]);
  if ((table.rootFrom[at] ?? NONE) === NONE) return false;
  return findRootTypeKey(parent) === textAt(table, table.rootFrom[at], table.rootTo[at]);
}

function sameContent(item: Item, table: StructTable, at: number, to: number): boolean {
  const { content } = item;
  const skipped = Math.max(item.id.clock, table.clock[at] ?? 0);
  const mine = skipped - item.id.clock;
  const theirs = skipped - (table.clock[at] ?? 0);
  const length = Math.min(item.id.clock + item.length, to) - skipped;
  const decoder = createDecoder(table.bytes.subarray(table.contentFrom[at], table.contentTo[at]));
  switch (table.kind[at]) {
    case STRUCT.string: {
      if (!(content instanceof ContentString)) return false;
      return content.str.slice(mine, mine + length) === readVarString(decoder).slice(theirs, theirs + length);
    }
    case STRUCT.any: {
      if (!(content instanceof ContentAny)) return false;
      const count = readVarUint(decoder);
      const values: unknown[] = [];
      for (let n = 0; n < count; n += 1) values.push(readAny(decoder));
      return sameValues(content.arr.slice(mine, mine + length), values.slice(theirs, theirs + length));
    }
    case STRUCT.format: {
      if (!(content instanceof ContentFormat)) return false;
      const key = readVarString(decoder);
      return key === content.key && readVarString(decoder) === JSON.stringify(content.value);
    }
    default:
      return (
        content instanceof ContentType &&
        sameType(content, readVarUint(decoder), () => readVarString(decoder))
      );
  }
}

function sameType(content: ContentType, reference: number, name: () => string): boolean {
  const type: unknown = content.type;
  if (reference === 6) return type instanceof XmlText;
  return reference === 3 && type instanceof XmlElement && type.nodeName === name();
}

/** Values are compared as the bytes in which they would be stored: what two replicas exchange is exactly that. */
function sameValues(ours: readonly unknown[], theirs: readonly unknown[]): boolean {
  return sameBytes(encoded(ours), encoded(theirs));
}

function encoded(values: readonly unknown[]): Uint8Array {
  const encoder = createEncoder();
  for (const value of values) writeAny(encoder, value as undefined);
  return toUint8Array(encoder);
}

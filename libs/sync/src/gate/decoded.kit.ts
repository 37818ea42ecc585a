import type { DocumentKind } from '@entente/document';
import * as Y from 'yjs';
import { profileOf } from './gate.js';
import { scan } from './scan.js';
import { cell, NONE, StructTable } from './struct-table.js';
import { textAt } from './table-text.js';
import { MAX_STRUCTS } from './update-parts.kit.js';

const table = new StructTable();
type Decoded = ReturnType<typeof Y.decodeUpdate>;

/** Throws where the scan takes an update that Yjs cannot read, or reads as something else. */
export function expectSameReading(bytes: Uint8Array, kind: DocumentKind): void {
  if (scan(bytes, profileOf(kind), MAX_STRUCTS, table) !== null) return;
  const decoded = Y.decodeUpdate(bytes);
  const [ours, theirs] = [JSON.stringify(scanned()), JSON.stringify(read(decoded))];
  if (ours !== theirs) throw new Error(`Yjs reads\n${theirs}\nand the scan\n${ours}`);
}

function scanned(): unknown {
  const structs = Array.from({ length: table.count }, (_, at) => ({
    id: [cell(table.client, at), cell(table.clock, at)],
    length: cell(table.length, at),
    kind: cell(table.kind, at),
    origin: idAt(table.originClient, table.originClock, at),
    right: idAt(table.rightClient, table.rightClock, at),
    parent: named(at, table.rootFrom, table.rootTo) ?? idAt(table.parentClient, table.parentClock, at),
    key: named(at, table.keyFrom, table.keyTo),
  }));
  const deletes = Array.from({ length: table.deletes }, (_, at) => [
    cell(table.deleteClient, at),
    cell(table.deleteClock, at),
    cell(table.deleteLength, at),
  ]);
  return { structs, deletes };
}

function idAt(clients: readonly number[], clocks: readonly number[], at: number): [number, number] | null {
  const client = cell(clients, at);
  return client === NONE ? null : [client, cell(clocks, at)];
}

function named(at: number, from: readonly number[], to: readonly number[]): string | null {
  return cell(from, at) === NONE ? null : textAt(table, from[at], to[at]);
}

function read({ structs, ds }: Decoded): unknown {
  const deletes = [...ds.clients].flatMap(([client, ranges]) =>
    ranges.map(({ clock, len }) => [client, clock, len]),
  );
  return { structs: structs.map(readStruct), deletes };
}

function readStruct(struct: Decoded['structs'][number]): unknown {
  const { id, length } = struct;
  const item = struct instanceof Y.Item ? struct : null;
  // As it was read, and before anything is integrated, the parent is a name, an id, or nothing.
  const parent = item?.parent as unknown;
  return {
    id: [id.client, id.clock],
    length,
    kind: item === null ? 0 : item.content.getRef(),
    origin: pair(item?.origin),
    right: pair(item?.rightOrigin),
    parent: parent instanceof Y.ID ? pair(parent) : (parent ?? null),
    key: item?.parentSub ?? null,
  };
}

function pair(id: Y.ID | null | undefined): [number, number] | null {
  return id === null || id === undefined ? null : [id.client, id.clock];
}

import type { DocumentKind } from '@entente/document';
import { writeUint8Array } from 'lib0/encoding';
import { type Forged, forge, type ForgedStruct, type Id, type Range } from './forge.kit.js';
import { profileOf } from './gate.js';
import { scan } from './scan.js';
import { cell, NONE, StructTable } from './struct-table.js';
import { textAt } from './table-text.js';

/** A struct whose content is bytes, so that it can be moved from one update to another. */
export interface StructPart extends Omit<ForgedStruct, 'content'> {
  readonly body: Uint8Array;
}

export interface BlockPart extends Omit<Forged, 'structs'> {
  readonly structs: readonly StructPart[];
}

/** An update taken apart. */
export interface UpdateParts {
  readonly blocks: readonly BlockPart[];
  readonly deletes: readonly (readonly [client: number, ranges: readonly Range[]])[];
}

export const MAX_STRUCTS = 5_000;
const table = new StructTable();

/** The parts of an update of valid form; null for any other. */
export function takeApart(bytes: Uint8Array, kind: DocumentKind): UpdateParts | null {
  if (scan(bytes, profileOf(kind), MAX_STRUCTS, table) !== null) return null;
  const blocks: { client: number; clock: number; structs: StructPart[] }[] = [];
  for (let at = 0; at < table.count; at += 1) {
    const client = cell(table.client, at);
    const last = blocks.at(-1);
    const block = last?.client === client ? last : { client, clock: cell(table.clock, at), structs: [] };
    if (block !== last) blocks.push(block);
    block.structs.push(structAt(at));
  }
  return { blocks, deletes: deletesIn() };
}

export function putTogether({ blocks, deletes }: UpdateParts): Uint8Array {
  const forged = blocks.map((block) => ({ ...block, structs: block.structs.map(asForged) }));
  return forge(forged, deletes);
}

function asForged({ body, ...struct }: StructPart): ForgedStruct {
  return {
    ...struct,
    content(encoder) {
      writeUint8Array(encoder, body);
    },
  };
}

function structAt(at: number): StructPart {
  const part: { -readonly [Key in keyof StructPart]: StructPart[Key] } = {
    kind: cell(table.kind, at),
    body: bodyAt(at),
  };
  const [origin, right] = [
    idAt(table.originClient, table.originClock, at),
    idAt(table.rightClient, table.rightClock, at),
  ];
  const parent = idAt(table.parentClient, table.parentClock, at);
  if (origin !== null) part.origin = origin;
  if (right !== null) part.right = right;
  if (parent !== null) part.parent = parent;
  if (cell(table.rootFrom, at) !== NONE) part.root = textAt(table, table.rootFrom[at], table.rootTo[at]);
  if (cell(table.keyFrom, at) !== NONE) part.key = textAt(table, table.keyFrom[at], table.keyTo[at]);
  return part;
}

/** A collected run has no content: its length is all that it says. */
function bodyAt(at: number): Uint8Array {
  if (cell(table.kind, at) === 0) return varUint(cell(table.length, at));
  return table.bytes.slice(cell(table.contentFrom, at), cell(table.contentTo, at));
}

function idAt(clients: readonly number[], clocks: readonly number[], at: number): Id | null {
  const client = cell(clients, at);
  return client === NONE ? null : [client, cell(clocks, at)];
}

function deletesIn(): [number, Range[]][] {
  const deletes: [number, Range[]][] = [];
  for (let at = 0; at < table.deletes; at += 1) {
    const client = cell(table.deleteClient, at);
    const last = deletes.at(-1);
    const ranges = last?.[0] === client ? last[1] : [];
    if (last?.[0] !== client) deletes.push([client, ranges]);
    ranges.push([cell(table.deleteClock, at), cell(table.deleteLength, at)]);
  }
  return deletes;
}

/** As Yjs writes numbers: seven bits a byte, the lowest first. */
export function varUint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push(128 | (rest % 128));
  return Uint8Array.from([...bytes, rest]);
}

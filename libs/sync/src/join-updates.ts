import { createDecoder, type Decoder, readVarUint } from 'lib0/decoding';
import { createEncoder, type Encoder, toUint8Array, writeUint8Array, writeVarUint } from 'lib0/encoding';
import { mergeUpdates } from 'yjs';

/** Structs of one client that follow one another, as they stand in the updates. */
interface Block {
  readonly clock: number;
  structs: number;
  readonly bodies: Uint8Array[];
}

interface Range {
  readonly clock: number;
  length: number;
}

/**
 * One update with all of those, which must be rows of one document in the order of the log. A row is nearly always a run of words of one client, or only
 * deletions: such rows are put side by side as they are, where Yjs would read every struct and write it again (S186). All else is left to Yjs.
 */
export function joinUpdates(updates: readonly Uint8Array[]): Uint8Array {
  const [only] = updates;
  if (only !== undefined && updates.length === 1) return only;
  const blocks = new Map<number, Block>();
  const deletions = new Map<number, Range[]>();
  for (const update of updates) {
    if (isOnlyDeletions(update)) readDeletions(update, deletions);
    else if (isOneBlock(update)) readBlock(update, blocks);
    else return mergeUpdates([...updates]);
  }
  const encoder = createEncoder();
  writeBlocks(encoder, blocks);
  writeDeletions(encoder, deletions);
  return toUint8Array(encoder);
}

function isOnlyDeletions(update: Uint8Array): boolean {
  return update[0] === 0;
}

/** The last number of a deletion is its length, which is never 0: an update that ends with 0 deletes nothing. */
function isOneBlock(update: Uint8Array): boolean {
  return update[0] === 1 && update.at(-1) === 0;
}

function decoderAfterCount(update: Uint8Array): Decoder {
  const decoder = createDecoder(update);
  decoder.pos = 1;
  return decoder;
}

function readBlock(update: Uint8Array, blocks: Map<number, Block>): void {
  const decoder = decoderAfterCount(update);
  const [structs, client, clock] = [readVarUint(decoder), readVarUint(decoder), readVarUint(decoder)];
  const body = update.subarray(decoder.pos, update.length - 1);
  const before = blocks.get(client);
  if (before === undefined) blocks.set(client, { clock, structs, bodies: [body] });
  else {
    // Rows of one client continue its clocks (S23), so that its structs stand one behind the other.
    before.structs += structs;
    before.bodies.push(body);
  }
}

function readDeletions(update: Uint8Array, deletions: Map<number, Range[]>): void {
  const decoder = decoderAfterCount(update);
  for (let clients = readVarUint(decoder); clients > 0; clients -= 1) {
    const client = readVarUint(decoder);
    const ranges = deletions.get(client) ?? [];
    deletions.set(client, ranges);
    for (let count = readVarUint(decoder); count > 0; count -= 1) {
      ranges.push({ clock: readVarUint(decoder), length: readVarUint(decoder) });
    }
  }
}

/** As Yjs writes them: the client with the highest id first. */
function falling<Value>(map: ReadonlyMap<number, Value>): [number, Value][] {
  return [...map].sort(([one], [other]) => other - one);
}

function writeBlocks(encoder: Encoder, blocks: ReadonlyMap<number, Block>): void {
  writeVarUint(encoder, blocks.size);
  for (const [client, { clock, structs, bodies }] of falling(blocks)) {
    writeVarUint(encoder, structs);
    writeVarUint(encoder, client);
    writeVarUint(encoder, clock);
    for (const body of bodies) writeUint8Array(encoder, body);
  }
}

function writeDeletions(encoder: Encoder, deletions: ReadonlyMap<number, readonly Range[]>): void {
  writeVarUint(encoder, deletions.size);
  for (const [client, ranges] of falling(deletions)) {
    const merged = inOrder(ranges);
    writeVarUint(encoder, client);
    writeVarUint(encoder, merged.length);
    for (const { clock, length } of merged) {
      writeVarUint(encoder, clock);
      writeVarUint(encoder, length);
    }
  }
}

/** Rising, and those that meet as one. */
function inOrder(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const { clock, length } of [...ranges].sort((one, other) => one.clock - other.clock)) {
    const last = merged.at(-1);
    if (last === undefined || clock > last.clock + last.length) merged.push({ clock, length });
    else last.length = Math.max(last.length, clock + length - last.clock);
  }
  return merged;
}

import type { RefusalCode } from '@entente/contracts';
import { MAX_RUN, scanContent, scanKey, scanRun } from './content.js';
import { Cursor } from './cursor.js';
import { isOneOf, type ScanProfile } from './profile.js';
import { NONE, STRUCT, type StructTable } from './struct-table.js';
import { skipText } from './utf8.js';

const MAX_CLIENT = 0xffff_ffff;
/** Clocks stay where 32-bit arithmetic is exact; a person types for ten years to get there. */
const MAX_CLOCK = 2 ** 31 - 1;
const HAS_ORIGIN = 0x80;
const HAS_RIGHT = 0x40;
const HAS_KEY = 0x20;

const cursor = new Cursor();

/**
 * First layer of the gate: reads the whole update into `table` by the strict profile and refuses everything outside
 * it (SPEC S10 to S15). Looks at no document and allocates nothing for a struct.
 */
export function scan(
  bytes: Uint8Array,
  profile: ScanProfile,
  maxStructs: number,
  table: StructTable,
): RefusalCode | null {
  cursor.start(bytes);
  table.clear(bytes);
  const clients = cursor.varUint();
  let previous = MAX_CLIENT + 1;
  for (let at = 0; at < clients && cursor.fault === null; at += 1) {
    previous = scanClient(profile, maxStructs, previous, table);
  }
  scanDeletes(table);
  if (cursor.fault === null && cursor.pos < bytes.length) cursor.fail('TRAILING_BYTES');
  return cursor.fault;
}

function scanClient(profile: ScanProfile, maxStructs: number, previous: number, table: StructTable): number {
  const structs = cursor.varUint();
  if (structs > maxStructs - table.count) return cursor.fail('TOO_MANY_STRUCTS');
  const client = clientId(previous);
  let clock = cursor.varUint();
  if (cursor.fault === null && structs === 0) cursor.fail('ZERO_LENGTH');
  for (let at = 0; at < structs && cursor.fault === null; at += 1) {
    const length = scanStruct(profile, client, clock, table);
    clock += length;
    if (cursor.fault === null && length === 0) cursor.fail('ZERO_LENGTH');
    if (clock > MAX_CLOCK) cursor.fail('LEN_RANGE');
  }
  return client;
}

/** Client ids come in falling order, as Yjs writes them, so that no client can appear twice. */
function clientId(previous: number): number {
  const client = cursor.varUint();
  if (cursor.fault !== null) return 0;
  if (client > MAX_CLIENT) return cursor.fail('CLIENT_RANGE');
  return client < previous ? client : cursor.fail('CLIENT_ORDER');
}

function scanStruct(profile: ScanProfile, client: number, clock: number, table: StructTable): number {
  const info = cursor.byte();
  if (cursor.fault !== null) return 0;
  const kind = info & 0x1f;
  const at = table.open(info, client, clock);
  if (kind === STRUCT.gc) {
    const length = info === 0 ? scanRun(cursor) : cursor.fail('UNKNOWN_FORMAT');
    table.length[at] = length;
    return length;
  }
  scanNeighbours(info, at, table);
  if ((info & (HAS_ORIGIN | HAS_RIGHT)) === 0 && kind < STRUCT.skip) scanParent(info, at, profile, table);
  if (cursor.fault !== null) return 0;
  table.contentFrom[at] = cursor.pos;
  const length = scanContent(cursor, kind, profile);
  table.contentTo[at] = cursor.pos;
  table.length[at] = length;
  return length;
}

function scanNeighbours(info: number, at: number, table: StructTable): void {
  // A skip and an unknown kind carry no references that we could read.
  if ((info & 0x1f) >= STRUCT.skip) return;
  if ((info & HAS_ORIGIN) !== 0) {
    table.originClient[at] = referenceClient();
    table.originClock[at] = cursor.varUint();
  }
  if ((info & HAS_RIGHT) !== 0) {
    table.rightClient[at] = referenceClient();
    table.rightClock[at] = cursor.varUint();
  }
}

function referenceClient(): number {
  const client = cursor.varUint();
  return client > MAX_CLIENT ? cursor.fail('CLIENT_RANGE') : client;
}

function scanParent(info: number, at: number, profile: ScanProfile, table: StructTable): void {
  const form = cursor.varUint();
  if (form > 1) cursor.fail('UNKNOWN_FORMAT');
  if (form === 1) scanRoot(at, profile, table);
  else {
    table.parentClient[at] = referenceClient();
    table.parentClock[at] = cursor.varUint();
  }
  if ((info & HAS_KEY) === 0 || cursor.fault !== null) return;
  // A root of ours is a fragment: it has children and no attributes.
  if (form === 1) cursor.fail('SCHEMA');
  const start = cursor.pos;
  const length = cursor.varUint();
  table.keyFrom[at] = cursor.pos;
  table.keyTo[at] = cursor.pos + length;
  cursor.pos = start;
  if (cursor.fault === null) scanKey(cursor);
}

function scanRoot(at: number, profile: ScanProfile, table: StructTable): void {
  const length = cursor.varUint();
  const from = cursor.pos;
  skipText(cursor, length);
  if (cursor.fault !== null) return;
  if (!isOneOf(profile.roots, cursor.bytes, from, cursor.pos)) cursor.fail('ROOT_UNKNOWN');
  table.rootFrom[at] = from;
  table.rootTo[at] = from + length;
}

function scanDeletes(table: StructTable): void {
  const clients = cursor.varUint();
  let previous = MAX_CLIENT + 1;
  for (let at = 0; at < clients && cursor.fault === null; at += 1) {
    const client = clientId(previous);
    previous = client;
    const ranges = cursor.varUint();
    if (cursor.fault === null && ranges === 0) cursor.fail('ZERO_LENGTH');
    scanRanges(client, ranges, table);
  }
}

/** Ranges of one client rise and do not overlap, as Yjs writes them after merging. */
function scanRanges(client: number, ranges: number, table: StructTable): void {
  let end = NONE;
  for (let at = 0; at < ranges && cursor.fault === null; at += 1) {
    const clock = cursor.varUint();
    const length = cursor.varUint();
    if (cursor.fault !== null) return;
    if (length === 0) cursor.fail('ZERO_LENGTH');
    if (clock + length > MAX_CLOCK || length > MAX_RUN * 16) cursor.fail('LEN_RANGE');
    if (clock < end) cursor.fail('CLIENT_ORDER');
    end = clock + length;
    table.addDelete(client, clock, length);
  }
}

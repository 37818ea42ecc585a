import type { Cursor } from './cursor.js';
import { MAX_SUGGESTION_KEY } from '@entente/document';
import { beginsWithOneOf, isOneOf, isReserved, type ScanProfile } from './profile.js';
import { STRUCT } from './struct-table.js';
import { skipText } from './utf8.js';

const MAX_DEPTH = 16;
/** A run of collected or deleted characters; no honest document of ours comes near it. */
export const MAX_RUN = 1_000_000;

/** A mark begins or ends: `true`, `null`. */
const MARK_VALUES = ['true', 'null'].map((value) => new TextEncoder().encode(value));

export const TYPE_XML_ELEMENT = 3;
export const TYPE_XML_TEXT = 6;
const TYPE_LAST = 6;

/** Moves over the content of a struct and returns its length in clock ticks (S13). */
export function scanContent(cursor: Cursor, kind: number, profile: ScanProfile): number {
  switch (kind) {
    case STRUCT.deleted:
      return scanRun(cursor);
    case STRUCT.string:
      return skipText(cursor, cursor.varUint());
    case STRUCT.format:
      return scanFormat(cursor, profile);
    case STRUCT.type:
      return scanType(cursor, profile);
    case STRUCT.any:
      return scanAnyList(cursor);
    default:
      return refuseKind(cursor, kind);
  }
}

function refuseKind(cursor: Cursor, kind: number): number {
  switch (kind) {
    case STRUCT.json:
      return cursor.fail('CONTENT_JSON');
    case STRUCT.binary:
      return cursor.fail('CONTENT_BINARY');
    case STRUCT.embed:
      return cursor.fail('CONTENT_EMBED');
    case STRUCT.doc:
      return cursor.fail('CONTENT_DOC');
    case STRUCT.skip:
      return cursor.fail('SKIP_STRUCT');
    default:
      return cursor.fail('UNKNOWN_FORMAT');
  }
}

export function scanRun(cursor: Cursor): number {
  const length = cursor.varUint();
  return length > MAX_RUN ? cursor.fail('LEN_RANGE') : length;
}

/** Moves over a string used as a key; a reserved name is refused wherever it stands. */
export function scanKey(cursor: Cursor): void {
  const length = cursor.varUint();
  const from = cursor.pos;
  skipText(cursor, length);
  if (cursor.fault === null && isReserved(cursor.bytes, from, cursor.pos)) cursor.fail('KEY_RESERVED');
}

function scanFormat(cursor: Cursor, profile: ScanProfile): number {
  const keyLength = cursor.varUint();
  const from = cursor.pos;
  skipText(cursor, keyLength);
  const to = cursor.pos;
  if (cursor.fault !== null) return 0;
  if (isReserved(cursor.bytes, from, to)) return cursor.fail('KEY_RESERVED');
  const length = cursor.varUint();
  const valueFrom = cursor.pos;
  skipText(cursor, length);
  if (cursor.fault !== null) return 0;
  if (jsonDepth(cursor.bytes, valueFrom, cursor.pos) > MAX_DEPTH) return cursor.fail('JSON_TOO_DEEP');
  const range = { from, to, max: MAX_SUGGESTION_KEY };
  const known = beginsWithOneOf(profile.marks, cursor.bytes, range);
  return known && isOneOf(MARK_VALUES, cursor.bytes, valueFrom, cursor.pos) ? 1 : cursor.fail('SCHEMA');
}

/** Deepest nesting of brackets outside strings; an upper bound is enough, the parser judges the rest. */
function jsonDepth(bytes: Uint8Array, from: number, to: number): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at];
    if (byte === 0x5c) at += 1;
    else if (byte === 0x22) quoted = !quoted;
    else if (!quoted && (byte === 0x5b || byte === 0x7b)) deepest = Math.max(deepest, (depth += 1));
    else if (!quoted && (byte === 0x5d || byte === 0x7d)) depth -= 1;
  }
  return deepest;
}

function scanType(cursor: Cursor, profile: ScanProfile): number {
  const type = cursor.varUint();
  if (cursor.fault !== null) return 0;
  if (type > TYPE_LAST) return cursor.fail('UNKNOWN_FORMAT');
  if (type === TYPE_XML_TEXT) return 1;
  if (type !== TYPE_XML_ELEMENT) return cursor.fail('NODE_UNKNOWN');
  const length = cursor.varUint();
  const from = cursor.pos;
  skipText(cursor, length);
  if (cursor.fault !== null) return 0;
  return isOneOf(profile.nodes, cursor.bytes, from, cursor.pos) ? 1 : cursor.fail('NODE_UNKNOWN');
}

function scanAnyList(cursor: Cursor): number {
  const count = cursor.varUint();
  if (count > cursor.bytes.length - cursor.pos) return cursor.fail('TRUNCATED');
  for (let at = 0; at < count && cursor.fault === null; at += 1) scanAny(cursor, 1);
  return count;
}

function scanAny(cursor: Cursor, depth: number): void {
  const tag = cursor.byte();
  switch (tag) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return;
    case 125:
      cursor.varInt();
      return;
    case 124: // float32
      cursor.skip(4);
      return;
    case 123: // float64
    case 122: // bigint
      cursor.skip(8);
      return;
    default:
      scanNested(cursor, tag, depth);
  }
}

function scanNested(cursor: Cursor, tag: number, depth: number): void {
  if (tag === 119) {
    skipText(cursor, cursor.varUint());
  } else if (tag === 118 || tag === 117) {
    if (depth >= MAX_DEPTH) cursor.fail('ANY_TOO_DEEP');
    const count = cursor.varUint();
    for (let at = 0; at < count && cursor.fault === null; at += 1) {
      if (tag === 118) scanKey(cursor);
      scanAny(cursor, depth + 1);
    }
  } else {
    cursor.fail(tag === 116 ? 'CONTENT_BINARY' : 'UNKNOWN_FORMAT');
  }
}

import type { Cursor } from './cursor.js';

/**
 * Moves over `length` bytes of UTF-8 and returns their length in UTF-16 units, which is what Yjs clocks count.
 * Refuses what a fatal decoder refuses: overlong forms, surrogates, values above U+10FFFF, cut sequences.
 */
export function skipText(cursor: Cursor, length: number): number {
  const { bytes } = cursor;
  const end = cursor.pos + length;
  if (end > bytes.length) return cursor.fail('TRUNCATED');
  let units = 0;
  let at = cursor.pos;
  while (at < end) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      at += 1;
      units += 1;
      continue;
    }
    const size = sequence(bytes, at, end);
    if (size === 0) return cursor.fail('UTF8_INVALID');
    units += size === 4 ? 2 : 1;
    at += size;
  }
  cursor.pos = end;
  return units;
}

/** Bytes of the sequence at `at`, 0 where it is not well-formed (Unicode 15, table 3-7). */
function sequence(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at] ?? 0;
  const size = sizeOf(lead);
  if (size === 0 || at + size > end) return 0;
  const second = bytes[at + 1] ?? 0;
  if (second < lowest(lead) || second > highest(lead)) return 0;
  for (let next = at + 2; next < at + size; next += 1) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return size;
}

function sizeOf(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

function lowest(lead: number): number {
  if (lead === 0xe0) return 0xa0;
  return lead === 0xf0 ? 0x90 : 0x80;
}

function highest(lead: number): number {
  if (lead === 0xed) return 0x9f;
  return lead === 0xf4 ? 0x8f : 0xbf;
}

import { utf8ToBytes } from '@noble/hashes/utils.js';

const CHUNK = 8192;

/** Code points below these would have fitted a shorter sequence, by number of continuation bytes. */
const LEAST = [0, 0x80, 0x800, 0x10000] as const;

function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 1;
  if (lead >= 0xe0 && lead <= 0xef) return 2;
  if (lead >= 0xf0 && lead <= 0xf4) return 3;
  return -1;
}

/** The code point that starts at `at` and its continuation bytes, or −1: overlong, surrogate, out of range, cut off. */
function readSequence(bytes: Uint8Array, at: number, more: number): number {
  const lead = bytes[at] ?? 0;
  let point = lead & (0x3f >> more);
  for (let i = 1; i <= more; i += 1) {
    const next = bytes[at + i] ?? 0;
    if ((next & 0xc0) !== 0x80) return -1;
    point = (point << 6) | (next & 0x3f);
  }
  if (point < (LEAST[more] ?? 0) || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return -1;
  return point;
}

/** Where a stretch of ASCII that starts at `from` ends, at most one chunk on. */
function endOfAscii(bytes: Uint8Array, from: number): number {
  const most = Math.min(bytes.length, from + CHUNK);
  let at = from;
  while (at < most && (bytes[at] ?? 0x80) < 0x80) at += 1;
  return at;
}

/** Text of strict UTF-8 (RFC 3629), or null where the bytes are anything else. A byte order mark is kept as U+FEFF. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const ascii = endOfAscii(bytes, at);
    if (ascii > at) text += String.fromCharCode(...bytes.subarray(at, ascii));
    at = ascii;
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const more = sequenceLength(lead);
    const point = more < 0 ? -1 : readSequence(bytes, at, more);
    if (point < 0) return null;
    text += String.fromCodePoint(point);
    at += more + 1;
  }
  return text;
}

/** UTF-8 of well-formed text. A lone surrogate would become U+FFFD: callers refuse those first. */
export function encodeUtf8(text: string): Uint8Array {
  return utf8ToBytes(text);
}

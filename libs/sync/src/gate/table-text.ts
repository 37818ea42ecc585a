import type { StructTable } from './struct-table.js';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes bytes of the update that the scan has already found to be UTF-8. */
export function textAt(table: StructTable, from = 0, to = 0): string {
  return decoder.decode(table.bytes.subarray(from, to));
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at += 1) {
    if (one[at] !== other[at]) return false;
  }
  return true;
}

/**
 * Each part after its length in four bytes, big-endian (SECURITY §4.5): no two lists of parts give the same bytes.
 * Throws where a part does not fit four bytes of length.
 */
export function lengthPrefixed(parts: readonly Uint8Array[]): Uint8Array {
  let total = 0;
  for (const part of parts) {
    if (part.length > 0xffff_ffff) throw new RangeError('a part is too long for its prefix');
    total += 4 + part.length;
  }
  const out = new Uint8Array(total);
  const view = new DataView(out.buffer);
  let at = 0;
  for (const part of parts) {
    view.setUint32(at, part.length);
    out.set(part, at + 4);
    at += 4 + part.length;
  }
  return out;
}

import type { RefusalCode } from '@entente/contracts';

/**
 * Reads the primitives of a Yjs version 1 update, strictly: one encoding for each value, nothing beyond the end.
 * The first fault stays in `fault` and moves the cursor to the end, so that callers may check it once a struct.
 */
export class Cursor {
  bytes: Uint8Array = new Uint8Array(0);
  pos = 0;
  fault: RefusalCode | null = null;

  start(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.pos = 0;
    this.fault = null;
  }

  fail(code: RefusalCode): number {
    this.fault ??= code;
    this.pos = this.bytes.length;
    return 0;
  }

  byte(): number {
    const value = this.bytes[this.pos];
    if (value === undefined) return this.fail('TRUNCATED');
    this.pos += 1;
    return value;
  }

  /** An unsigned integer up to 2^53 - 1 in its shortest form (S11). */
  varUint(): number {
    const first = this.byte();
    if (first < 0x80) return first;
    return this.rest(first & 0x7f, 128);
  }

  /** A signed integer: the first byte holds the sign and six bits. */
  varInt(): number {
    const first = this.byte();
    const sign = (first & 0x40) === 0 ? 1 : -1;
    if (first < 0x80) return sign * (first & 0x3f);
    return sign * this.rest(first & 0x3f, 64);
  }

  skip(length: number): void {
    if (length > this.bytes.length - this.pos) {
      this.fail('TRUNCATED');
      return;
    }
    this.pos += length;
  }

  private rest(start: number, unit: number): number {
    let value = start;
    for (let weight = unit; ; weight *= 128) {
      const next = this.byte();
      if (this.fault !== null) return 0;
      value += (next & 0x7f) * weight;
      if (value > Number.MAX_SAFE_INTEGER) return this.fail('VARINT_RANGE');
      if (next === 0) return this.fail('VARINT_NONMINIMAL');
      if (next < 0x80) return value;
      // Eight groups hold 2^56; a ninth cannot be a number we accept, however it ends.
      if (weight > 2 ** 49) return this.fail('VARINT_RANGE');
    }
  }
}

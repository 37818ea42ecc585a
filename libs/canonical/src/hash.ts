import type { Hash } from '@entente/kernel';
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';

const HASH = /^sha256:[0-9a-f]{64}$/;
const HEX = /^(?:[0-9a-f]{2})*$/;

/** SHA-256 (FIPS 180-4): 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return nobleSha256(bytes);
}

/** Lowercase hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  return bytesToHex(bytes);
}

/** The bytes of lowercase hexadecimal, or null: one value has one spelling, so `AB` is refused. */
export function fromHex(hex: string): Uint8Array | null {
  return HEX.test(hex) ? hexToBytes(hex) : null;
}

/** SHA-256 as `sha256:` and 64 lowercase hexadecimal digits. */
export function hashOf(bytes: Uint8Array): Hash {
  return `sha256:${bytesToHex(nobleSha256(bytes))}` as Hash;
}

/** Whether a string is spelled as a hash. */
export function isHash(value: string): value is Hash {
  return HASH.test(value);
}

import { err, ok, type Result } from '@entente/kernel';
import { tryEncodeJcs, type NotEncodable } from './encode-jcs.js';
import type { JsonValue } from './json-value.js';
import { decodeUtf8 } from './utf8.js';

/**
 * Why bytes are not canonical JSON. `at` is the offset of the first byte that differs from the canonical form of what
 * the bytes say.
 */
export type NotCanonical =
  | { readonly code: 'UTF8_INVALID' }
  | { readonly code: 'JSON_INVALID' }
  | { readonly code: 'TOO_LARGE'; readonly limit: number }
  | { readonly code: 'NOT_CANONICAL'; readonly at: number }
  | NotEncodable;

/** Bytes; nothing canonical that this service makes is near it. */
export const MAX_JSON_BYTES = 64 * 1024 * 1024;

function firstDifference(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at += 1) if (a[at] !== b[at]) return at;
  return a.length === b.length ? -1 : shorter;
}

/**
 * Parses strict canonical JSON: whatever does not encode to exactly the given bytes is refused, so that one value has
 * one spelling (SPEC K6). Duplicate keys, spaces, other escapes and other orders of keys all fail there.
 */
export function parseJcs(bytes: Uint8Array): Result<JsonValue, NotCanonical> {
  if (bytes.length > MAX_JSON_BYTES) return err({ code: 'TOO_LARGE', limit: MAX_JSON_BYTES });
  const text = decodeUtf8(bytes);
  if (text === null) return err({ code: 'UTF8_INVALID' });
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return err({ code: 'JSON_INVALID' });
  }
  const encoded = tryEncodeJcs(value);
  if (!encoded.ok) return encoded;
  const at = firstDifference(bytes, encoded.value);
  return at < 0 ? ok(value) : err({ code: 'NOT_CANONICAL', at });
}

import { lengthPrefixed, sha256 } from '@entente/canonical';
import type { DocumentId } from '@entente/kernel';
import type { Append } from './log.js';

const text = new TextEncoder();

/** SHA-256 (FIPS 180-4): 32 bytes. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** Chain hash before a document's first row (S4). */
export function genesisChain(document: DocumentId): Uint8Array {
  return sha256(lengthPrefixed([text.encode('entente-log/1'), text.encode(document)]));
}

/**
 * Chain hash of a row: SHA-256 over the length-prefixed previous hash, seq, author, delegation, client and bytes
 * (S4). `received_at` is not in it: the log gives it only at commit.
 */
export function chainHash(
  previous: Uint8Array,
  row: Pick<Append, 'seq' | 'author' | 'delegation' | 'client' | 'bytes'>,
  hash: Sha256 = sha256,
): Uint8Array {
  const facts = [String(row.seq), row.author, row.delegation, String(row.client)];
  return hash(prefixed(previous, facts, row.bytes));
}

/**
 * The bytes that `lengthPrefixed` of canonical makes of the same parts, in one pass and without an array for each fact: this is
 * done for every keystroke. The facts are ASCII (numbers, an id, a code); any other goes the long way.
 */
function prefixed(previous: Uint8Array, facts: readonly string[], bytes: Uint8Array): Uint8Array {
  let total = 4 + previous.length + 4 + bytes.length;
  for (const fact of facts) total += 4 + fact.length;
  const out = new Uint8Array(total);
  let at = put(out, 0, previous);
  for (const fact of facts) {
    at = putLength(out, at, fact.length);
    for (let index = 0; index < fact.length; index += 1) {
      const unit = fact.charCodeAt(index);
      if (unit > 0x7f) return lengthPrefixed([previous, ...facts.map((one) => text.encode(one)), bytes]);
      out[at + index] = unit;
    }
    at += fact.length;
  }
  put(out, at, bytes);
  return out;
}

function put(out: Uint8Array, at: number, part: Uint8Array): number {
  const from = putLength(out, at, part.length);
  out.set(part, from);
  return from + part.length;
}

function putLength(out: Uint8Array, at: number, length: number): number {
  out[at] = length >>> 24;
  out[at + 1] = length >>> 16;
  out[at + 2] = length >>> 8;
  out[at + 3] = length;
  return at + 4;
}

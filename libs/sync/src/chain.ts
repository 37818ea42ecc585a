import { lengthPrefixed, sha256 } from '@entente/canonical';
import type { DocumentId } from '@entente/kernel';
import type { Append } from './log.js';

const text = new TextEncoder();

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
): Uint8Array {
  const facts = [String(row.seq), row.author, row.delegation, String(row.client)];
  return sha256(lengthPrefixed([previous, ...facts.map((fact) => text.encode(fact)), row.bytes]));
}

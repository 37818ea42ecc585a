import { encodeUtf8, hashOf, lengthPrefixed } from '@entente/canonical';
import type { AnnexId, Hash } from '@entente/kernel';

const LABEL = encodeUtf8('entente-annex-commitment/1');

/**
 * What states that cannot read an annex are bound to: SHA-256 over the length-prefixed label, annex id, salt (32 bytes) and
 * bytes (SECURITY §4.5). Without the salt nobody can test a guess of the content.
 */
export function commitmentOf(annex: AnnexId, salt: Uint8Array, bytes: Uint8Array): Hash {
  return hashOf(lengthPrefixed([LABEL, encodeUtf8(annex), salt, bytes]));
}

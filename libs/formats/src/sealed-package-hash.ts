import { encodeJcs, hashOf } from '@entente/canonical';
import type { AnnexId, Hash } from '@entente/kernel';

/** What a formal act is about where the text is sealed: the text, the structured parts (none yet) and the annexes' commitments. */
export interface SealedContent {
  readonly sealedText: Hash;
  readonly annexes: readonly { readonly annex: AnnexId; readonly commitment: Hash }[];
}

const byAnnex = (a: { readonly annex: string }, b: { readonly annex: string }): number =>
  a.annex < b.annex ? -1 : Number(a.annex > b.annex);

/** The hash that acts on a sealed text name (form `entente-package/2`). The order of the annexes is nothing. */
export function sealedPackageHash({ sealedText, annexes }: SealedContent): Hash {
  const listed = [...annexes].sort(byAnnex).map(({ annex, commitment }) => ({ annex, commitment }));
  return hashOf(encodeJcs({ form: 'entente-package/2', sealedText, parts: [], annexes: listed }));
}

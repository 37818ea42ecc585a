import { encodeJcs, hashOf } from '@entente/canonical';
import type { AnnexId, Hash } from '@entente/kernel';

/** What a formal act is about: the text, the structured parts (none yet) and the commitments to sealed annexes. */
export interface PackageContent {
  readonly textHash: Hash;
  readonly parts: readonly { readonly part: string; readonly hash: Hash }[];
  readonly annexes: readonly { readonly annex: AnnexId; readonly commitment: Hash }[];
}

const PACKAGE_FORM = 'entente-package/1';

const byKey = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The hash that votes and endorsements name (form `entente-package/1`, SPEC D28). The order of the lists is nothing. */
export function packageHash({ textHash, parts, annexes }: PackageContent): Hash {
  return hashOf(
    encodeJcs({
      form: PACKAGE_FORM,
      textHash,
      parts: [...parts].sort((a, b) => byKey(a.part, b.part)).map(({ part, hash }) => ({ part, hash })),
      annexes: [...annexes]
        .sort((a, b) => byKey(a.annex, b.annex))
        .map(({ annex, commitment }) => ({ annex, commitment })),
    }),
  );
}

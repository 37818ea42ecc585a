import type { Hash, ProvisionId } from '@entente/kernel';
import { Refusal } from '@entente/nest-platform';

/** Why something that is said of a provision's words cannot be recorded: they are not the words that stand now. */
export function wordsRefusal(
  said: { readonly provision: ProvisionId; readonly hash: Hash },
  provisions: Readonly<Record<string, Hash>>,
): Refusal | null {
  const hash = Object.hasOwn(provisions, said.provision) ? provisions[said.provision] : undefined;
  if (hash === undefined) {
    return new Refusal('HASH_MISMATCH', {
      detail: 'The provision is no longer in the text, or holds what no text may hold.',
    });
  }
  return hash === said.hash
    ? null
    : new Refusal('HASH_MISMATCH', { detail: `The provision now has the hash ${hash}.` });
}

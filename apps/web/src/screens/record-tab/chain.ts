import { encodeJcs, hashOf } from '@entente/canonical';
import type { FormalAct } from '@entente/contracts';
import type { Hash } from '@entente/kernel';

export type ChainVerdict =
  | { readonly ok: true; readonly count: number }
  | { readonly ok: false; readonly sequence: number; readonly what: 'breakGap' | 'breakLink' | 'breakHash' };

/** Checks a record, oldest first: numbers without a gap, each act naming the hash before it, each hash that of its contents. */
export function checkChain(packageId: string, acts: readonly FormalAct[]): ChainVerdict {
  let previous = hashOf(encodeJcs({ form: 'entente-record/1', package: packageId }));
  for (const [at, act] of acts.entries()) {
    const { sequence } = act;
    if (sequence !== at + 1) return { ok: false, sequence, what: 'breakGap' };
    if (act.previous !== previous) return { ok: false, sequence, what: 'breakLink' };
    // Of a veiled act the contents are not here to be hashed; its place in the chain is still checked.
    if (act.veiled !== true && hashOfAct(packageId, act) !== act.hash)
      return { ok: false, sequence, what: 'breakHash' };
    previous = act.hash;
  }
  return { ok: true, count: acts.length };
}

/** Form `entente-formal-act/1`: everything that the record says of an act, and the hash before it. */
export function hashOfAct(packageId: string, act: Omit<FormalAct, 'hash' | 'veiled'>): Hash {
  const { sequence, type, person, name, delegation, mandate, packageHash, at, body, previous } = act;
  return hashOf(
    encodeJcs({
      form: 'entente-formal-act/1',
      package: packageId,
      sequence,
      type,
      person,
      name,
      delegation,
      mandate,
      packageHash,
      at,
      body,
      previous,
    }),
  );
}

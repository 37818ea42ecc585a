import { encodeJcs, hashOf, type JsonValue } from '@entente/canonical';
import type { FormalAct } from '@entente/contracts';
import type { Hash } from '@entente/kernel';

/** What the hash of an act covers. */
type ActContents = Omit<FormalAct, 'hash' | 'veiled' | 'at' | 'body'> & {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly body: JsonValue;
};

export type ChainVerdict =
  | { readonly ok: true; readonly count: number }
  | { readonly ok: false; readonly sequence: number; readonly what: 'breakGap' | 'breakLink' | 'breakHash' };

/** Checks a record of formal acts, oldest first: numbers without a gap, each act naming the hash before it, each hash that of its contents. */
export function checkChain(packageId: string, acts: readonly FormalAct[]): ChainVerdict {
  let previous = genesisOf(packageId);
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

/** The hash that stands before the first act of a package's record. */
export function genesisOf(packageId: string): Hash {
  return hashOf(encodeJcs({ form: 'entente-record/1', package: packageId }));
}

/** The hash of one act, over everything that the record says of it and the hash before it (form `entente-formal-act/1`). */
export function hashOfAct(packageId: string, act: ActContents): Hash {
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

import { encodeJcs, hashOf } from '@entente/canonical';
import type { Hash } from '@entente/kernel';
import type { Terms } from './procedure.js';

/** The hash of the electorate as frozen: form `entente-electorate/1`, strict JCS, members by code (SPEC R9). */
export function electorateHash(members: Terms['members']): Hash {
  const sorted = [...members].sort((a, b) => (a.partner < b.partner ? -1 : 1));
  return hashOf(
    encodeJcs({
      form: 'entente-electorate/1',
      members: sorted.map(({ partner, weight, participates }) => ({ partner, weight, participates })),
    }),
  );
}

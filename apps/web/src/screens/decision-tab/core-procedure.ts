import type { Procedure as Wire } from '@entente/contracts';
import type { Procedure } from '@entente/consensus';
import type { MandateId } from '@entente/kernel';

/**
 * A procedure of the wire as the consensus core knows one, for counting and for asking what would be refused. The wire names
 * neither mandates nor nonces of others' acts; neither enters a count.
 */
export function coreProcedure(wire: Wire): Procedure {
  const { id, rule, packageHash, electorate, acts, openedAt, closedAt } = wire;
  const base = {
    terms: {
      procedure: id,
      kind: 'vote' as const,
      rule,
      packageHash,
      members: electorate.map(({ partner, weight }) => ({ partner, weight, participates: true })),
      allowConstructive: false,
    },
    openedAt,
    acts: acts.map(({ partner, act, reason, person, at, sequence }) => ({
      partner,
      act,
      reason,
      packageHash,
      person,
      mandate: `record ${String(sequence)}` as MandateId,
      nonce: `record ${String(sequence)}`,
      at,
    })),
  };
  return wire.state === 'open'
    ? { ...base, state: 'open' }
    : { ...base, state: wire.state, closedAt: closedAt ?? openedAt };
}

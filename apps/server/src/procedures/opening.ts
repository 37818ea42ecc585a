import { electorateHash, termsHash, termsOf, type Terms } from '@entente/consensus';
import type { Delegation } from '@entente/contracts';
import type { Hash, Instant, ProcedureId } from '@entente/kernel';
import type { LockedPackage } from '../lifecycle/index.js';
import type { EntityManager } from 'typeorm';
import type { ProcedureRow } from './procedure.table.js';

/** The facts of the moment at which a procedure opens. */
export interface OpeningFacts {
  readonly manager: EntityManager;
  readonly procedure: ProcedureId;
  readonly locked: LockedPackage;
  /** The partners that take part in the package, in protocol order. */
  readonly members: readonly Delegation[];
}

/** The vote of the first release: by unanimity, without a deadline. */
export function plainVote(packageHash: Hash, { procedure, members: partners }: OpeningFacts): Terms {
  const members = partners.map(({ code, weight }) => ({ partner: code, weight, participates: true }));
  return termsOf({ procedure, kind: 'vote', rule: { id: 'UNANIMITY_ABST' }, packageHash, members });
}

/** The row of a procedure that is about to begin, before its first event. */
export function newRow(
  { row }: LockedPackage,
  terms: Terms,
  { partners, at }: { readonly partners: readonly Delegation[]; readonly at: Instant },
): ProcedureRow {
  return {
    id: terms.procedure,
    package: row.id,
    revision: row.revision,
    packageHash: terms.packageHash,
    kind: terms.kind,
    rule: terms.rule.id,
    terms,
    names: Object.fromEntries(partners.map(({ code, name }) => [code, name])),
    electorateHash: electorateHash(terms.members),
    termsHash: termsHash(terms),
    follows: terms.follows,
    state: 'prepared',
    openedAt: null,
    closedAt: null,
    deadlineAt: null,
    nextInstant: null,
    eventHead: 0,
    lastAt: new Date(at),
  };
}

import type { DelegationCode } from '@entente/kernel';

/** A member of the body. Who does not participate or is suspended is outside the count, inside the full membership. */
export interface Member {
  readonly partner: DelegationCode;
  /** A whole number from 0; all weights together stay within the safe integers. */
  readonly weight: number;
  /** False for an opt-out, permanent or declared before opening (DOMAIN §1.3.3). */
  readonly participates: boolean;
  /** Its vote against is a veto under `UNSC_SUBSTANTIVE`. */
  readonly permanent?: boolean | undefined;
  /** Credentials or membership suspended. */
  readonly suspended?: boolean | undefined;
  /** Party to the dispute: counted as abstaining, whatever it says (UN Charter 27(3)). */
  readonly obligatoryAbstention?: boolean | undefined;
}

/** Least number of members present: of the electorate as it is at the count, or a number given outright (DOMAIN §1.3.4). */
export const QUORUM_SHARES = ['none', 'half', 'majority', 'two_thirds'] as const;
export type Quorum = (typeof QUORUM_SHARES)[number] | number;

/** Who counts in one procedure, frozen at its opening. `members`: the full membership, in protocol order. */
export interface Electorate {
  readonly members: readonly Member[];
  readonly quorum: Quorum;
}

/** Whether a member is counted: the set `N` of DOMAIN §1.3.2. */
export const isCounted = (member: Member): boolean => member.participates && member.suspended !== true;

/** The least number of members present in an electorate of `size`; 0 where none is asked (SPEC R34). */
export function quorumNeed(quorum: Quorum, size: number): number {
  switch (quorum) {
    case 'none':
      return 0;
    case 'half':
      return Math.ceil(size / 2);
    case 'majority':
      return Math.floor(size / 2) + 1;
    case 'two_thirds':
      return Math.ceil((2 * size) / 3);
    default:
      return quorum;
  }
}

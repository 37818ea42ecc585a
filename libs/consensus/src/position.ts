import type { DelegationCode, Hash, ProvisionId } from '@entente/kernel';
import type { ReserveKind } from './reserve/kinds.js';

/** A partner's standing view of one provision. Not a vote: it binds nothing and carries over by its hash (DESIGN §5). */
export const POSITIONS = ['support', 'can_accept', 'reserve', 'oppose', 'no_instructions'] as const;
export type PositionKind = (typeof POSITIONS)[number];

/** What a partner says of one provision, on the words with `hash`. */
export interface Position {
  readonly partner: DelegationCode;
  readonly provision: ProvisionId;
  readonly hash: Hash;
  readonly position: PositionKind;
  readonly reserve: ReserveKind | null;
}

/** `given_for_other_words`: the provision has changed since, or is gone. */
export type Standing = 'given' | 'given_for_other_words';

/** Carry-over is equality of hashes and nothing else (SPEC R14). `currentHash` null: the provision is no longer there. */
export function standingOf(position: Pick<Position, 'hash'>, currentHash: Hash | null): Standing {
  return position.hash === currentHash ? 'given' : 'given_for_other_words';
}

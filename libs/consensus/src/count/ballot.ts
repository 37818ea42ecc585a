import type { DelegationCode } from '@entente/kernel';

/** Where a member stands when it is counted. `against`: an objection too. `absent`: has said nothing, and nobody speaks for it. */
export const STANCES = ['in_favour', 'against', 'abstain', 'abstain_constructive', 'absent'] as const;
export type Stance = (typeof STANCES)[number];

/** One stance a member; who is not named is absent. */
export type Stances = ReadonlyMap<DelegationCode, Stance>;

/** What a matrix counts: `in_favour` is *in*, every other stance *out*. */
export interface MatrixBallot {
  readonly targets: ReadonlyMap<string, Stances>;
}

/** What a composite counts: for each part, by its name, a ballot of its own. */
export interface CompositeBallot {
  readonly parts: ReadonlyMap<string, Ballot>;
}

export type Ballot = Stances | MatrixBallot | CompositeBallot;

import { err, instant, ok, type Instant, type ProcedureId, type Result } from '@entente/kernel';
import { isClosed } from './evolve.js';
import type { Refusal } from './refusal.js';
import type { Procedure } from './state.js';
import type { FollowsAs, Terms } from './terms.js';

const DAY = 86_400_000;

/** When the new procedure runs. */
export interface NewPeriod {
  readonly procedure: ProcedureId;
  readonly opensAt: Instant | null;
  readonly deadlineAt: Instant | null;
}

/** The same text again, after it was not adopted: 24 hours are then enough (DOMAIN §1.3.3; SPEC R89). */
export function reissued(procedure: Procedure, period: NewPeriod): Result<Terms, Refusal> {
  const { terms } = procedure;
  return followed(procedure, 'reissue', {
    ...period,
    minPeriodMs: Math.min(terms.minPeriodMs, DAY),
  });
}

/** The same text before another electorate: a forum switch, for all to see (DOMAIN §1.1.2; SPEC R90). */
export function inAnotherForum(
  procedure: Procedure,
  period: NewPeriod,
  forum: Pick<Terms, 'members' | 'without' | 'rule' | 'rulebook'>,
): Result<Terms, Refusal> {
  // Whom the first one left out says nothing of whom this one asks.
  return followed(procedure, 'forum_switch', { ...period, without: undefined, ...forum });
}

function followed(
  { terms, packageHash, state }: Procedure,
  followsAs: FollowsAs,
  change: Partial<Terms>,
): Result<Terms, Refusal> {
  // An adopted text has nothing to follow, and one still open has not been left.
  if (!isClosed(state) || state === 'adopted') return err({ code: 'WRONG_STATE', state });
  return ok({ ...terms, packageHash, announcedAt: null, ...change, follows: terms.procedure, followsAs });
}

/** The deadline that a default outcome takes effect at: so many days of 24 hours after the opening (DOMAIN §1.1.3). */
export const reverseConsensusDeadline = (opensAt: Instant, days: number): Instant =>
  instant(opensAt + days * DAY);

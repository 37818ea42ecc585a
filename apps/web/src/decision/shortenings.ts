import { asked, type Procedure as Core } from '@entente/consensus';
import type { DelegationCode, Instant } from '@entente/kernel';

/** An earlier deadline that somebody agreed to: who has, and who has not yet. Only the instant itself is agreed to, none near it. */
export interface Shortening {
  readonly deadlineAt: Instant;
  readonly agreed: readonly DelegationCode[];
  readonly awaited: readonly DelegationCode[];
}

/** Earlier deadlines that partners agreed to and that can still be set, the one with most agreement first (SPEC R73). */
export function shorteningsOf(core: Core, now: Instant): readonly Shortening[] {
  const { shortenings, deadlineAt } = core;
  const partners = asked(core).map(({ partner }) => partner);
  const instants = new Set(shortenings.map((each) => each.deadlineAt));
  return [...instants]
    .filter((at) => deadlineAt !== null && at < deadlineAt && at > now)
    .map((at) => {
      const said = new Set(
        shortenings.filter((each) => each.deadlineAt === at).map(({ partner }) => partner),
      );
      return {
        deadlineAt: at,
        agreed: partners.filter((partner) => said.has(partner)),
        awaited: partners.filter((partner) => !said.has(partner)),
      };
    })
    .toSorted((one, other) => one.awaited.length - other.awaited.length || one.deadlineAt - other.deadlineAt);
}

import { err, ok, type DelegationCode, type Result } from '@entente/kernel';
import { repeated } from '../rule/fault.js';
import type { Procedure } from './state.js';
import type { FollowsAs, Without } from './terms.js';

/** Whom the chair puts a text before: partners of the package, and the ground on which the others are not asked. */
export interface Forum {
  readonly asks: readonly DelegationCode[];
  readonly ground: string;
}

/** What a procedure follows, and whom it is to ask. */
export interface ForumChoice {
  readonly followsAs: FollowsAs | null;
  readonly forum?: Forum | undefined;
  /** Whom the procedure before it left out. */
  readonly before?: Without | undefined;
}

export type ForumRefusal =
  | { readonly code: 'forum_not_a_switch'; readonly followsAs: FollowsAs | null }
  | { readonly code: 'forum_empty' }
  | { readonly code: 'forum_stranger' | 'forum_twice'; readonly partners: readonly DelegationCode[] }
  | { readonly code: 'forum_ground_missing'; readonly partners: readonly DelegationCode[] };

/**
 * Whom of the package's partners a new procedure does not ask; null: it asks all. A reissue asks whom the one before it asked, a forum
 * switch whom the chair names, and nothing else names a forum (SPEC R235, R236).
 */
export function withoutOf(
  partners: readonly DelegationCode[],
  { followsAs, forum, before }: ForumChoice,
): Result<Without | null, ForumRefusal> {
  if (forum === undefined) return ok(followsAs === 'reissue' ? stillLeftOut(partners, before) : null);
  if (followsAs !== 'forum_switch') return err({ code: 'forum_not_a_switch', followsAs });
  const { asks, ground } = forum;
  const strangers = asks.filter((partner) => !partners.includes(partner));
  const twice = repeated(asks);
  if (asks.length === 0) return err({ code: 'forum_empty' });
  if (strangers.length > 0) return err({ code: 'forum_stranger', partners: strangers });
  if (twice.length > 0) return err({ code: 'forum_twice', partners: twice });
  const left = partners.filter((partner) => !asks.includes(partner));
  if (left.length === 0) return ok(null);
  // Who loses its say is told why.
  if (ground.trim() === '') return err({ code: 'forum_ground_missing', partners: left });
  return ok({ partners: left, ground });
}

/** Whom a procedure does not ask; who has joined it since is asked (SPEC R235). Undefined: it asks everybody. */
export function leftOutBy({
  terms: { without },
  members,
}: Pick<Procedure, 'terms' | 'members'>): Without | undefined {
  const partners = without?.partners.filter((code) => members.every(({ partner }) => partner !== code)) ?? [];
  return without === undefined || partners.length === 0 ? undefined : { partners, ground: without.ground };
}

function stillLeftOut(partners: readonly DelegationCode[], before: Without | undefined): Without | null {
  const left = partners.filter((partner) => before?.partners.includes(partner) === true);
  return before === undefined || left.length === 0 ? null : { partners: left, ground: before.ground };
}

import { encodeJcs, hashOf, type JsonValue } from '@entente/canonical';
import { instant, type DelegationCode, type Hash, type Instant, type ProcedureId } from '@entente/kernel';
import type { WorkingCalendar } from '../calendar/working-calendar.js';
import type { Member, Quorum } from '../count/electorate.js';
import { USUAL_POLICY, type ReservePolicy } from '../reserve/kinds.js';
import type { Rule } from '../rule/rule.js';

/**
 * How consent is given. `vote`: acts, no deadline needed. `written`: acts until a deadline; no reply is no consent. `silence` and
 * `no_objection`: who says nothing until the deadline consents. `matrix`: each target and each partner for itself.
 */
export const PROCEDURE_KINDS = ['vote', 'written', 'silence', 'no_objection', 'matrix'] as const;
export type ProcedureKind = (typeof PROCEDURE_KINDS)[number];

/** A severable entry, or a target of a matrix. Without its framework text no entry stands. */
export interface Item {
  readonly id: string;
  readonly title: string;
  readonly framework?: boolean | undefined;
  /**
   * The provisions, and sections by their documents, that it is in the frozen text. The framework is what no other item names. Absent
   * in procedures that opened before items were bound (SPEC R210).
   */
  readonly provisions?: readonly string[] | undefined;
}

/** When what is adopted expires, and how many civil days before everybody is told. */
export interface Sunset {
  readonly at: Instant;
  readonly warningDays: readonly number[];
}

/** How a procedure comes after another (DOMAIN §1.3.3); a derogation under what the other adopted (§1.3.6). */
export type FollowsAs = 'reissue' | 'forum_switch' | 'referral' | 'derogation';

/** Partners of the package that a forum does not ask, and why. They are no members of its body, and are in no count of it. */
export interface Without {
  readonly partners: readonly DelegationCode[];
  readonly ground: string;
}

/** Frozen and hashed when the procedure opens; nothing of it changes afterwards (DOMAIN §1.3.1). */
export interface Terms {
  readonly procedure: ProcedureId;
  readonly kind: ProcedureKind;
  readonly rule: Rule;
  /** Counts the acts once somebody has objected, instead of ending there (DOMAIN §1.3.6); null: an objection ends it. */
  readonly fallback: Rule | null;
  readonly rulebook: { readonly id: string; readonly version: number } | null;
  readonly packageHash: Hash;
  /** Empty where the package stands or falls as one. */
  readonly items: readonly Item[];
  readonly members: readonly Member[];
  /** Absent: every partner of the package is asked (SPEC R235). */
  readonly without?: Without | undefined;
  readonly weightTable: string | null;
  readonly quorum: Quorum;
  readonly announcedAt: Instant | null;
  /** Null: at the command that opens it. */
  readonly opensAt: Instant | null;
  readonly deadlineAt: Instant | null;
  /** IANA name, for people; instants are UTC. */
  readonly zone: string;
  /** Working days of the host city; null: a working day is 24 hours. */
  readonly calendar: WorkingCalendar | null;
  readonly deadlineInclusive: boolean;
  /** `suspend`: holds are admitted, and stop the clock. An objection ends in either mode (DESIGN §6). */
  readonly onObjection: 'terminate' | 'suspend';
  readonly severable: boolean;
  readonly allowAbstain: boolean;
  readonly allowConstructive: boolean;
  readonly allowEmergencyBrake: boolean;
  /** Whether an objection must state a reason. */
  readonly reasonsRequired: boolean;
  /** Whether a partner may contest, before opening, that silence is used (OSCE). */
  readonly contestable: boolean;
  /** Whether who joins the body enters the electorate of what is still pending (UN). */
  readonly joiners: 'excluded' | 'pending_matters';
  readonly reservePolicy: ReservePolicy;
  readonly minPeriodMs: number;
  readonly maxExtensions: number;
  readonly holdMaxMs: number;
  /** By how much a hold may be extended, once. Absent: not at all. */
  readonly holdExtensionMs?: number | undefined;
  readonly proxiesPerHolder: number;
  readonly positionVisibility: 'all' | 'chair_and_secretariat' | 'own';
  /** Whether a broken procedure names who objected, or says "a delegation". */
  readonly nameObjectors: boolean;
  /** For how long after adoption a late objection lets the chair hold publication. */
  readonly recallWindowMs: number;
  /** Absent: what is adopted has no stated end. */
  readonly sunset?: Sunset | undefined;
  readonly follows: ProcedureId | null;
  readonly followsAs: FollowsAs | null;
}

type Given = 'procedure' | 'kind' | 'rule' | 'packageHash' | 'members';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Terms with the usual answer wherever `given` says nothing (DOMAIN §1.3). */
export function termsOf(given: Pick<Terms, Given> & Partial<Terms>): Terms {
  return {
    fallback: null,
    rulebook: null,
    items: [],
    weightTable: null,
    quorum: 'none',
    announcedAt: null,
    opensAt: null,
    deadlineAt: null,
    zone: 'UTC',
    calendar: null,
    deadlineInclusive: true,
    onObjection: given.kind === 'no_objection' ? 'suspend' : 'terminate',
    severable: false,
    allowAbstain: true,
    allowConstructive: false,
    allowEmergencyBrake: false,
    reasonsRequired: given.kind === 'vote',
    contestable: false,
    joiners: 'excluded',
    reservePolicy: USUAL_POLICY,
    minPeriodMs: 0,
    maxExtensions: 1,
    holdMaxMs: 180 * DAY,
    proxiesPerHolder: 1,
    positionVisibility: 'all',
    nameObjectors: true,
    recallWindowMs: 0,
    follows: null,
    followsAs: null,
    ...given,
  };
}

/** When a deadline has passed: one millisecond after it where it is inclusive, at it where not (DOMAIN §1.3.3). */
export const closingInstant = (
  { deadlineInclusive }: Pick<Terms, 'deadlineInclusive'>,
  deadline: Instant,
): Instant => (deadlineInclusive ? instant(deadline + 1) : deadline);

/** The hash of everything that is frozen when a procedure opens: form `entente-terms/1`, strict JCS (SPEC R153). */
export function termsHash(terms: Terms): Hash {
  // Terms are plain JSON; JCS knows no undefined, so an optional member that was set to it is left out first.
  const plain = JSON.parse(JSON.stringify(terms)) as JsonValue;
  return hashOf(encodeJcs({ form: 'entente-terms/1', terms: plain }));
}

/** The hash of the electorate as frozen: form `entente-electorate/1`, strict JCS, members by code (SPEC R9). */
export function electorateHash(members: readonly Member[]): Hash {
  const sorted = [...members].sort((a, b) => (a.partner < b.partner ? -1 : 1));
  return hashOf(encodeJcs({ form: 'entente-electorate/1', members: sorted.map(memberContent) }));
}

// What is usual is left out, so that a plain electorate keeps the hash it always had.
function memberContent(member: Member): Record<string, string | number | boolean> {
  const { partner, weight, participates, permanent, suspended, obligatoryAbstention } = member;
  return {
    partner,
    weight,
    participates,
    ...(permanent === true && { permanent }),
    ...(suspended === true && { suspended }),
    ...(obligatoryAbstention === true && { obligatoryAbstention }),
  };
}

/**
 * What stands of the package with only these items: form `entente-residual/1`, strict JCS, ids in the order of the terms. The package
 * hash binds the content of each item, so the items left determine the text left (SPEC R88; DOMAIN §1.3.3).
 */
export function residualHash(terms: Pick<Terms, 'items'>, packageHash: Hash, kept: readonly string[]): Hash {
  return residualOfIds(
    packageHash,
    terms.items.map((item) => item.id).filter((id) => kept.includes(id)),
  );
}

/** The same from the ids alone, in the order of the terms: for who knows only what was adopted. */
export const residualOfIds = (packageHash: Hash, items: readonly string[]): Hash =>
  hashOf(encodeJcs({ form: 'entente-residual/1', packageHash, items }));

import type { DelegationCode, Hash, Instant, PersonId } from '@entente/kernel';
import type { Member } from '../count/electorate.js';
import type { Proxy } from '../count/proxy.js';
import type { Removal } from '../count/reduced.js';
import type { Declaration } from '../reserve/declarations.js';
import type { Reserve } from '../reserve/reserve.js';
import type { Act } from './act.js';
import type { Terms } from './terms.js';

export const CLOSED_STATES = [
  'adopted',
  'broken',
  'not_adopted',
  'no_decision',
  'void',
  'referred',
  'withdrawn',
] as const;
export type ClosedState = (typeof CLOSED_STATES)[number];

/**
 * `suspended`: the clock stands (every matter is held, the chair has stopped it, the clock is at fault, or the chair has to confirm). `part_adopted`: the
 * deadline has passed, some items are adopted, others are still held.
 */
export type ProcedureState = 'prepared' | 'announced' | 'open' | 'suspended' | 'part_adopted' | ClosedState;

/** Why a procedure, or one of its items, ended as it did. */
export type Cause =
  | 'silence'
  | 'objection'
  | 'reserve_not_lifted'
  | 'counted'
  | 'early_close'
  | 'quorum_not_met'
  | 'withdrawn'
  | 'use_contested'
  | 'text_changed'
  | 'corrigendum_contested'
  | 'emergency_brake'
  | 'referred'
  | 'no_electorate'
  | 'voided_by_chair';

/** One thing to be decided: each item where items are severable or form a matrix, else the package as `*`. */
export interface Matter {
  readonly id: string;
  readonly state: 'open' | 'held' | 'adopted' | 'rejected';
  readonly since: Instant;
  /** Where held: as it was when the clock stopped. */
  readonly deadlineAt: Instant | null;
  /** What was left when the clock stopped; null while it runs. */
  readonly remainingMs: number | null;
  readonly cause: Cause | null;
}

/** The clock stopped by the chair for everything. */
export interface Suspension {
  readonly at: Instant;
  readonly reason: string;
  readonly until: Instant | null;
}

/** The id of the matter that is the whole package. */
export const WHOLE = '*';

export interface Hold {
  readonly id: string;
  readonly partner: DelegationCode;
  readonly person: PersonId;
  readonly matters: readonly string[];
  readonly reason: string;
  readonly at: Instant;
  readonly expiresAt: Instant;
  /** What its holder asks for beyond that; absent once it was granted, and where nothing is asked. */
  readonly asked?: AskedExtension | undefined;
  /** When it was to expire before it was extended; absent: it was not. */
  readonly extendedFrom?: Instant | undefined;
  readonly end: { readonly mode: HoldEnd; readonly at: Instant; readonly reason: string } | null;
}

/** A short extension of a hold, asked for by its holder (DOMAIN §1.1.3). */
export interface AskedExtension {
  readonly until: Instant;
  readonly reason: string;
  readonly at: Instant;
}

/** `expired` and `lapsed` (its holder left) are deemed lifted. */
export type HoldEnd = 'lifted' | 'converted' | 'expired' | 'lapsed';

/** A proxy and when it was recorded; revoked ones stay. The holder may also act for the giver outright. */
export interface RecordedProxy extends Proxy {
  readonly at: Instant;
  readonly revokedAt: Instant | null;
}

/** *For* some words of a provision *read* others, with its place in the provision. What it makes of the text is not for this room to say. */
export interface CorrectedPassage {
  /** A provision's id, or a section's document. */
  readonly unit: string;
  readonly block: number;
  readonly at: number;
  readonly before: string;
  readonly after: string;
}

/** A change that claims to be of form only, and its own mini-silence (DOMAIN §1.3.3). */
export interface Corrigendum {
  readonly id: string;
  readonly toHash: Hash;
  readonly note: string;
  /** Absent: of the time when only its hash was filed. */
  readonly passages?: readonly CorrectedPassage[] | undefined;
  readonly at: Instant;
  readonly standsAt: Instant;
  readonly state: 'running' | 'stands' | 'contested';
}

/** Members that leave or join the body at an instant that is known. */
export interface ElectorateChange {
  readonly id: string;
  readonly at: Instant;
  readonly leaving: readonly Removal[];
  readonly joining: readonly Member[];
}

export const CELLS = ['in', 'in_later', 'statement_only', 'not_in'] as const;
export type Cell = (typeof CELLS)[number];

/** What a partner says of one target in a matrix (DOMAIN §1.1.6). */
export interface CellAct {
  readonly partner: DelegationCode;
  readonly target: string;
  readonly cell: Cell;
  readonly person: PersonId;
  readonly nonce: string;
  readonly at: Instant;
}

/** What the members removed would have made of it, beside what it is (DOMAIN §1.3.3). */
export interface Comparison {
  readonly without: readonly DelegationCode[];
  readonly is: ClosedState;
  readonly wouldHaveBeen: ClosedState;
}

export interface LateObjection {
  readonly partner: DelegationCode;
  readonly person: PersonId;
  readonly reason: string;
  readonly nonce: string;
  readonly at: Instant;
}

/** Something that a partner has to be told before time does something to it. */
export interface Warning {
  /** The same warning has the same key, so that it is given once. */
  readonly key: string;
  readonly what: 'reserve_lapses' | 'reserve_blocks' | 'act_unconfirmed' | 'hold_expires';
  readonly partner: DelegationCode;
  /** Id of the reserve or hold, or nonce of the act. */
  readonly subject: string;
  readonly dueAt: Instant;
  /** When what is warned of happens. */
  readonly happensAt: Instant;
}

/** `act`, `said`: nonces of acts. */
export interface WithdrawnObjection {
  readonly act: string;
  readonly scope: readonly string[];
  readonly said: readonly string[];
}

/** Everything of one procedure, folded from its events. Plain JSON. */
export interface Procedure {
  readonly terms: Terms;
  readonly state: ProcedureState;
  readonly since: Instant;
  readonly openedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly cause: Cause | null;
  /** As accepted corrigenda left it. */
  readonly packageHash: Hash;
  readonly deadlineAt: Instant | null;
  /** When that deadline was set. */
  readonly deadlineSince: Instant;
  readonly extensions: number;
  readonly members: readonly Member[];
  readonly departed: readonly (Removal & { readonly member: Member; readonly at: Instant })[];
  readonly matters: readonly Matter[];
  /** Every act in order. */
  readonly acts: readonly Act[];
  /** Nonces of acts that no longer count: repudiated, withdrawn, of a revoked proxy or a departed member. */
  readonly lapsed: readonly string[];
  /** Objections taken back, with what their partner had said until then: none of it counts on what the objection bore on. */
  readonly withdrawn: readonly WithdrawnObjection[];
  /** Acts ad referendum that the capital has confirmed, by their nonce. */
  readonly confirmed: readonly { readonly act: string; readonly at: Instant }[];
  readonly holds: readonly Hold[];
  readonly reserves: readonly Reserve[];
  readonly declarations: readonly Declaration[];
  readonly proxies: readonly RecordedProxy[];
  readonly shortenings: readonly { readonly partner: DelegationCode; readonly deadlineAt: Instant }[];
  readonly corrigenda: readonly Corrigendum[];
  readonly changes: readonly ElectorateChange[];
  readonly cells: readonly CellAct[];
  /** Set where an objection has turned it into a count by `terms.fallback`. */
  readonly escalatedAt: Instant | null;
  readonly clockFault: boolean;
  /** Null while the chair lets it run. */
  readonly suspension: Suspension | null;
  /** What waits for the chair's confirmation, and the legal instant it then has. */
  readonly pending: {
    /** Null for a reader who may not know how the removed stood (SPEC R197). */
    readonly comparison: Comparison | null;
    readonly matters: readonly string[];
    readonly at: Instant;
  } | null;
  readonly comparison: Comparison | null;
  readonly lateObjections: readonly LateObjection[];
  /** Messages of partners that are no acts, so that one sent twice is one. */
  readonly received: readonly { readonly nonce: string; readonly digest: Hash }[];
  /** Keys of warnings given. */
  readonly warned: readonly string[];
  readonly publicationHeld: boolean;
}

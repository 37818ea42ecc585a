import type { DelegationCode, Hash, Instant, ProcedureId } from '@entente/kernel';
import type { ClosedState } from '../procedure/state.js';

/** Before a text is frozen, in the order of DOMAIN §1.5. */
export const BEFORE_FREEZE = ['scoping', 'drafting', 'consultation', 'stabilised', 'legal_scrub'] as const;
export type BeforeFreeze = (typeof BEFORE_FREEZE)[number];

/** What a frozen version is known by. */
export interface Frozen {
  /** n of `REV n`. */
  readonly revision: number;
  readonly packageHash: Hash;
}
interface Decided extends Frozen {
  /** The procedure that decides, or decided, on it. */
  readonly procedure: ProcedureId;
}

/** How long what is adopted applies. `sunsetAt`: the first instant at which it applies no more; null: until repealed. */
export interface Term {
  readonly inForceAt: Instant;
  readonly sunsetAt: Instant | null;
}

export const ENDED = ['withdrawn', 'shelved', 'repealed', 'expired'] as const;
type Ended = (typeof ENDED)[number];

interface Before {
  /** The last frozen one, 0 before the first. */
  readonly revision: number;
  /** Hash of that version, where it has just come back from a procedure: another may take it on (SPEC P27). */
  readonly returned?: Hash;
}
interface Applied extends Decided {
  readonly term: Term;
}
interface Over {
  readonly revision: number;
  readonly endedAt: Instant;
}

/** What is known of a package in each state of DOMAIN §1.5. */
interface Known extends Record<BeforeFreeze, Before> {
  readonly frozen: Frozen;
  readonly decision: Decided;
  readonly adopted: Decided;
  readonly authenticated: Decided;
  readonly embargoed: Decided & { readonly releaseAt: Instant };
  /** `term`: where one is laid down; then it comes into force at its instant. */
  readonly published: Decided & { readonly term?: Term };
  readonly in_force: Applied;
  readonly under_review: Applied;
  readonly suspended: Applied;
  readonly repealed: Applied & Over;
  readonly expired: Applied & Over;
  readonly withdrawn: Over;
  readonly shelved: Over;
  readonly archived: Over & { readonly was: Ended };
}
export type WholeState = keyof Known;
export type WholePackage = {
  readonly [State in WholeState]: { readonly state: State } & Known[State];
}[WholeState];

/** Every state, in order. */
export const PACKAGE_STATES = [
  ...BEFORE_FREEZE,
  'frozen',
  'decision',
  'adopted',
  'authenticated',
  'embargoed',
  'published',
  'in_force',
  'under_review',
  'suspended',
  ...ENDED,
  'archived',
] as const satisfies readonly WholeState[];

export type PackageOf<State extends WholeState> = Extract<WholePackage, { readonly state: State }>;

type Happened<Type extends string, Facts = unknown> = Type extends string
  ? { readonly type: Type } & Facts
  : never;
interface At {
  readonly at: Instant;
}
interface ByProcedure extends At {
  readonly procedure: ProcedureId;
}

/** Plain JSON. `to` left out: `drafting`, as in the short course. `at`: the legal instant. */
export type WholeEvent =
  | Happened<'advanced' | 'reopened', { readonly to: BeforeFreeze }>
  | Happened<'tabled', Frozen>
  | Happened<'resumed', { readonly to?: 'consultation' }>
  | Happened<'procedure_opened', { readonly procedure: ProcedureId }>
  /** The version that came back stands under decision again. */
  | Happened<'taken_on', { readonly procedure: ProcedureId }>
  | Happened<'adopted' | 'authenticated' | 'archived'>
  | Happened<'returned', { readonly outcome: Exclude<ClosedState, 'adopted'>; readonly to?: 'consultation' }>
  | Happened<'embargoed', { readonly releaseAt: Instant }>
  /** `later`: partners whose own instrument follows. */
  | Happened<'published', { readonly term?: Term; readonly later?: readonly DelegationCode[] }>
  | Happened<'came_into_force' | 'expired' | 'review_opened' | 'withdrawn' | 'shelved', At>
  /** The review ends without a change, or with an amending package of its own. */
  | Happened<'review_closed', At & { readonly amendedBy: ProcedureId | null }>
  | Happened<'renewed', ByProcedure & { readonly sunsetAt: Instant }>
  | Happened<'measures_suspended' | 'measures_reimposed' | 'repealed', ByProcedure>;
export type WholeEventOf<Type extends WholeEvent['type']> = Extract<WholeEvent, { readonly type: Type }>;

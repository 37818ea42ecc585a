import type { Hash, Instant, ProcedureId } from '@entente/kernel';
import type { ClosedState } from '../procedure/state.js';
import type { Instrument, Language, LiveReserve, Scope, ShutGate } from './gates.js';
import type { Term, WholeState } from './states.js';

/** Who changes words. Left out: a delegate. */
export type Editor = 'delegate' | 'chair' | 'lawyer_linguist';

/** A decision taken on this package in a procedure of its own. `at`: the instant of adoption. */
interface ByDecision {
  readonly procedure: ProcedureId;
  readonly at: Instant;
}

/** Facts that a gate asks stand in the command: whoever gives it has looked. */
export type WholeCommand =
  | { readonly type: 'edit'; readonly by?: Editor }
  | { readonly type: 'draft'; readonly scope: Scope }
  | { readonly type: 'consult'; readonly missingParts: readonly number[] }
  | { readonly type: 'redraft' }
  | { readonly type: 'stabilise'; readonly openBrackets: readonly string[] }
  | { readonly type: 'scrub'; readonly reserves: readonly LiveReserve[] }
  | { readonly type: 'reopen' }
  | {
      readonly type: 'table';
      readonly revision: number;
      readonly packageHash: Hash;
      readonly languages?: readonly Language[];
    }
  | { readonly type: 'resume' }
  | {
      readonly type: 'open_procedure';
      readonly packageHash: Hash;
      readonly procedure: ProcedureId;
      readonly hashPublished?: boolean;
      readonly peerReviewClosed?: boolean;
    }
  /** Another procedure on the version that came back. `packageHash`: of the draft as it is now. */
  | {
      readonly type: 'take_on';
      readonly packageHash: Hash;
      readonly procedure: ProcedureId;
      readonly hashPublished?: boolean;
      readonly peerReviewClosed?: boolean;
    }
  | { readonly type: 'close_procedure'; readonly procedure: ProcedureId; readonly outcome: ClosedState }
  | { readonly type: 'authenticate'; readonly chair: boolean; readonly secretariat: boolean }
  | { readonly type: 'correct'; readonly formOnly: boolean }
  | {
      readonly type: 'embargo';
      readonly releaseAt: Instant;
      readonly manifest: boolean;
      readonly instruments: readonly Instrument[];
    }
  | {
      readonly type: 'publish';
      readonly packageHash: Hash;
      readonly term?: Term;
      readonly recallUntil?: Instant | null;
      readonly instruments?: readonly Instrument[];
    }
  | { readonly type: 'open_review' }
  | { readonly type: 'close_review'; readonly amendedBy: ProcedureId | null }
  | ({ readonly type: 'renew'; readonly sunsetAt: Instant } & ByDecision)
  | ({ readonly type: 'suspend_measures' } & ByDecision)
  | ({ readonly type: 'reimpose_measures' } & ByDecision)
  | ({
      readonly type: 'repeal';
      readonly liftingNotice: boolean;
      readonly delistingExports: boolean;
    } & ByDecision)
  | { readonly type: 'withdraw' }
  | { readonly type: 'shelve' }
  | { readonly type: 'archive' }
  /** Time has passed. */
  | { readonly type: 'tick' };
export type WholeCommandOf<Type extends WholeCommand['type']> = Extract<
  WholeCommand,
  { readonly type: Type }
>;

/** Why a command changes nothing. */
export type WholeRefusal =
  | { readonly code: 'WRONG_STATE'; readonly state: WholeState }
  | { readonly code: 'VERSION_STALE'; readonly next: number }
  | { readonly code: 'HASH_MISMATCH'; readonly packageHash: Hash }
  | { readonly code: 'GATE_SHUT'; readonly gates: readonly ShutGate[] }
  | { readonly code: 'NOT_THEIRS_TO_EDIT'; readonly by: Editor }
  | { readonly code: 'NOT_FORM_ONLY' }
  /** Adopted too late to continue anything: it is a new act (DOMAIN §1.5). */
  | { readonly code: 'EXPIRED_BEFORE'; readonly expiredAt: Instant }
  | { readonly code: 'SUNSET_NOT_LATER'; readonly sunsetAt: Instant | null };

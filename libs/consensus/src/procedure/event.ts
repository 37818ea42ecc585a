import type { DelegationCode, Hash, Instant, MandateId, PersonId, ProcedureId } from '@entente/kernel';
import type { Declaration } from '../reserve/declarations.js';
import type { Reserve, ReserveEvent } from '../reserve/reserve.js';
import type { Act, Speaker } from './act.js';
import type { Office, SpokenCommand } from './command.js';
import type {
  Cause,
  CellAct,
  ClosedState,
  Comparison,
  CorrectedPassage,
  ElectorateChange,
  Hold,
  HoldEnd,
  LateObjection,
  RecordedProxy,
  Suspension,
  Warning,
} from './state.js';
import type { Terms } from './terms.js';

/** One event for each name, so that a name alone tells the facts. */
type Happened<Type extends string, Facts = unknown> = Type extends string
  ? { readonly type: Type; readonly at: Instant } & Facts
  : never;

/** The end of a procedure, with what the record says of it. */
export interface Closing {
  readonly state: ClosedState;
  readonly cause: Cause;
  /** Who objected, contested or invoked the brake. */
  readonly partners: readonly DelegationCode[];
  /** Ids of the reserves that blocked. */
  readonly reserves: readonly string[];
  /** The hash of what is adopted, where it is not the whole package (SPEC R88). */
  readonly residual: Hash | null;
  readonly comparison: Comparison | null;
  /** The procedure it is referred to, where that is known. */
  readonly to: ProcedureId | null;
}

/** Matters decided at one instant for one cause, while others may still run. */
export interface Settlement {
  readonly matters: readonly string[];
  readonly state: 'adopted' | 'rejected';
  readonly cause: Cause;
  readonly partners: readonly DelegationCode[];
  readonly reserves: readonly string[];
}

interface Opened {
  readonly terms: Terms;
  readonly reserves: readonly Reserve[];
}

interface Corrected {
  readonly id: string;
  readonly toHash: Hash;
  readonly note: string;
  readonly passages?: readonly CorrectedPassage[] | undefined;
  readonly standsAt: Instant;
}

/** Plain JSON. A name keeps its meaning for good: another meaning is another name. `at`: the legal instant. */
export type ProcedureEvent =
  | Happened<'prepared' | 'announced', Opened>
  /** `residuals`: for each item, the hash of what is left without it, shown to all at opening. */
  | Happened<'opened', Opened & { readonly residuals: Readonly<Record<string, Hash>> }>
  | Happened<'acted', Act>
  /** A partner's message that is no act; what it did follows. Kept so that one sent twice is one. */
  | Happened<
      'received',
      Speaker & {
        readonly command: SpokenCommand['type'];
        readonly nonce: string;
        readonly digest: Hash;
        readonly reason: string;
      }
    >
  /** Two people of a partner have said different things: `prevails` is the nonce of the act that counts. */
  | Happened<
      'disagreed',
      { readonly partner: DelegationCode; readonly prevails: string; readonly over: string }
    >
  /** By nonce. */
  | Happened<'act_confirmed' | 'act_repudiated' | 'objection_withdrawn', { readonly act: string }>
  | Happened<'hold_placed', { readonly hold: Hold }>
  | Happened<
      'hold_ended',
      {
        readonly id: string;
        readonly mode: HoldEnd;
        readonly person: PersonId | null;
        readonly reason: string;
      }
    >
  | Happened<
      'hold_extension_asked',
      {
        readonly id: string;
        readonly partner: DelegationCode;
        readonly until: Instant;
        readonly reason: string;
      }
    >
  | Happened<
      'hold_extended',
      {
        readonly id: string;
        readonly partner: DelegationCode;
        readonly from: Instant;
        readonly to: Instant;
      }
    >
  /** The chair has stopped the clock of everything. `until` null: until the chair says so. */
  | Happened<'suspended', { readonly by: Office } & Omit<Suspension, 'at'>>
  | Happened<'suspension_ended', { readonly by: Office }>
  /** Matters that nothing stops any more run again: the last hold has ended, or the chair's suspension. */
  | Happened<'resumed', { readonly matters: readonly string[]; readonly deadlineAt: Instant }>
  | Happened<'settled', Settlement>
  /** `counts`: towards the limit; not where a fault of the clock made it necessary. */
  | Happened<'extended', { readonly from: Instant; readonly to: Instant; readonly counts: boolean }>
  | Happened<'shortening_agreed', { readonly partner: DelegationCode; readonly deadlineAt: Instant }>
  | Happened<'shortened', { readonly from: Instant; readonly to: Instant }>
  | Happened<'clock_faulted', { readonly offMs: number }>
  | Happened<'corrigendum_filed', Corrected>
  | Happened<'corrigendum_contested', { readonly id: string; readonly partner: DelegationCode }>
  | Happened<'corrigendum_stands', { readonly id: string }>
  | Happened<'electorate_scheduled' | 'electorate_changed', { readonly change: ElectorateChange }>
  | Happened<'participation_declined', { readonly partner: DelegationCode }>
  | Happened<'proxy_given', { readonly proxy: RecordedProxy }>
  | Happened<'proxy_revoked', { readonly giver: DelegationCode }>
  | Happened<'cell_set', CellAct & { readonly mandate: MandateId }>
  /** An objection has turned it into a count by the terms' fallback. */
  | Happened<'escalated', { readonly partners: readonly DelegationCode[] }>
  | Happened<'confirmation_due', { readonly comparison: Comparison; readonly matters: readonly string[] }>
  | Happened<'result_confirmed'>
  | ReserveEvent
  | Happened<'declared', { readonly declaration: Declaration }>
  | Happened<'late_objection', LateObjection & { readonly recallUntil: Instant | null }>
  | Happened<'publication_held' | 'publication_released', { readonly by: Office }>
  | Happened<'warned', { readonly warning: Warning }>
  /** What was adopted expires in so many days. */
  | Happened<'sunset_near', { readonly daysBefore: number; readonly sunsetAt: Instant }>
  | Happened<'closed', Closing>;

export type EventOf<Type extends ProcedureEvent['type']> = Extract<ProcedureEvent, { readonly type: Type }>;

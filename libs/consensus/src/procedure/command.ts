import type { DelegationCode, Hash, Instant, ProcedureId } from '@entente/kernel';
import type { Member } from '../count/electorate.js';
import type { Proxy } from '../count/proxy.js';
import type { Removal } from '../count/reduced.js';
import type { NewDeclaration } from '../reserve/declarations.js';
import type { EndOfReserve, NewReserve, Reserve } from '../reserve/reserve.js';
import type { ActContent, Speaker } from './act.js';
import type { Cell, CorrectedPassage } from './state.js';
import type { Terms } from './terms.js';

/** In which office a command is given, where it is not a partner's. */
export type Office = 'chair' | 'secretariat' | 'system';

/** What opening looks at beside the terms. */
export interface Opening {
  readonly terms: Terms;
  /** Hash of the package as frozen now; null where it is not frozen. */
  readonly frozenHash: Hash | null;
  /** Live reserves that the procedure takes over. */
  readonly reserves?: readonly Reserve[];
}

/** A partner's word that is no act: who speaks, and once for each press of a button. */
type Spoken<Type extends string> = { readonly type: Type; readonly nonce: string } & Speaker;
type Official<Type extends string> = { readonly type: Type; readonly by: Office };
type Begins<Type extends string> = Type extends string ? { readonly type: Type } & Opening : never;

export type PartnerCommand =
  | ({ readonly type: 'act' } & ActContent)
  /** Only in a `vote` or `written` procedure; elsewhere an objection is final. */
  | Spoken<'withdraw_objection'>
  /** The capital confirms what was said ad referendum, or does not. `act`: nonce of that act. */
  | (Spoken<'confirm_act'> & { readonly act: string })
  | (Spoken<'repudiate_act'> & { readonly act: string })
  | (Spoken<'hold'> & { readonly id: string; readonly scope: readonly string[]; readonly reason: string })
  | (Spoken<'lift_hold'> & { readonly id: string; readonly reason: string })
  | (Spoken<'convert_hold'> & { readonly id: string; readonly reason: string })
  /** A short extension of one's own hold; the chair grants it. */
  | (Spoken<'ask_hold_extension'> & { readonly id: string; readonly until: Instant; readonly reason: string })
  | (Spoken<'contest_use'> & { readonly reason: string })
  | (Spoken<'agree_shortening'> & { readonly deadlineAt: Instant })
  | (Spoken<'contest_corrigendum'> & { readonly id: string; readonly reason: string })
  | (Spoken<'emergency_brake'> & { readonly reason: string })
  | (Spoken<'give_proxy'> & { readonly to: DelegationCode; readonly says: Proxy['says'] })
  | Spoken<'revoke_proxy'>
  | Spoken<'decline_participation'>
  | (Spoken<'set_cell'> & { readonly target: string; readonly cell: Cell })
  | (Spoken<'enter_reserve'> & { readonly reserve: NewReserve; readonly leave: boolean })
  | (Spoken<'end_reserve'> & { readonly id: string; readonly end: EndOfReserve })
  | { readonly type: 'declare'; readonly declaration: NewDeclaration };

/** Commands that a receipt is kept of. */
export type SpokenCommand = Extract<PartnerCommand, Speaker & { readonly nonce: string }>;

export type OfficeCommand =
  /** On none: from nothing to that state. `advance` takes one that stands to its next state. */
  | Begins<'prepare' | 'announce' | 'open'>
  | (Official<'advance'> & { readonly frozenHash: Hash | null })
  | (Official<'extend'> & { readonly deadlineAt: Instant })
  /** `until`: when it runs on by itself; null: when the chair says so. */
  | (Official<'suspend'> & { readonly reason: string; readonly until: Instant | null })
  | Official<'resume'>
  /** Grants what the holder asked for. */
  | (Official<'extend_hold'> & { readonly id: string })
  | Official<'close_early'>
  | Official<'close'>
  | Official<'confirm_result'>
  | Official<'void'>
  | { readonly type: 'withdraw' }
  | (Official<'refer'> & { readonly to: ProcedureId | null; readonly reason: string })
  | { readonly type: 'text_changed'; readonly packageHash: Hash }
  | (Official<'file_corrigendum'> & {
      readonly id: string;
      readonly toHash: Hash;
      readonly note: string;
      readonly passages?: readonly CorrectedPassage[] | undefined;
    })
  | (Official<'change_electorate'> & {
      readonly id: string;
      /** Null: now. */
      readonly at: Instant | null;
      readonly leaving: readonly Removal[];
      readonly joining: readonly Member[];
    })
  | { readonly type: 'clock_fault'; readonly offMs: number }
  | Official<'hold_publication'>
  | Official<'release_publication'>
  /**
   * Time has passed. `ingestedThrough`: every message received until then has been decided already; time owes nothing beyond it,
   * however late it is (DOMAIN §1.3.3: in-flight messages). Left out: until now.
   */
  | { readonly type: 'tick'; readonly ingestedThrough?: Instant };

export type ProcedureCommand = PartnerCommand | OfficeCommand;
export type CommandOf<Type extends ProcedureCommand['type']> = Extract<
  ProcedureCommand,
  { readonly type: Type }
>;

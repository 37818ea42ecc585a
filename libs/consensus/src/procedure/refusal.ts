import type { DelegationCode, Hash, Instant } from '@entente/kernel';
import type { DeclarationRefusal } from '../reserve/declarations.js';
import type { ReserveRefusal } from '../reserve/reserve.js';
import type { Office } from './command.js';
import type { ProcedureState } from './state.js';
import type { TermsFault } from './faults.js';

/** Why a command changes nothing. Given in the order of this list (DESIGN §6, SPEC R8). */
export type Refusal =
  | { readonly code: 'ALREADY_OPEN' }
  | { readonly code: 'NOT_OPEN' }
  | { readonly code: 'NONCE_REUSED' }
  | { readonly code: 'ALREADY_CLOSED'; readonly state: ProcedureState; readonly closedAt: Instant }
  /** The procedure stands, in a state that does not admit this. */
  | { readonly code: 'WRONG_STATE'; readonly state: ProcedureState }
  | { readonly code: 'NOT_A_MEMBER' }
  /** `proxyOf`: whose proxy the speaker does not hold. */
  | { readonly code: 'NO_MANDATE'; readonly proxyOf?: DelegationCode }
  /** Only that office may. */
  | { readonly code: 'WRONG_OFFICE'; readonly office: Office }
  | { readonly code: 'NOT_FROZEN' }
  | { readonly code: 'HASH_MISMATCH'; readonly packageHash: Hash }
  | { readonly code: 'NOT_OWNER' }
  | { readonly code: 'LEVEL_TOO_LOW' }
  | { readonly code: 'SHORTENING_REQUIRES_ALL' }
  | { readonly code: 'EXTENSION_LIMIT' }
  | { readonly code: 'PROXY_LIMIT' }
  | { readonly code: 'HOLD_LIMIT' }
  | { readonly code: 'NOT_ALL_ENDORSED' }
  | { readonly code: 'RESERVE_LIVE'; readonly reserves: readonly string[] }
  | { readonly code: 'REASON_REQUIRED' }
  | { readonly code: 'OVERRIDE_REASON_REQUIRED'; readonly reserves: readonly string[] }
  | { readonly code: 'ACT_NOT_ALLOWED' }
  | { readonly code: 'OBLIGATORY_ABSTENTION' }
  | { readonly code: 'OBJECTION_FINAL' }
  /** Nothing live stands under this id or nonce. */
  | { readonly code: 'NOTHING_THERE' }
  | { readonly code: 'ID_TAKEN' }
  /** An instant that must come later, or earlier, than it does. */
  | { readonly code: 'INSTANT_UNFIT'; readonly bound: Instant }
  | { readonly code: 'ELECTORATE_FROZEN' }
  | ReserveRefusal
  | DeclarationRefusal
  | { readonly code: 'RULE_INPUT'; readonly fault: TermsFault };

export { ACTIONS, type Action } from './action.js';
export {
  DELEGATION_KINDS,
  mandateFor,
  POWERS,
  ROLES,
  type Actor,
  type DelegationKind,
  type Mandate,
  type Power,
  type Role,
} from './actor.js';
export {
  documentAccess,
  DRAFTING_RULES,
  type DocumentAccess,
  type DocumentState,
  type DraftingRule,
} from './document-access.js';
export { effectiveRoles, may, mayEver } from './may.js';
export { ROLES_OF_KIND } from './rules.js';
export type { Denial, DenialReason, Subject } from './subject.js';

import type { Instant } from '@entente/kernel';
import type { Action } from './action.js';
import type { Actor } from './actor.js';
import { may } from './may.js';
import type { Subject } from './subject.js';

/**
 * What a live connection may do with one document. `suggest`: propose words and deletions, and change nothing of the text as
 * accepted. `comment`: read, and take part without touching the text. `none`: to that person it does not exist.
 */
export type DocumentAccess = 'write' | 'suggest' | 'comment' | 'read' | 'none';

/** What delegations of partners do to the text of one package; the chair and the secretariat, who hold the pen, write. */
export type DraftingRule = 'write' | 'suggest' | 'comment';

export const DRAFTING_RULES = ['write', 'suggest', 'comment'] as const satisfies readonly DraftingRule[];

/** What decides whether a document can be written at all, and by whom. */
export interface DocumentState {
  readonly document: 'open' | 'closed';
  /** True only while the package is being drafted. */
  readonly drafting: boolean;
  readonly delegationsMay: DraftingRule;
}

type Parties = Extract<Subject, { kind: 'package' }>;

/** Asked when a document is joined, again on each message, and again whenever rights or states change (SECURITY §4.3). */
export function documentAccess(
  actor: Actor,
  parties: Parties,
  state: DocumentState,
  now: Instant,
): DocumentAccess {
  const allowed = (action: Action): boolean => may(actor, action, parties, now).ok;
  if (!allowed('package.read')) return 'none';
  if (!state.drafting || state.document === 'closed' || !allowed('package.edit')) return 'read';
  return actor.delegationKind === 'partner' ? state.delegationsMay : 'write';
}

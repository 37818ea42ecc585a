import type { Instant } from '@entente/kernel';
import type { Actor } from './actor.js';
import { may } from './may.js';
import type { Subject } from './subject.js';

/** What a live connection may do with one document; `none`: to that person it does not exist. */
export type DocumentAccess = 'write' | 'read' | 'none';

/** What decides whether a document can be written at all. */
export interface DocumentState {
  readonly document: 'open' | 'closed';
  /** True only while the package is being drafted. */
  readonly drafting: boolean;
}

/** Asked when a document is joined, again on each message, and again whenever rights or states change (SECURITY §4.3). */
export function documentAccess(
  actor: Actor,
  parties: Extract<Subject, { kind: 'package' }>,
  state: DocumentState,
  now: Instant,
): DocumentAccess {
  if (!may(actor, 'package.read', parties, now).ok) return 'none';
  const writable = state.drafting && state.document === 'open';
  return writable && may(actor, 'package.edit', parties, now).ok ? 'write' : 'read';
}

import type { Doc } from 'yjs';
import type { Plan } from './plan.js';

/** What a room applies without having it tried elsewhere first (SECURITY §4.2.5). */
export interface LiveTerms {
  readonly bytes: number;
  readonly structs: number;
  readonly steps: number;
  /** Has a trial shown that it is bearable to compare the document with what a joiner gets? */
  readonly compared: boolean;
}

/** What a trial applies, and a room after it: the limits of the scan and the watchdog hold. */
export const EVERYTHING: LiveTerms = { bytes: Infinity, structs: Infinity, steps: Infinity, compared: true };

/** To compare a document with what a joiner gets is to build it once more; up to so many structs that is live. */
const SMALL_DOCUMENT = 10_000;

/** Would this plan cost more than a live update may, or is it of the kind whose cost only a trial can tell? */
export function isHeavy(doc: Doc, plan: Plan, live: LiveTerms): boolean {
  return plan.steps > live.steps || (plan.suspect && !live.compared && !isSmall(doc));
}

function isSmall(doc: Doc): boolean {
  let structs = 0;
  for (const list of doc.store.clients.values()) {
    structs += list.length;
    if (structs > SMALL_DOCUMENT) return false;
  }
  return true;
}

import type { Instant } from '@entente/kernel';
import { evolveWhole, isOf } from './evolve.js';
import type { WholeEvent, WholePackage } from './states.js';

/**
 * What time has brought by `until`, at the instants of the law: coming into force, and expiry at the sunset, whether or not anybody
 * looked then (SPEC P18). Both at once when the whole term has passed unseen.
 */
export function owed(current: WholePackage, until: Instant): readonly WholeEvent[] {
  const next = nextOf(current, until);
  return next === null ? [] : [next, ...owed(evolveWhole(current, next), until)];
}

function nextOf(current: WholePackage, until: Instant): WholeEvent | null {
  if (current.state === 'published' && current.term !== undefined) {
    const { inForceAt } = current.term;
    return inForceAt <= until ? { type: 'came_into_force', at: inForceAt } : null;
  }
  if (!isOf(current, ['in_force', 'under_review', 'suspended'])) return null;
  const { sunsetAt } = current.term;
  return sunsetAt !== null && sunsetAt <= until ? { type: 'expired', at: sunsetAt } : null;
}

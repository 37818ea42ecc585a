import {
  bothCountsOf,
  decide,
  evolveAll,
  type BothCounts,
  type OfficeCommand,
  type Procedure as Core,
} from '@entente/consensus';
import type { Instant } from '@entente/kernel';

/** Both computations as they would be once this change had happened; null where it would be refused, or removes nobody now. */
export function afterChange(core: Core, command: OfficeCommand, now: Instant): BothCounts | null {
  const decided = decide(core, command, now);
  if (!decided.ok) return null;
  const changed = decided.value.filter((event) => event.type !== 'closed' && event.type !== 'settled');
  const after = evolveAll(core, changed);
  return after === null ? null : bothCountsOf(after);
}

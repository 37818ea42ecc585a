import type { ProvisionId } from '@entente/kernel';
import { useMemo } from 'react';
import { useHistoryComparison } from '../api/queries.js';
import { useRoom } from './room-context.js';

export type ChangedSince = {
  /** When the person last left this text; null: not on this device. */
  readonly since: number | null;
  /** Provisions whose words or place changed since, or that came; null: not known yet. */
  readonly changed: ReadonlySet<ProvisionId> | null;
  readonly error: Error | null;
};

/** What changed since the person's last visit to this text. */
export function useChangedSince(asked: boolean): ChangedSince {
  const { view, lastVisit: since } = useRoom();
  const { data, error } = useHistoryComparison(view.id, asked && since !== null ? { from: since } : null);
  const changed = useMemo(() => {
    if (data === undefined) return null;
    const found = data.sections
      .flatMap(({ provisions }) => provisions)
      .filter((one) => one.change === 'changed' || one.change === 'added' || one.moved);
    return new Set(found.flatMap((one) => (one.id === null ? [] : [one.id as ProvisionId])));
  }, [data]);
  return { since, changed, error };
}

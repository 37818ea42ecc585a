import { useAgreedMarks, useInstructions } from '../../api/queries.js';
import { FILTERS, type Filter, type FilterFacts } from '../../board/filters.js';
import { formatInstant } from '../../format/instant.js';
import { useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { useChangedSince, type ChangedSince } from '../../room/use-changed-since.js';
import type { Option } from '../../ui/field.js';

const OF_ONES_PARTNER: readonly Filter[] = ['mine', 'capital'];
const NONE: readonly never[] = [];

type Answer = {
  readonly facts: FilterFacts;
  readonly options: readonly Option<Filter>[];
  /** What is to be known of the selection beside it; null: nothing. */
  readonly remark: string | null;
};

/** What the filters of the contents ask, and which of them a person has: who sits for no partner has neither reserves nor a capital. */
export function useFilterFacts(filter: Filter): Answer {
  const t = useT();
  const { view } = useRoom();
  const { delegation, delegationKind } = useMe();
  const isNational = delegationKind === 'partner';
  const instructions = useInstructions(view.id, isNational).data?.instructions ?? NONE;
  const marks = useAgreedMarks(view.id).data?.marks ?? NONE;
  const since = useChangedSince(filter === 'changed');
  return {
    facts: { delegation, instructions, marks, changed: since.changed },
    options: FILTERS.filter((one) => isNational || !OF_ONES_PARTNER.includes(one)).map((value) => ({
      value,
      label: t(`room.filter.${value}`),
    })),
    remark: filter === 'changed' ? remarkOf(t, since) : null,
  };
}

function remarkOf(t: ReturnType<typeof useT>, { since, changed, error }: ChangedSince): string {
  if (since === null) return t('room.changedFirst');
  if (error !== null) return t('room.changedUnknown');
  if (changed === null) return t('common.loading');
  return t('room.changedSince', { at: formatInstant(since) });
}

import type { HistorySitting } from '@entente/contracts';
import { SITTING_GAP_MS, type Sitting } from '@entente/document';
import type { DocumentId } from '@entente/kernel';

interface Part {
  readonly document: DocumentId;
  readonly sittings: readonly Sitting[];
}

/** The sittings of several sections as one list, newest first: who goes from section to section without a break sits once. */
export function timelineOf(parts: readonly Part[]): HistorySitting[] {
  const all = parts.flatMap(({ document, sittings }) => sittings.map((sitting) => ({ document, sitting })));
  all.sort((a, b) => a.sitting.from - b.sitting.from);
  const list: HistorySitting[] = [];
  const last = new Map<string, number>();
  for (const { document, sitting } of all) {
    const key = `${sitting.person} ${sitting.delegation}`;
    const at = last.get(key) ?? -1;
    const open = list[at];
    const joins = open !== undefined && sitting.from - open.to <= SITTING_GAP_MS;
    const index = joins ? at : list.length;
    list[index] = joins ? joined(open, document, sitting) : begun(document, sitting);
    last.set(key, index);
  }
  return list.toSorted((a, b) => b.from - a.from);
}

function begun(document: DocumentId, sitting: Sitting): HistorySitting {
  const { person, delegation, from, to, fromSeq, toSeq, rows, added, removed, moved } = sitting;
  return {
    person,
    delegation,
    from,
    to,
    added,
    removed,
    moved,
    parts: [{ document, fromSeq, toSeq, rows, added, removed, moved }],
  };
}

function joined(one: HistorySitting, document: DocumentId, sitting: Sitting): HistorySitting {
  const other = begun(document, sitting);
  const to = one.to >= other.to ? one.to : other.to;
  return {
    ...one,
    to,
    added: one.added + other.added,
    removed: one.removed + other.removed,
    moved: one.moved + other.moved,
    parts: [...one.parts, ...other.parts],
  };
}

import type { DelegationCode, Hash, Instant, ProvisionId } from '@entente/kernel';
import { BOARD_MARKS, markOf, overallMark, type BoardMark, type Marked } from './board-mark.js';
import { standingOf, type Position } from './position.js';

/** A frozen version, as far as positions ask about it. */
export interface VersionWords {
  readonly revision: number;
  readonly tabledAt: Instant;
  readonly provisions: ReadonlyMap<ProvisionId, Hash>;
}

/** A position with its instant; of one partner and provision the later one stands. */
export type PositionTaken = Position & { readonly at: Instant };

/** Whether a partner came nearer to agreement since the version before, by the gravity of its overall mark. */
export type Shift = 'closer' | 'further' | 'same';

/** Where one partner stood on a version in the end. */
export interface PartnerOnVersion extends Marked {
  readonly partner: DelegationCode;
  /** Of its positions on the version's own words, how many of each mark that occurs. */
  readonly counts: Readonly<Partial<Record<BoardMark, number>>>;
  /** Positions that it gave for other words than the version's. */
  readonly outdated: number;
  /** Null on the first version. */
  readonly shift: Shift | null;
}

export interface VersionStrip {
  readonly revision: number;
  readonly tabledAt: Instant;
  /** When the next one was tabled; null: it is the last. */
  readonly until: Instant | null;
  /** In protocol order. */
  readonly partners: readonly PartnerOnVersion[];
}

/**
 * Movement between rounds: on each version what every partner had said last before the next one was tabled (SPEC R186). Versions
 * by revision, positions in the order in which they were taken.
 */
export function movementOf(
  partners: readonly DelegationCode[],
  versions: readonly VersionWords[],
  taken: readonly PositionTaken[],
): readonly VersionStrip[] {
  const last = new Map<DelegationCode, Map<ProvisionId, Position>>(partners.map((code) => [code, new Map()]));
  let read = 0;
  let before: VersionStrip | null = null;
  return versions.map((version, at) => {
    const until = versions[at + 1]?.tabledAt ?? null;
    for (; read < taken.length; read += 1) {
      const position = taken[read];
      if (position === undefined || (until !== null && position.at >= until)) break;
      last.get(position.partner)?.set(position.provision, position);
    }
    const strip: VersionStrip = {
      revision: version.revision,
      tabledAt: version.tabledAt,
      until,
      partners: partners.map((code, place) =>
        onVersion(code, version, last.get(code) ?? new Map(), before?.partners[place] ?? null),
      ),
    };
    before = strip;
    return strip;
  });
}

function onVersion(
  partner: DelegationCode,
  { provisions }: VersionWords,
  said: ReadonlyMap<ProvisionId, Position>,
  before: Marked | null,
): PartnerOnVersion {
  const cells = [...said].flatMap(([provision, position]): Marked[] => {
    const words = provisions.get(provision);
    // A position on words that this version does not have says nothing of it.
    if (words === undefined) return [];
    return [{ mark: markOf(position), stale: standingOf(position, words) !== 'given' }];
  });
  const counts: Partial<Record<BoardMark, number>> = {};
  for (const { mark } of cells.filter(({ stale }) => !stale)) counts[mark] = (counts[mark] ?? 0) + 1;
  const overall = overallMark(cells);
  return {
    partner,
    ...overall,
    counts,
    outdated: cells.filter(({ stale }) => stale).length,
    shift: before === null ? null : shiftOf(before, overall),
  };
}

/** From one overall mark to the next; to have spoken at all is no step in itself, only what was said. */
export function shiftOf(before: Marked, after: Marked): Shift {
  const step = BOARD_MARKS.indexOf(after.mark) - BOARD_MARKS.indexOf(before.mark);
  if (step === 0) return 'same';
  return step > 0 ? 'closer' : 'further';
}

import { compareTexts, type WordRun } from '@entente/document';
import type { Position } from '@entente/contracts';
import { useMemo, type ReactNode } from 'react';
import { useVersion } from '../../api/queries.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { readFrozen, type ReadText } from '../../text/read-text.js';
import { Words } from '../../text/words.js';
import { Skeleton } from '../../ui/placeholders.js';

/** What changed in a provision since a position was given: the words of the version that has the position's hash. */
export function SinceThen({ position, text }: { position: Position; text: ReadText }): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const tabled =
    view.versions.filter((version) => version.tabled.at <= position.at).at(-1) ?? view.versions.at(0);
  const { data, isPending } = useVersion(view.id, tabled?.revision ?? 0);
  const runs = useMemo(() => {
    if (data === undefined || data.provisions[position.provision] !== position.hash) return null;
    const frozen = readFrozen(data.canonical);
    return frozen === null ? null : changedWords(frozen, text, position.provision);
  }, [data, position, text]);
  if (tabled !== undefined && isPending) return <Skeleton lines={2} />;
  if (runs === null) return <p className="quiet small">{t('rail.staleGone')}</p>;
  return (
    <p className="since-then serif">
      <Words runs={runs} />
    </p>
  );
}

/** The words of one provision and of what is in it, compared. */
function changedWords(before: ReadText, after: ReadText, provision: string): WordRun[] {
  for (const { provisions } of compareTexts(before.sections, after.sections).sections) {
    const start = provisions.findIndex(({ id }) => id === provision);
    const own = provisions[start];
    if (own === undefined) continue;
    const rest = provisions.slice(start + 1);
    const end = rest.findIndex(({ depth }) => depth <= own.depth);
    const inside = end < 0 ? rest : rest.slice(0, end);
    return [own, ...inside].flatMap(({ words }) => [...words, { op: 'same' as const, text: ' ' }]);
  }
  return [];
}

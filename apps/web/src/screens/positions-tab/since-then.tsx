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
  const sorted = view.versions.toSorted((a, b) => a.revision - b.revision);
  // The words of a position given on a draft are those of the version before it, or of the one it became.
  const before = useVersion(
    view.id,
    sorted.findLast(({ tabled }) => tabled.at <= position.at)?.revision ?? 0,
  );
  const after = useVersion(view.id, sorted.find(({ tabled }) => tabled.at > position.at)?.revision ?? 0);
  const versions = [before.data, after.data];
  const given = versions.find((one) => one?.provisions[position.provision] === position.hash);
  const runs = useMemo(() => {
    const frozen = given === undefined ? null : readFrozen(given.canonical);
    return frozen === null ? null : changedWords(frozen, text, position.provision);
  }, [given, position, text]);
  if (before.isLoading || after.isLoading) return <Skeleton lines={2} />;
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

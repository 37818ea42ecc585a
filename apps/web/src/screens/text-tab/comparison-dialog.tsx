import { compareTexts, type Comparison } from '@entente/document';
import { useMemo, type ReactNode } from 'react';
import { useVersion } from '../../api/queries.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { ComparedText } from '../../text/compared-text.js';
import { readFrozen, type ReadText } from '../../text/read-text.js';
import { Sheet } from '../../ui/dialog.js';
import { Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';

type ComparisonProps = {
  from: number;
  /** Null: the draft. */
  to: number | null;
  draft: ReadText | null;
  onClose: () => void;
};

export function ComparisonDialog({ from, to, draft, onClose }: ComparisonProps): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const earlier = useVersion(view.id, from);
  const later = useVersion(view.id, to ?? 0);
  const comparison = useMemo(() => {
    const before = earlier.data === undefined ? null : readFrozen(earlier.data.canonical);
    const frozen = later.data === undefined ? null : readFrozen(later.data.canonical);
    const after = to === null ? draft : frozen;
    return before === null || after === null ? null : compareTexts(before.sections, after.sections);
  }, [earlier.data, later.data, to, draft]);
  const title = t('versions.compared', {
    from: t('versions.rev', { revision: from }),
    to: to === null ? t('versions.draft') : t('versions.rev', { revision: to }),
  });
  return (
    <Sheet title={title} onClose={onClose}>
      <ProblemNote error={earlier.error ?? later.error} />
      {comparison === null ? <Skeleton lines={10} /> : <Compared comparison={comparison} />}
    </Sheet>
  );
}

function Compared({ comparison }: { comparison: Comparison }): ReactNode {
  const t = useT();
  const { added, removed, changed, moved } = comparison.counts;
  return (
    <>
      <p className="sentence">
        {added + removed + changed + moved === 0
          ? t('versions.same')
          : t('versions.counts', { added, removed, changed, moved })}
      </p>
      <ComparedText comparison={comparison} />
    </>
  );
}

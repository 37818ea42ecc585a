import type { History } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { useHistory } from '../../api/queries.js';
import { PageHead } from '../../frame/shell.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { Button } from '../../ui/button.js';
import { SelectField } from '../../ui/field.js';
import { Empty, Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { MomentPane } from './moment-pane.js';
import { useHistoryPlace, type HistoryPlace } from './place.js';
import { Timeline } from './timeline.js';
import { useFreshHistory } from './use-fresh-history.js';
import { useSectionNames } from './use-section-names.js';

/** Any past moment of the text, who wrote it, what changed since, and the way back. */
export function HistoryTab(): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const [place, move] = useHistoryPlace();
  const { document, delegation, before } = place;
  useFreshHistory();
  const { data, error, refetch } = useHistory(view.id, {
    document: document ?? undefined,
    delegation: delegation ?? undefined,
    before: before ?? undefined,
  });
  const sentence = data?.mayReadRemoved === false ? 'history.sentenceVersions' : 'history.sentence';
  return (
    <main id="content" className="page page-history" tabIndex={-1}>
      <PageHead title={t('history.title')} sentence={data === undefined ? undefined : t(sentence)} />
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {data === undefined
        ? error === null && <Skeleton lines={8} />
        : data.sections.length > 0 && <Panes history={data} place={place} move={move} />}
      {data?.sections.length === 0 && <Empty title={t('history.empty')} text={t('history.emptyText')} />}
    </main>
  );
}

type PanesProps = {
  history: History;
  place: HistoryPlace;
  move: (change: Partial<HistoryPlace>) => void;
};

function Panes({ history, place, move }: PanesProps): ReactNode {
  const t = useT();
  const nameOf = useSectionNames(history.sections);
  return (
    <div className="history">
      <aside className="history-list" aria-label={t('history.timeline')}>
        <Filters history={history} place={place} nameOf={nameOf} move={move} />
        {place.before !== null && (
          <Button
            small
            onClick={() => {
              move({ before: null });
            }}
          >
            {t('history.newest')}
          </Button>
        )}
        {history.sittings.length === 0 && (
          <Empty title={t('history.emptyFilter')} text={t('history.emptyFilterText')} />
        )}
        <Timeline history={history} place={place} nameOf={nameOf} move={move} />
        {history.more && (
          <Button
            small
            onClick={() => {
              move({ before: history.sittings.at(-1)?.from ?? null });
            }}
          >
            {t('history.older')}
          </Button>
        )}
      </aside>
      <MomentPane history={history} place={place} nameOf={nameOf} move={move} />
    </div>
  );
}

type FiltersProps = PanesProps & { nameOf: (document: string) => string };

function Filters({ history, place, nameOf, move }: FiltersProps): ReactNode {
  const t = useT();
  // All that were ever seen in this visit: a filter does not take away the way to the others.
  const [seen, setSeen] = useState<readonly string[]>([]);
  const fresh = history.sittings.map(({ delegation }) => delegation).filter((one) => !seen.includes(one));
  if (fresh.length > 0) setSeen([...new Set([...seen, ...fresh])].toSorted());
  const nowhere = { document: null, seq: null, at: null, against: null, before: null };
  return (
    <div className="history-filters">
      <SelectField
        label={t('history.where')}
        value={place.document ?? ''}
        options={[
          { value: '', label: t('history.whole') },
          ...history.sections.map(({ document }) => ({ value: document as string, label: nameOf(document) })),
        ]}
        onChange={(value) => {
          const found = history.sections.find(({ document }) => document === value);
          move({ ...nowhere, document: found?.document ?? null });
        }}
      />
      <SelectField
        label={t('history.who')}
        value={place.delegation ?? ''}
        options={[
          { value: '', label: t('history.everyone') },
          ...[...new Set([...seen, ...(place.delegation === null ? [] : [place.delegation])])].map(
            (code) => ({
              value: code as string,
              label: code as string,
            }),
          ),
        ]}
        onChange={(value) => {
          move({ delegation: value === '' ? null : (value as HistoryPlace['delegation']), before: null });
        }}
      />
    </div>
  );
}

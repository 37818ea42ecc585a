import { compareTexts } from '@entente/document';
import { useEffect, useMemo, type ReactNode } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { useVersion } from '../../api/queries.js';
import { useBoard } from '../../board/use-board.js';
import { PageHead } from '../../frame/shell.js';
import { useT } from '../../messages/use-t.js';
import { useLiveText, useRoom } from '../../room/room-context.js';
import { ComparedText } from '../../text/compared-text.js';
import { readFrozen, type ReadText } from '../../text/read-text.js';
import { Check, SelectField } from '../../ui/field.js';
import { Empty, Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { listSuggestions } from '../text-tab/list-suggestions.js';
import { CompareTable } from './compare-table.js';
import { readPlace, VIEWS, writePlace, type ComparePlace } from './place.js';
import { rowsOf } from './rows.js';
import '../../styles/compare.css';

/** Two texts of a package at an address of their own: as one marked text, side by side, or in four columns for a meeting. */
export function ComparePage(): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const [search, setSearch] = useSearchParams();
  const revisions = view.versions.map(({ revision }) => revision);
  const place = readPlace(search, revisions);
  const move = (change: Partial<ComparePlace>): void => {
    setSearch(writePlace({ ...place, ...change }), { replace: true });
  };
  if (revisions.length === 0) {
    return (
      <main id="content" className="page">
        <Empty title={t('versions.none')} text={t('compare.noneText')} />
      </main>
    );
  }
  return (
    <main id="content" className="page page-wide" tabIndex={-1}>
      <Compared place={place} onMove={move} />
    </main>
  );
}

type ComparedProps = { place: ComparePlace; onMove: (change: Partial<ComparePlace>) => void };

function Compared({ place, onMove }: ComparedProps): ReactNode {
  const t = useT();
  const { from, to, view: way } = place;
  const { comparison, later, error } = useTexts(place);
  const { board } = useBoard();
  const groups = useMemo(
    () => (comparison === null ? null : rowsOf(comparison, place.changed)),
    [comparison, place.changed],
  );
  useAnchor(groups !== null);
  const names = {
    from: t('versions.rev', { revision: from }),
    to: to === null ? t('versions.draft') : t('versions.rev', { revision: to }),
  };
  const counts = comparison?.counts;
  const none = counts !== undefined && Object.values(counts).every((count) => count === 0);
  return (
    <>
      <PageHead
        title={t('versions.compared', names)}
        sentence={counts === undefined ? undefined : none ? t('versions.same') : t('versions.counts', counts)}
      />
      <Choices place={place} onMove={onMove} />
      <ProblemNote error={error} />
      {comparison === null || groups === null ? (
        error === null && <Skeleton lines={10} />
      ) : way === 'marked' ? (
        <ComparedText comparison={comparison} />
      ) : (
        <CompareTable
          {...names}
          groups={groups}
          meeting={way === 'four' ? { suggestions: listSuggestions(later), board } : null}
        />
      )}
    </>
  );
}

/** The two texts and what became of the one in the other; null until both are here. */
function useTexts({ from, to }: ComparePlace) {
  const { view } = useRoom();
  const draft = useLiveText();
  const earlier = useVersion(view.id, from);
  const frozen = useVersion(view.id, to ?? 0);
  const before = useFrozen(earlier.data?.canonical);
  const after = useFrozen(frozen.data?.canonical);
  const later = to === null ? draft : after;
  const comparison = useMemo(
    () => (before === null || later === null ? null : compareTexts(before.sections, later.sections)),
    [before, later],
  );
  return { comparison, later, error: earlier.error ?? frozen.error };
}

const useFrozen = (canonical: string | undefined): ReadText | null =>
  useMemo(() => (canonical === undefined ? null : readFrozen(canonical)), [canonical]);

function Choices({ place, onMove }: ComparedProps): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const revisions = view.versions.map(({ revision }) => ({
    value: String(revision),
    label: t('versions.rev', { revision }),
  }));
  return (
    <div className="row row-end compare-choices">
      <SelectField
        label={t('versions.from')}
        value={String(place.from)}
        options={revisions}
        onChange={(from) => {
          onMove({ from: Number(from) });
        }}
      />
      <SelectField
        label={t('versions.to')}
        value={place.to === null ? 'draft' : String(place.to)}
        options={[{ value: 'draft', label: t('versions.draft') }, ...revisions]}
        onChange={(to) => {
          onMove({ to: to === 'draft' ? null : Number(to) });
        }}
      />
      <SelectField
        label={t('compare.view')}
        value={place.view}
        options={VIEWS.map((value) => ({ value, label: t(`compare.view.${value}`) }))}
        onChange={(way) => {
          onMove({ view: way });
        }}
      />
      {place.view !== 'marked' && (
        <Check
          label={t('compare.changedOnly')}
          checked={place.changed}
          onChange={(changed) => {
            onMove({ changed });
          }}
        />
      )}
    </div>
  );
}

/** The texts arrive after the page: goes to the provision that the address names once they are here. */
function useAnchor(ready: boolean): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (ready && hash.length > 1) document.getElementById(hash.slice(1))?.scrollIntoView();
  }, [ready, hash]);
}

import type { PackageView } from '@entente/contracts';
import type { ReactNode } from 'react';
import { Navigate, Outlet, Route, Routes, useLocation, useNavigate, useParams } from 'react-router';
import { usePackage, usePackages } from '../../api/queries.js';
import { Frame } from '../../frame/shell.js';
import { Marking } from '../../frame/marking.js';
import { NavLinks } from '../../frame/nav-links.js';
import { useShortcuts } from '../../frame/shortcuts.js';
import { useT } from '../../messages/use-t.js';
import { Recording } from '../../room/recording.js';
import { Presence } from '../../room/presence.js';
import { RoomProvider } from '../../room/room-context.js';
import { StateChip } from '../../ui/chips.js';
import { Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { useRunsProcedures } from '../../desk/use-desk.js';
import { RunningClock } from '../../decision/running-clock.js';
import { AnnexesTab } from '../annexes-tab/annexes-tab.js';
import { ComparePage } from '../compare/compare-page.js';
import { DeskTab } from '../desk-tab/desk-tab.js';
import { ProjectorPage } from '../desk-tab/projector-page.js';
import { DecisionTab } from '../decision-tab/decision-tab.js';
import { HistoryTab } from '../history-tab/history-tab.js';
import { NotFoundPage } from '../not-found-page.js';
import { slugOfNumber } from '../packages/slug.js';
import { PositionsTab } from '../positions-tab/positions-tab.js';
import { PublicationTab } from '../publication-tab/publication-tab.js';
import { RecordPage } from '../record-page/record-page.js';
import { RecordTab } from '../record-tab/record-tab.js';
import { TextTab } from '../text-tab/text-tab.js';
import { VersionPage } from '../text-tab/version-page.js';
import '../../styles/room.css';
import '../../styles/suggestions.css';
import '../../styles/legal-text.css';
import '../../styles/board.css';
import '../../styles/decision.css';
import '../../styles/history.css';

/** Everything under `/p/<number>`: finds the package by its number, then opens its live connection once. */
export function PackageRoutes(): ReactNode {
  const { number = '' } = useParams();
  const packages = usePackages();
  const found = packages.data?.packages.find((one) => slugOfNumber(one.number) === number);
  if (found !== undefined) return <OpenPackage key={found.id} id={found.id} />;
  return (
    <Frame middle={null}>
      <main id="content" className="page">
        {packages.isPending && <Skeleton />}
        <ProblemNote error={packages.error} onRetry={() => void packages.refetch()} />
        {packages.isSuccess && <NotFoundPage />}
      </main>
    </Frame>
  );
}

function OpenPackage({ id }: { id: PackageView['id'] }): ReactNode {
  const view = usePackage(id);
  if (view.data !== undefined) {
    return (
      <RoomProvider view={view.data} waiting={<Skeleton />}>
        <Pages view={view.data} />
      </RoomProvider>
    );
  }
  return (
    <Frame middle={null}>
      <main id="content" className="page">
        {view.isError ? <ProblemNote error={view.error} onRetry={() => void view.refetch()} /> : <Skeleton />}
      </main>
    </Frame>
  );
}

function Pages({ view }: { view: PackageView }): ReactNode {
  return (
    <Routes>
      <Route path="projector" element={<ProjectorPage />} />
      <Route element={<PackageFrame view={view} />}>
        <Route index element={<Navigate to="text" replace />} />
        <Route path="text" element={<TextTab />} />
        <Route path="positions" element={<PositionsTab />} />
        <Route path="decision" element={<DecisionTab />} />
        <Route path="decisions/:procedure" element={<RecordPage />} />
        <Route path="annexes" element={<AnnexesTab />} />
        <Route path="publication" element={<PublicationTab />} />
        <Route path="record" element={<RecordTab />} />
        <Route path="history" element={<HistoryTab />} />
        <Route path="desk" element={<DeskTab />} />
        <Route path="compare" element={<ComparePage />} />
        <Route path="v/:revision" element={<VersionPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}

const TABS = ['text', 'positions', 'decision', 'annexes', 'publication', 'record', 'history'] as const;

/** Publication releases the decided text and nothing else: where positions, acts, annexes or the record are, the marking stays. */
function useIsPublic({ state, revision }: PackageView, base: string): boolean {
  const { pathname } = useLocation();
  const pages = ['publication', `v/${String(revision)}`];
  return state === 'published' && pages.some((page) => pathname === `${base}/${page}`);
}

function PackageFrame({ view }: { view: PackageView }): ReactNode {
  const t = useT();
  const navigate = useNavigate();
  const base = `/p/${slugOfNumber(view.number)}`;
  const runs = useRunsProcedures();
  const tabs = runs ? (['desk', ...TABS] as const) : TABS;
  const go = (tab: string) => () => void navigate(`${base}/${tab}`);
  useShortcuts({
    'g t': go('text'),
    'g p': go('positions'),
    'g d': go('decision'),
    'g a': go('annexes'),
    'g u': go('publication'),
    'g r': go('record'),
    'g h': go('history'),
    ...(runs && { 'g c': go('desk') }),
  });
  const isPublic = useIsPublic(view, base);
  return (
    <Frame
      middle={
        <div className="bar-package">
          <span className="bar-number">{view.number}</span>
          <span className="bar-title" title={view.title}>
            {view.title}
          </span>
          <StateChip state={view.state} />
        </div>
      }
    >
      {!isPublic && <Marking />}
      <nav className="tabs" aria-label={t('frame.tabs')}>
        <NavLinks
          label={t('frame.tabs')}
          links={tabs.map((tab) => ({ to: `${base}/${tab}`, label: t(`tab.${tab}`) }))}
        />
        <div className="tabs-end">
          <Presence />
          <Recording />
        </div>
      </nav>
      <RunningClock view={view} />
      <Outlet />
      {!isPublic && <Marking />}
    </Frame>
  );
}

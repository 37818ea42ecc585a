import { Presentation } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useProcedures } from '../../api/queries.js';
import { isOpenProvision } from '../../board/board.js';
import { runningOf } from '../../decision/running.js';
import { uninstructed } from '../../desk/attention.js';
import { useDesk, useRunsProcedures, type Desk } from '../../desk/use-desk.js';
import { PageHead } from '../../frame/shell.js';
import { useT } from '../../messages/use-t.js';
import { LiveNotices } from '../../room/live-notices.js';
import { useLiveText, useRoom } from '../../room/room-context.js';
import { useOpenSteps } from '../../room/use-open-steps.js';
import { useSelection } from '../../room/use-selection.js';
import type { Provision } from '../../text/outline.js';
import { Empty, Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { slugOfNumber } from '../packages/slug.js';
import { Dues } from './dues.js';
import { NextPoint } from './next-point.js';
import { PointsTable } from './points-table.js';
import { Running } from './running.js';
import { SlowedTable } from './slowed-table.js';
import { TextState } from './text-state.js';
import '../../styles/desk.css';

/** The card shows the point; nothing scrolls. */
const stay = (): undefined => undefined;

/** The chair's desk: what waits for whoever runs the procedure, and the next open point (UI §1). */
export function DeskTab(): ReactNode {
  const t = useT();
  if (!useRunsProcedures()) {
    return (
      <main id="content" className="page">
        <Empty title={t('desk.notYours')} text={t('desk.notYoursText')} />
      </main>
    );
  }
  return <DeskPage />;
}

function DeskPage(): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const text = useLiveText();
  const desk = useDesk();
  const { board, points, dues, slowed, error, retry } = desk;
  const { selected, choose } = useSelection(text, stay);
  const step = useOpenSteps(board, selected?.provision ?? null, choose);
  const point =
    points?.find(({ provision }) => provision.id === selected?.provision) ??
    points?.find(({ cells }) => isOpenProvision(cells)) ??
    null;
  const base = `/p/${slugOfNumber(view.number)}`;
  return (
    <main id="content" className="page page-wide" tabIndex={-1}>
      <PageHead title={t('desk.title')} sentence={sentenceOf(t, desk)}>
        <Link className="button button-plain" to={`${base}/projector`}>
          <Presentation size={16} aria-hidden="true" />
          {t('desk.projector')}
        </Link>
      </PageHead>
      <LiveNotices />
      <ProblemNote error={error} onRetry={retry} />
      <div className="desk">
        <div className="stack">
          <Part title={t('desk.dues')}>
            <Dues dues={dues} />
          </Part>
          <State />
          <Part title={t('desk.slowed')}>
            <SlowedTable slowed={slowed} />
          </Part>
          <Uninstructed desk={desk} />
        </div>
        {board === null || points === null || text === null ? (
          error === null && <Skeleton lines={8} />
        ) : (
          <NextPoint point={point} board={board} text={text} onStep={step} />
        )}
      </div>
      {board !== null && points !== null && (
        <Part title={t('desk.points')}>
          <PointsTable points={points} board={board} onChoose={chosen(choose)} />
        </Part>
      )}
    </main>
  );
}

/** The card stands above the table: it is brought into sight with what was chosen. */
const chosen =
  (choose: (provision: Provision) => void) =>
  (provision: Provision): void => {
    choose(provision);
    document.querySelector('.desk-point')?.scrollIntoView({ block: 'nearest' });
  };

function sentenceOf(t: ReturnType<typeof useT>, { points, dues }: Desk): string | undefined {
  if (points === null) return undefined;
  return t('desk.sentence', {
    agreed: points.filter(({ awaited }) => awaited.length === 0).length,
    all: points.length,
    marked: points.filter(({ mark }) => mark !== null).length,
    dues: dues.length,
  });
}

function State(): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const text = useLiveText();
  const { data } = useProcedures(view.id);
  return (
    <>
      <Part title={t('desk.running')}>
        {data === undefined ? <Skeleton lines={1} /> : <Running running={runningOf(data.procedures)} />}
      </Part>
      <Part title={t('desk.text')}>
        <TextState text={text} />
      </Part>
    </>
  );
}

function Uninstructed({ desk: { board, points } }: { desk: Desk }): ReactNode {
  const t = useT();
  if (board === null || points === null) return null;
  const without = uninstructed(board.partners, points);
  return (
    <Part title={t('desk.uninstructed')}>
      {without.length === 0 ? (
        <p className="quiet">{t('desk.uninstructedNone')}</p>
      ) : (
        <ul className="uninstructed">
          {without.map(({ partner, said, silent }) => (
            <li key={partner}>
              <strong>{partner}</strong>{' '}
              {t('desk.uninstructedLine', { said, silent, both: said > 0 && silent > 0 ? 1 : 0 })}
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section className="stack-tight" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

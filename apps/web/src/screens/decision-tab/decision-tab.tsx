import type { ReactNode } from 'react';
import { useProcedures } from '../../api/queries.js';
import { BoardSection } from '../../board/board-section.js';
import { DelegationNotes } from '../../board/delegation-notes.js';
import { useBoard } from '../../board/use-board.js';
import { Derogations } from './derogations/derogations.js';
import { PageHead } from '../../frame/shell.js';
import { useT } from '../../messages/use-t.js';
import { LiveNotices } from '../../room/live-notices.js';
import { useRoom } from '../../room/room-context.js';
import { StateSentence } from '../../room/state-sentence.js';
import { Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { Procedures } from './procedures.js';

/** The decision: where each partner stands, the procedure, and what is missing (UI §2). */
export function DecisionTab(): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const { board, error, retry } = useBoard();
  const procedures = useProcedures(view.id);
  const newest = procedures.data?.procedures[0] ?? null;
  return (
    <main id="content" className="page page-wide" tabIndex={-1}>
      <PageHead title={t('board.title')} sentence={<StateSentence view={view} board={null} />} />
      <div className="stack">
        <LiveNotices />
        <ProblemNote error={procedures.error} onRetry={() => void procedures.refetch()} />
        {procedures.isPending && <Skeleton lines={3} />}
        {procedures.data !== undefined && <Procedures procedures={procedures.data.procedures} />}
        {procedures.data !== undefined && <Derogations procedures={procedures.data.procedures} />}
        <section className="stack-tight section-gap" aria-labelledby="positions-of-partners">
          <h2 id="positions-of-partners">{t('board.positions')}</h2>
          <ProblemNote error={error} onRetry={retry} />
          {board === null ? (
            error === null && <Skeleton lines={9} />
          ) : (
            <BoardSection board={board} procedure={newest} />
          )}
        </section>
        <DelegationNotes />
      </div>
    </main>
  );
}

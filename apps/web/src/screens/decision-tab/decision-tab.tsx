import type { PackageView } from '@entente/contracts';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { useProcedures } from '../../api/queries.js';
import { boardCsv } from '../../board/board-csv.js';
import type { Board } from '../../board/board.js';
import { Matrix } from '../../board/matrix.js';
import { useBoard } from '../../board/use-board.js';
import { PageHead } from '../../frame/shell.js';
import { download } from '../../format/download.js';
import { useT, type Translate } from '../../messages/use-t.js';
import { LiveNotices } from '../../room/live-notices.js';
import { useRoom } from '../../room/room-context.js';
import { StateSentence } from '../../room/state-sentence.js';
import { Button } from '../../ui/button.js';
import { Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { ActLegend } from '../../ui/act-mark.js';
import { StanceLegend } from '../../ui/stance-mark.js';
import { Procedures } from './procedures.js';

/** The decision: where each partner stands, the procedure, and what is missing (UI §2). */
export function DecisionTab(): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const { board, error, retry } = useBoard();
  const procedures = useProcedures(view.id);
  const newest = procedures.data?.procedures[0] ?? null;
  const save = (): void => {
    if (board === null) return;
    const votes = new Map(
      newest?.acts.map(({ partner, act }): [string, string] => [partner, t(`act.${act}`)]),
    );
    const csv = new Blob([boardCsv(board, votes, t)], { type: 'text/csv' });
    download(t('board.csvName', { number: view.number.replaceAll('/', '-') }), csv);
  };
  return (
    <main id="content" className="page page-wide" tabIndex={-1}>
      <PageHead title={t('board.title')} sentence={<StateSentence view={view} board={null} />} />
      <div className="stack">
        <LiveNotices />
        <ProblemNote error={procedures.error} onRetry={() => void procedures.refetch()} />
        {procedures.isPending && <Skeleton lines={3} />}
        {procedures.data !== undefined && <Procedures procedures={procedures.data.procedures} />}
        <section className="stack-tight section-gap" aria-labelledby="positions-of-partners">
          <div className="row row-apart">
            <h2 id="positions-of-partners">{t('board.positions')}</h2>
            <Button
              small
              icon={Download}
              reason={board === null ? t('board.loadingText') : null}
              onClick={save}
            >
              {t('common.exportCsv')}
            </Button>
          </div>
          <ProblemNote error={error} onRetry={retry} />
          {board === null ? (
            error === null && <Skeleton lines={9} />
          ) : (
            <>
              <p className="sentence">{factsSentence(t, board, view)}</p>
              <Matrix board={board} procedure={newest} />
              <StanceLegend />
              <ActLegend />
            </>
          )}
        </section>
      </div>
    </main>
  );
}

function incomplete(t: Translate, codes: readonly string[], partners: number): string {
  if (codes.length === 0) return '';
  return codes.length === partners
    ? t('board.noneComplete')
    : t('board.noInstructions', { codes: codes.join(', ') });
}

/** Who holds what, out of the core's facts. A position stops nothing: only an act in the procedure does. */
function factsSentence(
  t: Translate,
  { facts }: Pick<Board, 'facts'>,
  { state, revision }: Pick<PackageView, 'state' | 'revision'>,
): string {
  const { agreedProvisions: agreed, provisions, blocking, withoutInstructions, toReconfirm } = facts;
  const held = { count: blocking.length, codes: blocking.join(', ') };
  if (state === 'adopted' || state === 'published') return t('board.heldBefore', { ...held, revision });
  const parts = [
    t('board.held', held),
    `${t('board.agreed', { agreed, provisions })}.`,
    incomplete(t, withoutInstructions, facts.partners),
    t('board.reconfirm', { count: toReconfirm }),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

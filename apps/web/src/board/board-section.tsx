import type { Procedure } from '@entente/contracts';
import { Download } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useMovement } from '../api/queries.js';
import { download } from '../format/download.js';
import { useT } from '../messages/use-t.js';
import { useRoom } from '../room/room-context.js';
import { ActLegend } from '../ui/act-mark.js';
import { Button } from '../ui/button.js';
import { Skeleton } from '../ui/placeholders.js';
import { ProblemNote } from '../ui/problem-note.js';
import { StanceLegend } from '../ui/stance-mark.js';
import { boardCsv } from './board-csv.js';
import { BoardControls } from './board-controls.js';
import { BoardStanding } from './board-standing.js';
import { BoardView } from './board-view.js';
import type { Board } from './board.js';
import { marksOf } from './columns.js';
import { factsSentence } from './facts-sentence.js';
import { situationBy, type Measure } from './measure.js';
import { MovementChart } from './movement-chart.js';
import { NOTHING_SUPPOSED, supposedBoard, type Supposed } from './suppose.js';
import { useColumns } from './use-columns.js';
import { useMeasure } from './use-measure.js';
import { openedOf, toggled, useView } from './use-view.js';
import { WhatIfDrawer } from './what-if-drawer.js';

type SectionProps = { board: Board; procedure: Procedure | null };

/** The endorsement board: who stands where on what, how far that is from adoption, and how it has moved (UI §2). */
export function BoardSection({ board, procedure }: SectionProps): ReactNode {
  const t = useT();
  const { view: pack } = useRoom();
  const shown = useShown(board, procedure);
  const { view, measured, movement, supposed, setSupposed, now, would, table } = shown;
  return (
    <>
      <p className="sentence">{factsSentence(t, board, pack)}</p>
      {now !== null && <BoardStanding board={board} now={now} would={would} measuredBy={measured.name} />}
      <BoardControls
        view={view}
        measured={measured}
        hasProcedure={procedure !== null}
        onView={shown.setView}
        actions={<Actions board={board} procedure={procedure} shown={shown} />}
      />
      {supposed !== null && (
        <WhatIfDrawer
          {...{ board, supposed, now }}
          would={would ?? now}
          measuredBy={measured.name}
          onReset={() => {
            setSupposed(NOTHING_SUPPOSED);
          }}
          onClose={() => {
            setSupposed(null);
          }}
        />
      )}
      <ProblemNote error={movement.error} onRetry={() => void movement.refetch()} />
      {table === null ? (
        movement.error === null && <Skeleton lines={9} />
      ) : (
        <BoardView
          {...table}
          {...{ board, supposed }}
          label={t(`board.caption.${view.columns}`)}
          onSuppose={setSupposed}
          onToggle={shown.toggle}
        />
      )}
      <StanceLegend />
      <ActLegend />
      {now !== null && <p className="quiet small">{t('result.key')}</p>}
      <MovementChart versions={movement.data?.versions ?? []} partners={board.partners} />
    </>
  );
}

/** What is looked at, as the address and this screen have it. */
function useShown(board: Board, procedure: Procedure | null) {
  const { view: pack } = useRoom();
  const [view, setView] = useView();
  const [supposed, setSupposed] = useState<Supposed | null>(null);
  const { open } = view;
  const expanded = useMemo(
    () =>
      openedOf(
        board.sections.map(({ document }) => document),
        { open },
      ),
    [board.sections, open],
  );
  const toggle = (document: string): void => {
    setView({ open: toggled(view, document) });
  };
  const movement = useMovement(pack.id);
  const measured = useMeasure(view.book, procedure, board.partners);
  const { measure } = measured;
  const as = useMemo(() => supposedBoard(board, supposed ?? NOTHING_SUPPOSED), [board, supposed]);
  const versions = movement.data?.versions;
  const table = useColumns({ board: as, measure, procedure, versions, view, expanded });
  const now = useMemo(() => overallSituation(board, measure), [board, measure]);
  const would = useMemo(() => (as === board ? null : overallSituation(as, measure)), [as, board, measure]);
  return { view, setView, supposed, setSupposed, toggle, movement, measured, table, now, would };
}

const overallSituation = (board: Board, measure: Measure | null) =>
  situationBy(
    measure,
    marksOf(board.partners, (code) => board.overall(code)),
  );

function Actions({
  board,
  procedure,
  shown,
}: SectionProps & { shown: ReturnType<typeof useShown> }): ReactNode {
  const t = useT();
  const { view: pack } = useRoom();
  const { view, measured, movement, supposed, setSupposed } = shown;
  const save = (): void => {
    const versions = movement.data?.versions ?? [];
    const csv = boardCsv({ board, measure: measured.measure, procedure, versions }, t);
    const name = t('board.csvName', { number: pack.number.replaceAll('/', '-') });
    download(name, new Blob([csv], { type: 'text/csv' }));
  };
  return (
    <>
      <Button
        small
        reason={view.columns === 'provisions' ? null : t('boardWhatIf.onlyProvisions')}
        aria-expanded={supposed !== null}
        onClick={() => {
          setSupposed(supposed === null ? NOTHING_SUPPOSED : null);
        }}
      >
        {t('standing.whatIf')}
      </Button>
      <Button small icon={Download} onClick={save}>
        {t('common.exportCsv')}
      </Button>
    </>
  );
}

import { useMemo, useState, type ReactNode } from 'react';
import { boardOf, type Board } from '../../board/board.js';
import { BoardView } from '../../board/board-view.js';
import { NOTHING_SUPPOSED, supposedBoard, type Supposed } from '../../board/suppose.js';
import { useColumns } from '../../board/use-columns.js';
import { openedOf, toggled, useView } from '../../board/use-view.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { sampleOf, wantedOf, type Sample } from './sample-board.js';
import '../../styles/board.css';

/**
 * The board at any size (`wantedOf` says how to ask), drawn on a press, with suppositions: what its benchmark and its tests look at.
 * In development only.
 */
export function BoardPage(): ReactNode {
  const t = useT();
  const [drawn, setDrawn] = useState(false);
  const [sample] = useState(() => sampleOf(wantedOf(new URLSearchParams(window.location.search))));
  return (
    <main id="content" className="page page-wide stack">
      <h1>{t('board.title')}</h1>
      <div className="row">
        <Button
          onClick={() => {
            setDrawn(!drawn);
          }}
        >
          {t('board.positions')}
        </Button>
      </div>
      {drawn && <Drawn sample={sample} />}
    </main>
  );
}

function Drawn({ sample: { given, measure } }: { sample: Sample }): ReactNode {
  const t = useT();
  const [view, setView] = useView();
  const [supposed, setSupposed] = useState<Supposed>(NOTHING_SUPPOSED);
  const said: Board = useMemo(() => boardOf(...given), [given]);
  const board = useMemo(() => supposedBoard(said, supposed), [said, supposed]);
  const expanded = useMemo(
    () =>
      openedOf(
        said.sections.map(({ document }) => document),
        view,
      ),
    [said, view],
  );
  const shown = useColumns({ board, measure, procedure: null, versions: [], view, expanded });
  if (shown === null) return null;
  return (
    <BoardView
      {...shown}
      board={said}
      label={t('board.caption.provisions')}
      supposed={supposed}
      onSuppose={setSupposed}
      onToggle={(document) => {
        setView({ open: toggled(view, document) });
      }}
    />
  );
}

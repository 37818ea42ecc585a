import type { ReactNode } from 'react';
import { useBoard } from '../../board/use-board.js';
import { PageHead } from '../../frame/shell.js';
import { useT } from '../../messages/use-t.js';
import { LiveNotices } from '../../room/live-notices.js';
import { useLiveText, useRoom } from '../../room/room-context.js';
import { StateSentence } from '../../room/state-sentence.js';
import { useOpenSteps } from '../../room/use-open-steps.js';
import { useSelection } from '../../room/use-selection.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { Outline } from '../text-tab/outline.js';
import { ProvisionPositions } from './provision-positions.js';
import { ProvisionWords } from './provision-words.js';

/** The contents stay where they are: only the panel beside them changes. */
const stay = (): undefined => undefined;

/** Positions provision by provision: the contents, the words, and who stands where on them. */
export function PositionsTab(): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const text = useLiveText();
  const { board, error, retry } = useBoard();
  const { selected, choose } = useSelection(text, stay);
  const provision = selected?.provision ?? null;
  useOpenSteps(board, provision, choose);
  return (
    <main id="content" className="page page-wide" tabIndex={-1}>
      <PageHead title={t('positions.title')} sentence={<StateSentence view={view} board={board} />} />
      <LiveNotices />
      <ProblemNote error={error} onRetry={retry} />
      <div className="positions-page">
        <Outline board={board} text={text} selected={provision} onChoose={choose} />
        <div className="stack positions-panel">
          {provision !== null && text !== null && <ProvisionWords text={text} provision={provision} />}
          <ProvisionPositions board={board} text={text} provision={provision} />
        </div>
      </div>
    </main>
  );
}

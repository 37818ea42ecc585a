import type { ReactNode } from 'react';
import type { Board } from '../../board/board.js';
import { useT } from '../../messages/use-t.js';
import { LiveNotices } from '../../room/live-notices.js';
import { useRoom } from '../../room/room-context.js';
import { StateSentence } from '../../room/state-sentence.js';
import { ProblemNote } from '../../ui/problem-note.js';
import type { GoTo } from './table-sheet.js';
import { VersionActions } from './version-actions.js';

const PANES = ['outline', 'text', 'rail'] as const;
export type Pane = (typeof PANES)[number];

type HeadProps = {
  board: Board | null;
  error: Error | null;
  onRetry: () => void;
  pane: Pane;
  onPane: (pane: Pane) => void;
  onGo: GoTo;
};

/** The state in one sentence, what one may do with the text as a whole, and on narrow screens the choice of a pane. */
export function RoomHead({ board, error, onRetry, pane, onPane, onGo }: HeadProps): ReactNode {
  const t = useT();
  const { view } = useRoom();
  return (
    <div className="room-head">
      <p className="sentence" role="status">
        <StateSentence view={view} board={board} />
      </p>
      <VersionActions onGo={onGo} />
      <div className="room-notices">
        <LiveNotices />
        <ProblemNote error={error} onRetry={onRetry} />
      </div>
      <div className="pane-switch" role="group" aria-label={t('room.panes')}>
        {PANES.map((one) => (
          <button
            key={one}
            type="button"
            className="button button-small"
            aria-pressed={pane === one}
            onClick={() => {
              onPane(one);
            }}
          >
            {t(`room.${one}`)}
          </button>
        ))}
      </div>
    </div>
  );
}

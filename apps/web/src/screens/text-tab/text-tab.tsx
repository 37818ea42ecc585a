import type { LegalEditor } from '@entente/editor';
import { useCallback, useRef, useState, type ReactNode } from 'react';
import { isOpenProvision } from '../../board/board.js';
import { useBoard } from '../../board/use-board.js';
import { useTitle } from '../../frame/shell.js';
import { useShortcuts } from '../../frame/shortcuts.js';
import { useT } from '../../messages/use-t.js';
import { LiveNotices } from '../../room/live-notices.js';
import { useObservable } from '../../room/observable.js';
import { useLiveText, useRoom } from '../../room/room-context.js';
import { StateSentence } from '../../room/state-sentence.js';
import { useSelection } from '../../room/use-selection.js';
import { Empty, Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { nextOpen } from './next-open.js';
import { EditorHost } from './editor-host.js';
import { EditorToolbar } from './editor-toolbar.js';
import { Outline } from './outline.js';
import { Rail } from './rail.js';
import { VersionActions } from './version-actions.js';

const PANES = ['outline', 'text', 'rail'] as const;

/** The negotiation room: contents with heat strip, the text, positions and versions (UI §1). */
export function TextTab(): ReactNode {
  const t = useT();
  const { view, store } = useRoom();
  useTitle(`${view.number} ${t('tab.text')}`);
  const { everSynced, sections } = useObservable(store.state);
  const text = useLiveText();
  const { board, error, retry } = useBoard();
  const editor = useRef<LegalEditor | null>(null);
  const [tick, setTick] = useState(0);
  const [pane, setPane] = useState<(typeof PANES)[number]>('text');
  const goTo = useCallback((provision: Parameters<LegalEditor['focusProvision']>[0]) => {
    editor.current?.focusProvision(provision);
  }, []);
  const { selected, follow, choose } = useSelection(text, goTo);
  const step = (by: 1 | -1) => (): void => {
    const all = board?.sections.flatMap(({ provisions }) => provisions) ?? [];
    const next = nextOpen(all, selected?.provision ?? null, by, (id) =>
      board === null ? false : isOpenProvision(board.strip(id)),
    );
    if (next !== null) choose(next);
  };
  useShortcuts({ ']': step(1), '[': step(-1) });
  return (
    <div className="room" data-pane={pane}>
      <div className="room-head">
        <p className="sentence" role="status">
          <StateSentence view={view} board={board} />
        </p>
        <VersionActions />
        <div className="room-notices">
          <LiveNotices />
          <ProblemNote error={error} onRetry={retry} />
        </div>
        <div className="pane-switch" role="group" aria-label={t('room.panes')}>
          {PANES.map((one) => (
            <button
              key={one}
              type="button"
              className="button button-small"
              aria-pressed={pane === one}
              onClick={() => {
                setPane(one);
              }}
            >
              {t(`room.${one}`)}
            </button>
          ))}
        </div>
      </div>
      <Outline
        board={board}
        text={text}
        selected={selected}
        onChoose={(provision) => {
          choose(provision);
          setPane((before) => (before === 'outline' ? 'text' : before));
        }}
      />
      <main id="content" className="room-text" tabIndex={-1}>
        {everSynced && <EditorToolbar editor={editor} tick={tick} selected={selected} text={text} />}
        {!everSynced && <Skeleton lines={12} />}
        {everSynced && sections.length === 0 && (
          <Empty title={t('room.noText')} text={t('room.noTextText')} />
        )}
        {everSynced && sections.length > 0 && (
          <EditorHost
            editor={editor}
            board={board}
            selected={selected?.provision ?? null}
            onCaret={follow}
            onState={() => {
              setTick((before) => before + 1);
            }}
          />
        )}
      </main>
      <Rail board={board} text={text} provision={selected?.provision ?? null} />
    </div>
  );
}

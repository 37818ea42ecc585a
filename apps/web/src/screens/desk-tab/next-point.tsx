import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Board } from '../../board/board.js';
import type { Point } from '../../desk/points.js';
import { T, useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { anchorOf } from '../../text/outline.js';
import type { ReadText } from '../../text/read-text.js';
import { Button } from '../../ui/button.js';
import { At } from '../../ui/chips.js';
import { Notice } from '../../ui/notice.js';
import { Empty } from '../../ui/placeholders.js';
import { slugOfNumber } from '../packages/slug.js';
import { ProvisionWords } from '../positions-tab/provision-words.js';
import { AwaitedList } from './awaited-list.js';
import { MarkButton } from './mark-button.js';

type NextProps = {
  point: Point | null;
  board: Board;
  text: ReadText;
  /** Null: no other is open. */
  onStep: ((by: 1 | -1) => void) | null;
};

/** The point that the chair takes up: its words, who is not there yet, and what can be done with it. */
export function NextPoint({ point, board, text, onStep }: NextProps): ReactNode {
  const t = useT();
  const { view } = useRoom();
  if (point === null) return <Empty title={t('desk.nextNone')} text={t('desk.nextNoneText')} />;
  const { provision, mark, markFell, awaited } = point;
  const base = `/p/${slugOfNumber(view.number)}`;
  const anchor = `#${anchorOf(provision.citation)}`;
  return (
    <section className="card stack-tight desk-point" aria-label={t('desk.next')}>
      <div className="row row-apart">
        <h2 className="serif">{provision.citation}</h2>
        {onStep !== null && (
          <span className="row">
            <Button
              small
              iconOnly
              icon={ChevronLeft}
              aria-label={t('desk.previousPoint')}
              onClick={() => {
                onStep(-1);
              }}
            />
            <Button
              small
              iconOnly
              icon={ChevronRight}
              aria-label={t('desk.nextPoint')}
              onClick={() => {
                onStep(1);
              }}
            />
          </span>
        )}
      </div>
      <div
        className="desk-words"
        role="group"
        aria-label={provision.citation}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a part that scrolls has to take the focus (WCAG 2.1.1)
        tabIndex={0}
      >
        <ProvisionWords text={text} provision={provision.id} />
      </div>
      <AwaitedList awaited={awaited} partners={board.partners.length} />
      {mark !== null && (
        <p className="small">
          <span className="chip chip-done">{t('agreed.marked')}</span>{' '}
          <span className="quiet">
            <T id="agreed.by" values={{ name: mark.name, at: () => <At key="at" ms={mark.at} /> }} />
          </span>
        </p>
      )}
      {markFell && <Notice tone="warn">{t('agreed.fell')}</Notice>}
      <div className="row">
        <MarkButton point={point} hashes={board.hashes} />
        <Link className="button button-plain" to={`${base}/text${anchor}`}>
          {t('desk.openInText')}
        </Link>
        <Link className="button button-plain" to={`${base}/positions${anchor}`}>
          {t('desk.openPositions')}
        </Link>
        <Link className="button button-plain" to={`${base}/projector${anchor}`}>
          {t('desk.projector')}
        </Link>
      </div>
      <p className="quiet small">{t('agreed.meaning')}</p>
    </section>
  );
}

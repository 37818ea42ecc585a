import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useProcedures } from '../../api/queries.js';
import { isOpenProvision, type Board, type Cell } from '../../board/board.js';
import { useBoard } from '../../board/use-board.js';
import type { Stance } from '../../board/stance.js';
import { runningOf } from '../../decision/running.js';
import { Marking } from '../../frame/marking.js';
import { useTitle } from '../../frame/shell.js';
import { useShortcuts } from '../../frame/shortcuts.js';
import { useNow } from '../../frame/use-now.js';
import { remainingOf } from '../../decision/remaining.js';
import { useT } from '../../messages/use-t.js';
import { useLiveText, useRoom } from '../../room/room-context.js';
import { useOpenSteps } from '../../room/use-open-steps.js';
import { useSelection } from '../../room/use-selection.js';
import { allProvisions } from '../../text/outline.js';
import { Button } from '../../ui/button.js';
import { Check } from '../../ui/field.js';
import { Skeleton } from '../../ui/placeholders.js';
import { StanceMark } from '../../ui/stance-mark.js';
import { slugOfNumber } from '../packages/slug.js';
import { ProvisionWords } from '../positions-tab/provision-words.js';
import '../../styles/desk.css';

const stay = (): undefined => undefined;
const SHOWN: readonly Stance[] = [
  'support',
  'can_accept',
  'no_instructions',
  'scrutiny',
  'substantive',
  'oppose',
  'none',
];

/**
 * One provision for a wall: large type and nothing that belongs to one delegation. No account, no notifications, no notes, no
 * instructions; delegations are named only when the one at the keyboard says so.
 */
export function ProjectorPage(): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const navigate = useNavigate();
  const text = useLiveText();
  const { board } = useBoard();
  const { selected, choose } = useSelection(text, stay);
  const [who, setWho] = useState(false);
  useTitle(`${view.number} ${t('projector.title')}`);
  const step = useOpenSteps(board, selected?.provision ?? null, choose);
  const leave = (): void => {
    void navigate(`/p/${slugOfNumber(view.number)}/desk`);
  };
  useShortcuts({ Escape: leave });
  const all = text === null ? [] : allProvisions(text.outline);
  const shown =
    all.find(({ id }) => id === selected?.provision) ??
    all.find(({ id }) => board !== null && isOpenProvision(board.strip(id))) ??
    all[0];
  return (
    <div className="projector">
      <Marking />
      <main
        id="content"
        className="projector-main"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a part that scrolls has to take the focus (WCAG 2.1.1)
        tabIndex={0}
      >
        <header className="projector-head">
          <span>
            <strong>{view.number}</strong> {view.title}
          </span>
          <span>
            {view.state === 'drafting'
              ? t('projector.draft', { revision: view.revision + 1 })
              : t('projector.rev', { revision: view.revision })}
            <ProjectedClock />
          </span>
        </header>
        {text === null || shown === undefined ? (
          <Skeleton lines={6} />
        ) : (
          <>
            <h1>{shown.citation}</h1>
            <ProvisionWords text={text} provision={shown.id} />
          </>
        )}
      </main>
      {board !== null && shown !== undefined && (
        <Counts board={board} cells={board.strip(shown.id)} who={who} />
      )}
      <footer className="projector-foot">
        <Check label={t('projector.who')} checked={who} onChange={setWho} />
        <span className="row">
          <Button
            icon={ChevronLeft}
            reason={step === null ? t('desk.nextNone') : null}
            onClick={() => step?.(-1)}
          >
            {t('desk.previousPoint')}
          </Button>
          <Button
            icon={ChevronRight}
            reason={step === null ? t('desk.nextNone') : null}
            onClick={() => step?.(1)}
          >
            {t('desk.nextPoint')}
          </Button>
          <Button icon={X} onClick={leave}>
            {t('projector.leave')}
          </Button>
        </span>
      </footer>
      <Marking />
    </div>
  );
}

function ProjectedClock(): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const now = useNow();
  const { data } = useProcedures(view.id);
  const deadline = (data === undefined ? null : runningOf(data.procedures))?.deadlineAt ?? null;
  if (deadline === null) return null;
  const { unit, ...values } = remainingOf(now, deadline);
  return <> · {t(`deadline.left.${unit}`, values)}</>;
}

type CountsProps = { board: Board; cells: readonly Cell[]; who: boolean };

function Counts({ board, cells, who }: CountsProps): ReactNode {
  const t = useT();
  return (
    <ul className="projector-counts" aria-label={t('projector.counts')}>
      {SHOWN.map((stance) => {
        const codes = board.partners.flatMap(({ code }, at) => (cells[at]?.stance === stance ? [code] : []));
        if (codes.length === 0) return null;
        return (
          <li key={stance}>
            <StanceMark stance={stance} label={null} size={28} />
            <strong>{codes.length}</strong> {t(`stance.${stance}`)}
            {who && <span className="projector-codes">{codes.join(', ')}</span>}
          </li>
        );
      })}
    </ul>
  );
}

import type { Act, Delegation, Procedure } from '@entente/contracts';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useT } from '../messages/use-t.js';
import { ActMark } from '../ui/act-mark.js';
import { StanceMark } from '../ui/stance-mark.js';
import type { Cell } from './board.js';
import type { Column } from './columns.js';

/** What makes a button a place of the grid; the grid itself hears the clicks and the focus. */
export type Spot = { readonly at: string; readonly isStop: boolean };

type HeadProps = { column: Column; index: number; onToggle: (document: string) => void };

export function ColumnHead({ column, index, onToggle }: HeadProps): ReactNode {
  const t = useT();
  const Icon = column.expanded ? ChevronLeft : ChevronRight;
  return (
    <th
      scope="col"
      aria-colindex={index}
      className={column.first ? 'matrix-first' : undefined}
      title={column.title}
    >
      {column.toggle === null ? (
        <span className="matrix-head">{column.short}</span>
      ) : (
        <button
          type="button"
          className="matrix-head"
          aria-expanded={column.expanded}
          aria-label={t(column.expanded ? 'board.collapse' : 'board.expand', {
            short: column.short,
            name: column.name,
          })}
          onClick={() => {
            onToggle(column.document);
          }}
        >
          {column.short}
          <Icon size={12} aria-hidden="true" />
        </button>
      )}
    </th>
  );
}

type PositionProps = { partner: Delegation; column: Column; cell: Cell } & Spot;

export const PositionCell = memo(function PositionCell({
  partner,
  column,
  cell,
  at,
  isStop,
}: PositionProps): ReactNode {
  const t = useT();
  const { stance, stale, position } = cell;
  const words = {
    partner: partner.name,
    provision: column.name,
    stance: t(`stance.${stance}`),
    letter: t(`letter.${stance}`),
  };
  return (
    <button
      type="button"
      data-at={at}
      tabIndex={isStop ? 0 : -1}
      className="matrix-cell"
      aria-label={t(stale ? 'board.cellStale' : 'board.cell', words)}
    >
      <StanceMark stance={stance} stale={stale} label={null} />
      {position !== null && position.note !== '' && <span className="matrix-note" />}
    </button>
  );
});

type VoteProps = { partner: Delegation; act: Act | undefined; procedure: Procedure | null } & Spot;

export const VoteCell = memo(function VoteCell({
  partner,
  act,
  procedure,
  at,
  isStop,
}: VoteProps): ReactNode {
  const t = useT();
  const isMember = procedure?.electorate.some((one) => one.partner === partner.code) ?? true;
  const ended = procedure !== null && procedure.state !== 'open';
  const asked = ended ? 'procedure.notAsked' : 'board.noVote';
  const silent = t(isMember ? asked : 'board.notMember');
  const words = act === undefined ? silent : t(`acted.${act.act}`);
  return (
    <button
      type="button"
      data-at={at}
      tabIndex={isStop ? 0 : -1}
      className="matrix-cell"
      aria-label={t('board.voteCell', { partner: partner.name, act: words })}
    >
      <ActMark act={act?.act} />
    </button>
  );
});

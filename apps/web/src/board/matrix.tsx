import type { Act, Delegation, Procedure } from '@entente/contracts';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useT, type Translate } from '../messages/use-t.js';
import type { Provision } from '../text/outline.js';
import { StanceMark } from '../ui/stance-mark.js';
import type { Board, Cell } from './board.js';
import { CellDialog } from './cell-dialog.js';
import { columnsOf, type Column } from './columns.js';
import { stanceOfAct } from './stance.js';

type Opened = {
  readonly partner: Delegation;
  readonly cell: Cell;
  readonly name: string;
  readonly provision: Provision | null;
};

/** Partners × provisions: an ARIA grid with arrow keys; first column and header stay in sight (UI §2). */
export function Matrix({ board, procedure }: { board: Board; procedure: Procedure | null }): ReactNode {
  const t = useT();
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState({ row: 0, column: 0 });
  const [opened, setOpened] = useState<Opened | null>(null);
  const grid = useRef<HTMLTableElement>(null);
  const columns = useMemo(() => columnsOf(board, expanded, t), [board, expanded, t]);
  const acts = new Map<string, Act>(procedure?.acts.map((act) => [act.partner, act]));
  const move = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const row = clamp(at.row + step[0], board.partners.length - 1);
    const column = clamp(at.column + step[1], columns.length);
    setAt({ row, column });
    grid.current?.querySelector<HTMLElement>(`[data-at="${String(row)}-${String(column)}"]`)?.focus();
  };
  const toggle = (document: string): void => {
    const next = new Set(expanded);
    if (!next.delete(document)) next.add(document);
    setExpanded(next);
  };
  return (
    <div className="matrix-wrap">
      <table ref={grid} className="matrix" role="grid" aria-label={t('board.caption')} onKeyDown={move}>
        <thead>
          <tr>
            <th scope="col" className="matrix-corner">
              {t('board.partner')}
            </th>
            <th scope="col" className="matrix-vote">
              {t('board.vote')}
            </th>
            {columns.map((column) => (
              <ColumnHead key={column.key} column={column} t={t} onToggle={toggle} />
            ))}
          </tr>
        </thead>
        <tbody>
          {board.partners.map((partner, row) => (
            <tr key={partner.code}>
              <th scope="row">
                <span className="matrix-code">{partner.code}</span> {partner.name}
              </th>
              <td className="matrix-vote">
                <VoteCell
                  partner={partner}
                  act={acts.get(partner.code)}
                  procedure={procedure}
                  place={{ row, column: 0 }}
                  focusable={at.row === row && at.column === 0}
                />
              </td>
              {columns.map((column, index) => {
                const cell = column.cell(partner.code);
                return (
                  <td key={column.key} className={column.first ? 'matrix-first' : undefined}>
                    <button
                      type="button"
                      className="matrix-cell"
                      data-at={`${String(row)}-${String(index + 1)}`}
                      tabIndex={at.row === row && at.column === index + 1 ? 0 : -1}
                      aria-label={cellLabel(t, partner, column, cell)}
                      onFocus={() => {
                        setAt({ row, column: index + 1 });
                      }}
                      onClick={() => {
                        setOpened({ partner, cell, name: column.name, provision: column.provision });
                      }}
                    >
                      <StanceMark stance={cell.stance} stale={cell.stale} label={null} />
                      {cell.position !== null && cell.position.note !== '' && (
                        <span className="matrix-note" />
                      )}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {opened !== null && (
        <CellDialog
          {...opened}
          onClose={() => {
            setOpened(null);
          }}
        />
      )}
    </div>
  );
}

const STEPS: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const clamp = (value: number, most: number): number => Math.min(Math.max(value, 0), most);

function cellLabel(t: Translate, partner: Delegation, { name }: Column, { stance, stale }: Cell): string {
  const values = { partner: partner.name, provision: name, stance: t(`stance.${stance}`) };
  return t(stale ? 'board.cellStale' : 'board.cell', values);
}

function ColumnHead(props: {
  column: Column;
  t: Translate;
  onToggle: (document: string) => void;
}): ReactNode {
  const { column, t, onToggle } = props;
  const Icon = column.expanded ? ChevronLeft : ChevronRight;
  return (
    <th scope="col" className={column.first ? 'matrix-first' : undefined} title={column.title}>
      {column.toggle === null ? (
        <span className="matrix-head">{column.short}</span>
      ) : (
        <button
          type="button"
          className="matrix-head"
          aria-expanded={column.expanded}
          aria-label={t(column.expanded ? 'board.collapse' : 'board.expand', { name: column.name })}
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

type VoteProps = {
  partner: Delegation;
  act: Act | undefined;
  procedure: Procedure | null;
  place: { row: number; column: number };
  focusable: boolean;
};

function VoteCell({ partner, act, procedure, place, focusable }: VoteProps): ReactNode {
  const t = useT();
  const member = procedure?.electorate.some(({ partner: code }) => code === partner.code) ?? false;
  const words =
    act !== undefined
      ? t(`acted.${act.act}`)
      : t(procedure !== null && !member ? 'board.notMember' : 'board.noVote');
  return (
    <span
      className="matrix-cell"
      role="img"
      data-at={`${String(place.row)}-${String(place.column)}`}
      tabIndex={focusable ? 0 : -1}
      aria-label={t('board.voteCell', { partner: partner.name, act: words })}
      title={act?.reason}
    >
      <StanceMark stance={stanceOfAct(act?.act)} label={null} />
    </span>
  );
}

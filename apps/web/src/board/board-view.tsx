import { useState, type ReactNode } from 'react';
import { useT } from '../messages/use-t.js';
import { BoardGrid, isLarge } from './board-grid.js';
import type { Board } from './board.js';
import { DetailDialog, type Opened } from './detail-dialog.js';
import type { Column } from './face.js';
import { PrintBoard, WholeBoard } from './print-board.js';
import type { Row } from './rows.js';
import { SupposeDialog } from './suppose-dialog.js';
import { suppose, type Supposed } from './suppose.js';
import type { Shown } from './use-columns.js';
import type { Place } from './use-grid.js';

type ViewProps = Shown & {
  board: Board;
  label: string;
  /** Not null: cells are supposed otherwise instead of being opened. */
  supposed: Supposed | null;
  onSuppose: (supposed: Supposed) => void;
  onToggle: (section: string) => void;
};

/** The grid with what opens on its cells; below a large one the same as a table; on paper all of it. */
export function BoardView(props: ViewProps): ReactNode {
  const t = useT();
  const { rows, columns, whole, board, label, supposed, onSuppose, onToggle } = props;
  const [opened, setOpened] = useState<Opened | null>(null);
  const [supposing, setSupposing] = useState<{ row: Row; column: Column } | null>(null);
  const [asTable, setAsTable] = useState(false);
  const onOpen = ({ row, column: at }: Place): void => {
    const column = columns[at];
    if (column === undefined) return;
    if (row === 0) {
      if (column.toggle !== null) onToggle(column.toggle);
      return;
    }
    const line = rows[row - 1];
    if (line === undefined) setOpened({ name: column.name, result: column.result() });
    else if (supposed !== null && column.provisions !== null) setSupposing({ row: line, column });
    else {
      const { detail } = column.face(line.partner);
      if (detail !== null) setOpened({ partner: line.partner, detail });
    }
  };
  return (
    <>
      <div className="no-print">
        <BoardGrid rows={rows} columns={columns} label={`${label} ${t('board.keys')}`} onOpen={onOpen} />
      </div>
      {isLarge(rows.length, columns.length) && (
        <details
          className="no-print"
          onToggle={(event) => {
            setAsTable(event.currentTarget.open);
          }}
        >
          <summary>{t('board.asTable')}</summary>
          {asTable && (
            <div className="table-wrap">
              <WholeBoard rows={rows} columns={columns} label={label} />
            </div>
          )}
        </details>
      )}
      <PrintBoard rows={rows} columns={whole} label={label} />
      {opened !== null && (
        <DetailDialog
          opened={opened}
          onClose={() => {
            setOpened(null);
          }}
        />
      )}
      {supposing !== null && supposed !== null && (
        <SupposeDialog
          partner={supposing.row.partner}
          column={supposing.column}
          onSuppose={(mark) => {
            const provisions = (supposing.column.provisions ?? []).map(({ id }) => id);
            onSuppose(suppose(board, supposed, { partner: supposing.row.partner.code, provisions, mark }));
          }}
          onClose={() => {
            setSupposing(null);
          }}
        />
      )}
    </>
  );
}

import type { Procedure, VersionStrip } from '@entente/contracts';
import { useMemo } from 'react';
import { useT } from '../messages/use-t.js';
import type { Board } from './board.js';
import { overallColumn, provisionColumns } from './columns.js';
import type { Column } from './face.js';
import type { Measure } from './measure.js';
import { actColumn, stageColumns, versionColumns } from './round-columns.js';
import { rowsOf, type Row } from './rows.js';
import type { View } from './use-view.js';

type Asked = {
  readonly board: Board;
  readonly measure: Measure | null;
  readonly procedure: Procedure | null;
  /** Undefined: on their way. */
  readonly versions: readonly VersionStrip[] | undefined;
  readonly view: View;
  readonly expanded: ReadonlySet<string>;
};

export type Shown = {
  readonly rows: readonly Row[];
  readonly columns: readonly Column[];
  /** With every section opened: for paper. */
  readonly whole: readonly Column[];
};

/** Rows and columns as they are looked at; null while they are on their way. */
export function useColumns({ board, measure, procedure, versions, view, expanded }: Asked): Shown | null {
  const t = useT();
  const rows = useMemo(
    () => rowsOf({ board, measure, procedure }, view.sort),
    [board, measure, procedure, view.sort],
  );
  const own = useMemo(() => {
    const overall = overallColumn({ board, measure, t });
    if (view.columns === 'stages')
      return [overall, ...(procedure === null ? [] : stageColumns(procedure, t))];
    if (view.columns === 'provisions')
      return [overall, ...(procedure === null ? [] : [actColumn(procedure, t)])];
    if (versions === undefined) return null;
    return [...versionColumns(versions, board.partners, measure, t), overall];
  }, [board, measure, procedure, versions, view.columns, t]);
  return useMemo(() => {
    if (own === null) return null;
    if (view.columns !== 'provisions') return { rows, columns: own, whole: own };
    const positions = { board, measure, t };
    const every = new Set<string>(board.sections.map(({ document }) => document));
    return {
      rows,
      columns: [...own, ...provisionColumns(positions, expanded)],
      whole: [...own, ...provisionColumns(positions, every)],
    };
  }, [own, rows, board, measure, expanded, view.columns, t]);
}

import type { Procedure, VersionStrip } from '@entente/contracts';
import { toCsv } from '../format/csv.js';
import type { Translate } from '../messages/use-t.js';
import { overallColumn, provisionColumns, type Positions } from './columns.js';
import type { Column } from './face.js';
import { stageColumns, versionColumns } from './round-columns.js';
import { rowsOf } from './rows.js';

type All = Omit<Positions, 't'> & {
  readonly procedure: Procedure | null;
  readonly versions: readonly VersionStrip[];
};

/** Everything that the board can show, as CSV: a row a partner and one of results; overall, stages and act, versions, each provision; in words. */
export function boardCsv({ board, measure, procedure, versions }: All, t: Translate): string {
  const positions = { board, measure, t };
  const every = new Set<string>(board.sections.map(({ document }) => document));
  const columns: readonly Column[] = [
    overallColumn(positions),
    ...(procedure === null ? [] : stageColumns(procedure, t)),
    ...versionColumns(versions, board.partners, measure, t),
    ...provisionColumns(positions, every),
  ];
  const head = [t('board.partner'), t('board.group'), ...columns.map(({ name }) => name)];
  const rows = rowsOf({ board, measure, procedure }, 'order').map(({ partner, associated }) => [
    `${partner.name} (${partner.code})`,
    t(associated ? 'board.group.associated' : 'board.group.voting'),
    ...columns.map((column) => column.face(partner).words),
  ]);
  const results = [t('board.result'), '', ...columns.map((column) => column.result().words)];
  return toCsv([head, ...rows, results]);
}

import type { ConsensusRow, PartFound } from '../consensus/part.js';
import { circumstancesLine, listed } from './lines.js';
import type { Circumstances } from './report.js';
import { figure, markdownTable, textTable, type Table } from './table.js';

/** What the consensus part of a run found. */
export interface MeasuredConsensus extends Circumstances, PartFound {}

function tableOf(rows: readonly ConsensusRow[]): Table {
  return {
    head: ['', 'runs', 'median', 'p99', 'goal', ''],
    rows: rows.map((row) => [
      row.work,
      figure(row.runs, 0),
      `${figure(row.median, digitsOf(row.median))} ${row.unit}`,
      `${figure(row.p99, digitsOf(row.p99))} ${row.unit}`,
      row.goal === undefined ? '–' : `${figure(row.goal, 0)} ${row.unit}`,
      verdictOf(row),
    ]),
  };
}

const digitsOf = (value: number): number => (value < 10 ? 2 : 0);

function verdictOf({ goal, median }: ConsensusRow): string {
  if (goal === undefined) return '';
  return median < goal ? 'reached' : 'missed';
}

export const consensusText = ({ rows, notes }: PartFound): string =>
  ['\nThe consensus core', textTable(tableOf(rows)), ...notes].join('\n');

export const consensusMarkdown = ({ rows, notes, ...under }: MeasuredConsensus): string =>
  [`${circumstancesLine(under)}.`, markdownTable(tableOf(rows)), listed(notes)].join('\n\n');

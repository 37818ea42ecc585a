import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { percentile } from '../report/statistics.js';
import type { ConsensusPart, ConsensusRow, PartRun } from './part.js';

/** Drawn in less than 300 ms, and scrolled at 60 frames a second (issue 4, *Speed*). */
const DRAWN_MS = 300;
const FRAME_MS = 1_000 / 60;
/** A clock that tells tenths of a millisecond gives 16.7 for a frame in time. */
const LATE_MS = 16.75;
/** A browser, and a build of the page, which only the room of browser journeys knows how to make. */
const PROGRAM = path.join(import.meta.dirname, '../../../e2e/dist/board/measure-board.process.js');

/** What that program prints; ms, `busy` being processor time of the page's main thread: on a shared machine that alone tells. */
interface Measured {
  readonly drawn: readonly { readonly whole: number; readonly busy: number }[];
  readonly scrolled: readonly Scrolled[];
}

interface Scrolled {
  readonly name: string;
  /** From each frame to the next. */
  readonly times: readonly number[];
  /** A frame. */
  readonly busy: number;
}

/** The endorsement board of 200 partners on 300 provisions in a browser: its drawing, and the frames of a scroll. */
export const board: ConsensusPart = {
  name: 'board',
  measure: async (run) => {
    const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, ...lengthsOf(run)]);
    const { drawn, scrolled } = JSON.parse(stdout) as Measured;
    const drawings = [
      rowOf(
        'board of 200 × 300: from positions on hand to the frame with all of it',
        drawn.map(({ whole }) => whole),
        DRAWN_MS,
      ),
      rowOf(
        'the same: processor time of the page',
        drawn.map(({ busy }) => busy),
        DRAWN_MS,
      ),
    ];
    return { rows: [...drawings, ...scrolled.flatMap(scrollRows)], notes: scrolled.map(lateNote) };
  },
};

function lengthsOf({ tiny, quick, seed }: PartRun): readonly string[] {
  const [drawings, frames] = tiny ? [1, 10] : quick ? [5, 300] : [15, 1_200];
  return [`--drawings=${String(drawings)}`, `--frames=${String(frames)}`, `--seed=${String(seed)}`];
}

const scrollRows = ({ name, times, busy }: Scrolled): readonly ConsensusRow[] => [
  rowOf(`board scrolled ${name}: from frame to frame`, times),
  rowOf('the same: processor time of the page a frame', [busy], FRAME_MS),
];

const rowOf = (work: string, times: readonly number[], goal?: number): ConsensusRow => ({
  work,
  runs: times.length,
  median: percentile(times, 50),
  p99: percentile(times, 99),
  unit: 'ms',
  goal,
});

function lateNote({ name, times }: Scrolled): string {
  const late = times.filter((ms) => ms > LATE_MS).length;
  const share = ((100 * late) / times.length).toFixed(1);
  return `board scrolled ${name}: ${String(late)} of ${String(times.length)} frames later than 16.7 ms after the one before (${share} %)`;
}

import { useMemo } from 'react';
import { useAgreedMarks, useProcedures } from '../api/queries.js';
import { useBoard } from '../board/use-board.js';
import type { Board } from '../board/board.js';
import { useMe } from '../frame/actor.js';
import { useRoom } from '../room/room-context.js';
import { duesOf, slowedBy, type Due, type Slowed } from './attention.js';
import { pointsOf, type Point } from './points.js';

export type Desk = {
  readonly board: Board | null;
  readonly points: readonly Point[] | null;
  readonly dues: readonly Due[];
  readonly slowed: readonly Slowed[];
  readonly error: Error | null;
  readonly retry: () => void;
};

/** Whether the person sits where procedures are run. */
export function useRunsProcedures(): boolean {
  const { delegationKind } = useMe();
  return delegationKind === 'chair' || delegationKind === 'secretariat';
}

/** What the desk shows of the package that is open; it follows the live text, positions and procedures. */
export function useDesk(): Desk {
  const { view } = useRoom();
  const { board, error: boardError, retry: retryBoard } = useBoard();
  const marks = useAgreedMarks(view.id);
  const procedures = useProcedures(view.id);
  const points = useMemo(
    () => (board === null || marks.data === undefined ? null : pointsOf(board, marks.data.marks)),
    [board, marks.data],
  );
  const all = procedures.data?.procedures;
  const dues = useMemo(() => duesOf(all ?? []), [all]);
  const slowed = useMemo(() => slowedBy(all ?? [], board), [all, board]);
  return {
    board,
    points,
    dues,
    slowed,
    error: boardError ?? marks.error ?? procedures.error,
    retry: () => {
      retryBoard();
      void marks.refetch();
      void procedures.refetch();
    },
  };
}

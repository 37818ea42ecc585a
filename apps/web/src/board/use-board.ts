import { useMemo } from 'react';
import { usePartners, usePositions } from '../api/queries.js';
import { useLiveText, useRoom } from '../room/room-context.js';
import { boardOf, type Board } from './board.js';

type BoardAnswer = { readonly board: Board | null; readonly error: Error | null; readonly retry: () => void };

/** The board of the package that is open; null until text and positions are here. */
export function useBoard(): BoardAnswer {
  const { view } = useRoom();
  const text = useLiveText();
  const partners = usePartners();
  const { data, error, refetch } = usePositions(view.id);
  const outline = text?.outline;
  const hashes = text?.hashes;
  const board = useMemo(
    () =>
      outline === undefined || hashes === undefined || data === undefined
        ? null
        : boardOf(partners, outline, hashes, data.positions),
    [outline, hashes, data, partners],
  );
  return { board, error, retry: () => void refetch() };
}

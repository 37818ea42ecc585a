import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { keys } from '../../api/keys.js';
import { useRoom } from '../../room/room-context.js';

/** Edits come many a second; what looks back on them need not. */
const PAUSE_MS = 3_000;

/** Reads the history again some seconds after somebody has edited the text. */
export function useFreshHistory(): void {
  const client = useQueryClient();
  const { view, store } = useRoom();
  const { id } = view;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const end = store.connection.on('change', () => {
      timer ??= setTimeout(() => {
        timer = null;
        void client.invalidateQueries({ queryKey: keys.history(id) });
      }, PAUSE_MS);
    });
    return () => {
      end();
      if (timer !== null) clearTimeout(timer);
    };
  }, [client, store, id]);
}

import type { PackageView } from '@entente/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { call } from '../api/call.js';
import type { ReadText } from '../text/read-text.js';
import { useObservable } from './observable.js';
import { Rereading } from './rereading.js';
import { RoomStore } from './room-store.js';
import { useVisit } from './use-visit.js';

type Room = {
  readonly view: PackageView;
  readonly store: RoomStore;
  /** When the person last left this package, in ms; null: not known on this device. */
  readonly lastVisit: number | null;
};

const RoomContext = createContext<Room | null>(null);

/** Holds one live connection for all pages of a package. */
export function RoomProvider({
  view,
  children,
  waiting,
}: {
  view: PackageView;
  children: ReactNode;
  waiting: ReactNode;
}): ReactNode {
  const client = useQueryClient();
  const [store, setStore] = useState<RoomStore | null>(null);
  const { id } = view;
  const lastVisit = useVisit(id);
  useEffect(() => {
    const rereading = new Rereading(client, id, {
      procedure: (procedure) => call('procedure', { params: { procedure } }),
      positions: (since) => call('positions', { params: { package: id }, query: { since } }),
    });
    const made = new RoomStore(id, rereading);
    // oxlint-disable-next-line react/set-state-in-effect -- the connection lives exactly as long as this effect
    setStore(made);
    return () => {
      made.destroy();
    };
  }, [id, client]);
  if (store === null) return waiting;
  return <RoomContext value={{ view, store, lastVisit }}>{children}</RoomContext>;
}

export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (room === null) throw new Error('a part of a package was shown outside of it');
  return room;
}

/** The text as it stands, numbered and hashed; null until it has arrived. */
export function useLiveText(): ReadText | null {
  return useObservable(useRoom().store.live.text);
}

/** The same without the pause that typing is given: for what acts on the text's hash. */
export function useExactText(): ReadText | null {
  const { live } = useRoom().store;
  useEffect(() => live.watchClosely(), [live]);
  return useObservable(live.text);
}

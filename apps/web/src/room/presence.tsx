import type { ReactNode } from 'react';
import { useMe } from '../frame/actor.js';
import { useT } from '../messages/use-t.js';
import { useObservable } from './observable.js';
import { useRoom } from './room-context.js';

const MOST = 6;

/** The others in the package, by delegation. */
export function Presence(): ReactNode {
  const t = useT();
  const peers = useObservable(useRoom().store.peers);
  const me = useMe();
  const others = peers.filter(({ person }) => person !== me.person);
  const people = [...new Map(others.map((peer) => [peer.person, peer])).values()];
  if (people.length === 0) return null;
  const names = people.map(({ name, delegation }) => t('live.peer', { name, delegation })).join('; ');
  return (
    <span className="presence" role="img" aria-label={t('live.present', { names })} title={names}>
      {people.slice(0, MOST).map(({ person, delegation }) => (
        <span key={person} className="presence-one">
          {delegation}
        </span>
      ))}
      {people.length > MOST && <span className="presence-one">+{people.length - MOST}</span>}
    </span>
  );
}

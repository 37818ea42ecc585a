import { SYSTEM_LIST, type NodeInventory } from '@entente/contracts';
import { instant } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { LiveSockets, type LiveSocket } from '../drafting/index.js';
import { NodeWatch } from './node-watch.js';

type Room = NodeInventory['rooms']['shown'][number];
type Connection = NodeInventory['connections']['shown'][number];

/** What is in the memory of this process and who is connected to it, in ids, states and sizes (S151, S156). */
@Injectable()
export class Inventories {
  constructor(
    @Inject(LiveSockets) private readonly sockets: LiveSockets,
    @Inject(NodeWatch) private readonly watch: NodeWatch,
  ) {}

  own(): NodeInventory {
    const rooms = this.sockets.editing.engine.inventory();
    const connections = this.sockets.all.map(viewOf);
    return {
      rooms: { total: rooms.length, shown: rooms.toSorted(byLoad).slice(0, SYSTEM_LIST) },
      connections: { total: connections.length, shown: connections.toSorted(byLast).slice(0, SYSTEM_LIST) },
      refusals: this.watch.refusals.list(Date.now()),
    };
  }
}

function viewOf(live: LiveSocket): Connection {
  const { id, person, since, place } = live;
  return {
    connection: id,
    person: person.person,
    name: person.name,
    delegation: person.delegation,
    since: instant(since),
    lastAt: instant(place.lastAt),
    package: place.package,
    documents: place.documents,
  };
}

/** What waits first, then what many follow, then what is large. */
export function byLoad(a: Room, b: Room): number {
  return b.pending - a.pending || b.members - a.members || b.bytes - a.bytes;
}

/** The latest first. */
export function byLast(a: Connection, b: Connection): number {
  return b.lastAt - a.lastAt;
}

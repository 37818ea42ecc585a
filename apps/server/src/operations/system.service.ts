import { SYSTEM_LIST, type LiveStatus } from '@entente/contracts';
import { err, instant, ok, type Result } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { LiveSockets, type LiveSocket } from '../drafting/index.js';
import { SessionService } from '../identity/index.js';
import { SecurityLog } from '../security/index.js';
import { NodeStatuses } from './node-statuses.js';
import { NodeWatch } from './node-watch.js';

type Connection = LiveStatus['connections']['shown'][number];
type Room = LiveStatus['rooms']['shown'][number];

/** The page Live editing: what runs and who is connected, in ids, states and sizes (access SPEC A16). */
@Injectable()
export class SystemService {
  readonly #sockets: LiveSockets;
  readonly #security: SecurityLog;

  constructor(
    @Inject(LiveSockets) sockets: LiveSockets,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(NodeStatuses) private readonly statuses: NodeStatuses,
    @Inject(SecurityLog) security: SecurityLog,
  ) {
    this.#sockets = sockets;
    this.#security = security;
  }

  async status(watch: NodeWatch): Promise<LiveStatus> {
    const nodes = await this.statuses.nodes();
    const rooms = this.#sockets.editing.engine.inventory();
    const connections = this.#sockets.all;
    return {
      at: instant(Date.now()),
      nodes,
      rooms: { total: rooms.length, shown: rooms.toSorted(byLoad).slice(0, SYSTEM_LIST) },
      connections: {
        total: connections.length,
        shown: connections.map(viewOf).toSorted(byLast).slice(0, SYSTEM_LIST),
      },
      refusals: watch.refusals.list(Date.now()),
    };
  }

  /** Ends a connection of this process; with `session`, the session behind it, so that it cannot come back. */
  async end(
    by: string,
    connection: string,
    what: 'connection' | 'session',
  ): Promise<Result<void, 'NOT_FOUND'>> {
    const live = this.#sockets.all.find(({ id }) => id === connection);
    if (live === undefined) return err('NOT_FOUND');
    const { person, delegation, session } = live.person;
    if (what === 'session') await this.sessions.end(session, 'operator');
    const facts = { by, person, delegation, socket: live.id };
    this.#security.record(what === 'session' ? 'session-ended' : 'connection-ended', by, facts);
    const ended =
      what === 'session' ? this.#sockets.all.filter((one) => one.person.session === session) : [live];
    for (const one of ended) one.close(what === 'session' ? 'SESSION_ENDED' : 'CONNECTION_ENDED');
    return ok(undefined);
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
function byLoad(a: Room, b: Room): number {
  return b.pending - a.pending || b.members - a.members || b.bytes - a.bytes;
}

function byLast(a: Connection, b: Connection): number {
  return b.lastAt - a.lastAt;
}

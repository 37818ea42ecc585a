import { SYSTEM_LIST, type EndConnection, type LiveStatus } from '@entente/contracts';
import { err, instant, ok, type Result } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { LiveSockets, type LiveSocket } from '../drafting/index.js';
import { SessionService } from '../identity/index.js';
import { SecurityLog } from '../security/index.js';
import { byLast, byLoad } from './node-inventory.js';
import { NodeStatuses, type NodeView } from './node-statuses.js';

type Refusals = LiveStatus['refusals'];

/** The page Live editing: what runs and who is connected, on every process, in ids, states and sizes (access SPEC A16). */
@Injectable()
export class SystemService {
  constructor(
    @Inject(LiveSockets) private readonly sockets: LiveSockets,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(NodeStatuses) private readonly statuses: NodeStatuses,
    @Inject(SecurityLog) private readonly security: SecurityLog,
  ) {
    statuses.onEnding(async (ending) => {
      const live = this.#here(ending.connection);
      if (live !== undefined) await this.#end(live, ending);
    });
  }

  async status(): Promise<LiveStatus> {
    const views = await this.statuses.nodes();
    const rooms = views.flatMap(({ status: { node }, inventory }) =>
      (inventory?.rooms.shown ?? []).map((room) => ({ ...room, node })),
    );
    const connections = views.flatMap(({ status: { node }, inventory }) =>
      (inventory?.connections.shown ?? []).map((one) => ({ ...one, node })),
    );
    return {
      at: instant(Date.now()),
      nodes: views.map(({ status, seenAt, listedAt, answering }) => ({
        ...status,
        seenAt,
        listedAt,
        answering,
      })),
      rooms: {
        total: sum(views, ({ status, inventory }) => inventory?.rooms.total ?? status.rooms),
        shown: rooms.toSorted(byLoad).slice(0, SYSTEM_LIST),
      },
      connections: {
        total: sum(views, ({ status, inventory }) => inventory?.connections.total ?? status.connections),
        shown: connections.toSorted(byLast).slice(0, SYSTEM_LIST),
      },
      refusals: together(views),
    };
  }

  /**
   * Ends a connection; with `session`, the session behind it, so that it cannot come back. One of this process at once, one of another
   * within that process's next beat.
   */
  async end(ending: EndConnection): Promise<Result<void, 'NOT_FOUND'>> {
    const live = this.#here(ending.connection);
    if (live === undefined) return (await this.statuses.askToEnd(ending)) ? ok(undefined) : err('NOT_FOUND');
    await this.#end(live, ending);
    return ok(undefined);
  }

  #here(connection: string): LiveSocket | undefined {
    return this.sockets.all.find(({ id }) => id === connection);
  }

  async #end(live: LiveSocket, { by, what }: EndConnection): Promise<void> {
    const { person, delegation, session } = live.person;
    if (what === 'session') await this.sessions.end(session, 'operator');
    const facts = { by, person, delegation, socket: live.id };
    this.security.record(what === 'session' ? 'session-ended' : 'connection-ended', by, facts);
    const ended =
      what === 'session' ? this.sockets.all.filter((one) => one.person.session === session) : [live];
    for (const one of ended) one.close(what === 'session' ? 'SESSION_ENDED' : 'CONNECTION_ENDED');
  }
}

function sum(views: readonly NodeView[], count: (view: NodeView) => number): number {
  return views.reduce((total, view) => total + count(view), 0);
}

/** What was refused on any process, by message and code; the most frequent first. */
function together(views: readonly NodeView[]): Refusals {
  const sums = new Map<string, Refusals[number]>();
  for (const one of views.flatMap(({ inventory }) => inventory?.refusals ?? [])) {
    const key = `${one.message} ${one.code}`;
    sums.set(key, { ...one, count: one.count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.values()].toSorted((a, b) => b.count - a.count);
}

import type { Topic } from '@entente/contracts';
import type { DocumentId, PackageId, ProcedureId } from '@entente/kernel';
import { defaultEngineLimits, type EngineLimits } from './engine-limits.js';
import type { Engine, EngineOptions, Identity, Session } from './engine-types.js';
import { Flights } from './flights.js';
import { HeadPoll } from './head-poll.js';
import { type Lease, LeaseBook } from './lease-book.js';
import type { BusNote, Peer, PresenceChange } from './ports.js';
import { PresenceMap } from './presence.js';
import type { RoomFacts } from './room-facts.js';
import { Room, type RoomHost } from './room.js';
import { TurnBook } from './sender.js';
import { LiveSession, type SessionHost } from './session.js';

/** The live connections of one package on this node. */
interface Hub {
  readonly sessions: Set<LiveSession>;
  readonly presence: PresenceMap;
}

/** In a drain: no more than the log has connections for. */
const SNAPSHOTS_AT_ONCE = 4;

/** An engine over a log; one for each process. */
export function createEngine(options: EngineOptions): Engine {
  return new LiveEngine(options);
}

class LiveEngine implements Engine, RoomHost, SessionHost {
  readonly options: EngineOptions;
  readonly limits: EngineLimits;
  draining = false;
  private readonly node: string;
  readonly turns: TurnBook;
  private readonly rooms = new Map<DocumentId, Room>();
  private readonly hubs = new Map<PackageId, Hub>();
  private readonly sessions = new Set<LiveSession>();
  private readonly flights: Flights;
  private readonly leases: LeaseBook;
  private readonly poll: HeadPoll;
  private knownEpoch: string | null = null;

  constructor(options: EngineOptions) {
    this.options = options;
    this.limits = { ...defaultEngineLimits, ...options.limits };
    this.node = options.node ?? nodeName(options.random);
    this.turns = new TurnBook(options.clock, this.limits);
    this.flights = new Flights(options, this.limits);
    this.leases = new LeaseBook(options.leases, options.random);
    this.poll = new HeadPoll(options, this.limits, this.rooms);
    options.bus.subscribe((note) => this.hear(note));
  }

  connect(peer: Peer, identity: Identity): Session {
    const session = new LiveSession(peer, identity, this);
    this.sessions.add(session);
    return session;
  }

  async documentChanged(document: DocumentId): Promise<void> {
    this.options.bus.publish({ kind: 'document', document, head: null });
    await this.rooms.get(document)?.refresh();
  }

  accessChanged(packageId: PackageId): void {
    this.options.bus.publish({ kind: 'package', package: packageId });
    this.review(packageId);
  }

  changed(packageId: PackageId, topics: readonly Topic[], procedures?: readonly ProcedureId[]): void {
    const note = { kind: 'topics', package: packageId, topics, ...named(procedures) } as const;
    this.options.bus.publish(note);
    this.hear(note);
  }

  async drain(): Promise<void> {
    this.draining = true;
    const { clock, timer } = this.options;
    const until = clock.now() + this.limits.drainMs;
    await new Promise<void>((resolve) => this.whenLanded(until, resolve));
    this.poll.end();
    for (const session of this.sessions) session.close('DRAINING');
    // Only time is saved by them, so only a little is given to them.
    const patience = new Promise((resolve) => {
      timer.after(this.limits.drainSnapshotsMs, () => resolve(null));
    });
    await Promise.race([this.keepSnapshots(), patience]);
  }

  /** A few at a time, and none is begun after its time: what follows the drain asks the same database. */
  private async keepSnapshots(): Promise<void> {
    const { clock } = this.options;
    const until = clock.now() + this.limits.drainSnapshotsMs;
    const rooms = this.rooms.values();
    const keep = async (): Promise<void> => {
      for (const room of rooms) {
        if (clock.now() >= until) return;
        await room.keepSnapshot();
      }
    };
    await Promise.all(Array.from({ length: SNAPSHOTS_AT_ONCE }, keep));
  }

  counts(): { rooms: number; sessions: number; pending: number } {
    let pending = 0;
    for (const room of this.rooms.values()) pending += room.pending;
    return { rooms: this.rooms.size, sessions: this.sessions.size, pending };
  }

  inventory(): RoomFacts[] {
    return Array.from(this.rooms.values(), (room) => room.facts());
  }

  lease(packageId: PackageId, identity: Identity, wanted: number | undefined): Promise<Lease> {
    return this.leases.lease(packageId, identity, wanted);
  }

  storeChanged(): void {
    this.knownEpoch = null;
    for (const session of this.sessions) session.close('EPOCH_CHANGED');
    for (const room of this.rooms.values()) room.vanish('UNAVAILABLE');
  }

  /** Asked once; `storeChanged` says when again. */
  async epoch(): Promise<string> {
    this.knownEpoch ??= await this.options.leases.epoch();
    return this.knownEpoch;
  }

  room(document: DocumentId): Room {
    const known = this.rooms.get(document);
    if (known !== undefined) return known;
    const room = new Room(document, this);
    this.rooms.set(document, room);
    return room;
  }

  enter(packageId: PackageId, session: LiveSession): PresenceMap {
    const hub = this.hubs.get(packageId) ?? this.openHub(packageId);
    hub.sessions.add(session);
    return hub.presence;
  }

  ended(session: LiveSession): void {
    this.sessions.delete(session);
    for (const [packageId, hub] of this.hubs) {
      if (!hub.sessions.delete(session) || hub.sessions.size > 0) continue;
      this.hubs.delete(packageId);
      hub.presence.end();
    }
  }

  waiting(room: Room): void {
    this.flights.call(room);
  }

  unloaded(room: Room): void {
    if (this.rooms.get(room.document) === room) this.rooms.delete(room.document);
  }

  private openHub(packageId: PackageId): Hub {
    const { clock, timer, framer, bus } = this.options;
    const { limits, node } = this;
    const publish = (change: PresenceChange): void =>
      bus.publish({ kind: 'presence', package: packageId, node, ...change });
    const presence = new PresenceMap(packageId, { clock, timer, framer, limits, publish });
    bus.publish({ kind: 'presence-wanted', package: packageId });
    const hub = { sessions: new Set<LiveSession>(), presence };
    this.hubs.set(packageId, hub);
    return hub;
  }

  private review(packageId: PackageId): void {
    const hub = this.hubs.get(packageId);
    if (hub === undefined) return;
    for (const session of hub.sessions) {
      if (!session.identity.mayEnter(packageId)) session.close('NOT_FOUND');
    }
    const rooms = new Set([...hub.sessions].flatMap((session) => [...session.following()]));
    for (const room of rooms) room.review();
    hub.presence.review();
  }

  private hear(note: BusNote): void {
    switch (note.kind) {
      case 'document':
        return this.hearOf(note.document, note.head);
      case 'missed':
        return this.compare();
      case 'package':
        return this.review(note.package);
      case 'topics':
        return this.tellTopics(note);
      case 'presence':
        return this.hubs.get(note.package)?.presence.hear(note.node, note);
      case 'presence-wanted':
        return this.hubs.get(note.package)?.presence.tellAll();
    }
  }

  private tellTopics({ package: packageId, topics, procedures }: BusNote & { kind: 'topics' }): void {
    const hub = this.hubs.get(packageId);
    if (hub === undefined) return;
    const frame = this.options.framer.frame({
      event: 'changed',
      body: { package: packageId, topics: [...topics], ...named(procedures) },
    });
    for (const session of hub.sessions) session.send(frame);
  }

  /** Whatever was said meanwhile: the rows are the log's to tell, and who is there the other nodes'. */
  private compare(): void {
    this.poll.soon();
    for (const [packageId, { presence }] of this.hubs) {
      this.options.bus.publish({ kind: 'presence-wanted', package: packageId });
      presence.tellAll();
    }
  }

  private hearOf(document: DocumentId, head: number | null): void {
    const room = this.rooms.get(document);
    if (room === undefined || (head !== null && room.holds(head))) return;
    // Its failure is the room's own affair: it tries again by itself.
    void room.refresh();
  }

  /**
   * Pending updates land, or are refused as the log stays away too long. Those of which only a log that stays away knows whether they
   * were recorded get no verdict: their clients ask again wherever they come back (S45).
   */
  private whenLanded(until: number, landed: () => void): void {
    const { clock, timer } = this.options;
    if (this.counts().pending === 0 || clock.now() >= until) return landed();
    timer.after(this.limits.drainPollMs, () => this.whenLanded(until, landed));
  }
}

/** Of the procedures these alone; nothing where it may be any. */
const named = (procedures: readonly ProcedureId[] | undefined): { procedures?: ProcedureId[] } =>
  procedures === undefined ? {} : { procedures: [...procedures] };

/** A name that no other process has: 96 bits. */
function nodeName(random: EngineOptions['random']): string {
  return Array.from(random.bytes(12), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

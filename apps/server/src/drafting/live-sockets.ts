import type { PackageId, PersonId } from '@entente/kernel';
import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Socket } from 'socket.io';
import { IdentityService, RightsWatch } from '../identity/index.js';
import { LiveEditing } from './live-editing.js';
import { LiveFacts } from './live-facts.js';
import type { LivePerson } from './live-person.js';
import { LiveSocket } from './live-socket.js';
import { LiveWire } from './live-wire.js';
import { within } from './nodes/within.js';
import { systemClock } from './runtime.js';
import { SocketPeer } from './socket-peer.js';

/** A database that has gone silent must not keep the next sweep from asking. */
const ASK_MS = 4_000;

/** All live sockets: keeps their rights as the database has them, and ends those whose session is over (SECURITY §4.3). */
@Injectable()
export class LiveSockets implements OnApplicationBootstrap {
  readonly #logger = new Logger('drafting');
  readonly #sockets = new Map<string, { live: LiveSocket; rights: string }>();
  readonly #perPerson = new Map<PersonId, number>();
  /** People to ask about next; null among them stands for everyone. */
  readonly #asked = new Set<PersonId | null>();
  #asking = false;
  #draining = false;
  #unwatch: (() => void) | null = null;

  constructor(
    @Inject(IdentityService) private readonly identity: IdentityService,
    @Inject(RightsWatch) private readonly watch: RightsWatch,
    @Inject(LiveEditing) readonly editing: LiveEditing,
    @Inject(LiveFacts) readonly facts: LiveFacts,
  ) {}

  onApplicationBootstrap(): void {
    this.#unwatch = this.watch.onRightsChanged((person) => {
      this.#asked.add(person);
      if (!this.#asking) void this.#ask();
    });
    this.editing.registry.onLapse(() => {
      for (const live of this.all) live.close('UNAVAILABLE');
    });
  }

  /** Takes a socket in as this person's, until it disconnects. */
  connected(socket: Socket, person: LivePerson): void {
    const { editing, facts } = this;
    const wire = LiveWire.of(socket);
    if (wire === null) return;
    const peer = new SocketPeer(wire, facts.traffic);
    const session = editing.engine.connect(peer, person);
    const { rooms, limits, registry } = editing;
    const clock = systemClock;
    const live = new LiveSocket({ wire, peer, person, session, rooms, facts, limits, clock, registry });
    const full = this.isFull(person.person);
    this.#sockets.set(live.id, { live, rights: person.rights() });
    this.#perPerson.set(person.person, (this.#perPerson.get(person.person) ?? 0) + 1);
    facts.tell({ kind: 'connected', who: live.who });
    socket.on('disconnect', (reason) => {
      // Who leaves the only namespace has no use for the connection, and nothing to come back on.
      if (reason === 'client namespace disconnect') socket.conn.close();
      facts.tell({ kind: 'disconnected', who: live.who, reason });
      live.ended();
      this.#remove(live);
    });
    // Of two that were let in at the same moment the second goes.
    if (full) live.close('TOO_MANY_SOCKETS');
  }

  /** Whether this person has as many connections to this node as one person may (S154). */
  isFull(person: PersonId): boolean {
    return (this.#perPerson.get(person) ?? 0) >= this.editing.limits.socketsPerPerson;
  }

  /** Every live connection of this node. */
  get all(): LiveSocket[] {
    return Array.from(this.#sockets.values(), ({ live }) => live);
  }

  /** Whether this node is stopping. */
  get draining(): boolean {
    return this.#draining;
  }

  /** What was taken in gets its verdict, then everybody is sent away. */
  async drain(): Promise<void> {
    this.#draining = true;
    this.#unwatch?.();
    await this.editing.engine.drain();
    for (const { live } of this.#sockets.values()) live.close('DRAINING');
  }

  #remove(live: LiveSocket): void {
    if (!this.#sockets.delete(live.id)) return;
    const { person } = live.person;
    const left = (this.#perPerson.get(person) ?? 1) - 1;
    if (left === 0) this.#perPerson.delete(person);
    else this.#perPerson.set(person, left);
    for (const packageId of live.person.packages) this.editing.rooms.leave(packageId);
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    try {
      while (this.#asked.size > 0) {
        const asked = new Set(this.#asked);
        this.#asked.clear();
        await this.#refresh(asked);
      }
    } catch (error) {
      // The sweep asks again; until the database answers nothing can be recorded either.
      const { code } = error as { code?: unknown };
      this.#logger.warn({ code }, 'rights of live sockets could not be read');
    } finally {
      this.#asking = false;
    }
  }

  async #refresh(asked: ReadonlySet<PersonId | null>): Promise<void> {
    const everyone = asked.has(null);
    const sockets = [...this.#sockets.values()].filter(
      ({ live }) => everyone || asked.has(live.person.person),
    );
    if (sockets.length === 0) return;
    const sessions = [...new Set(sockets.map(({ live }) => live.person.session))];
    const identities = await within(ASK_MS, this.identity.identitiesOf(sessions));
    const changed = new Set<PackageId>();
    for (const socket of sockets) {
      const { live } = socket;
      const identity = identities.get(live.person.session);
      if (identity === undefined) {
        live.close('SESSION_ENDED');
        continue;
      }
      live.person.refresh(identity.actor);
      const rights = live.person.rights();
      if (rights === socket.rights) continue;
      socket.rights = rights;
      for (const packageId of live.person.packages) changed.add(packageId);
    }
    for (const packageId of changed) this.editing.engine.accessChanged(packageId);
  }
}

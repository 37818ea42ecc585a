import type { Peer as Present } from '@entente/contracts';
import type { Clock, DocumentId, PackageId, Timer } from '@entente/kernel';
import type { EngineLimits } from './engine-limits.js';
import type { Frame, Framer, PresenceChange } from './ports.js';
import { PresenceElsewhere } from './presence-elsewhere.js';

/** A session as the others see it. The identity is the server's own; only `at` comes from the client (S60). */
export interface Visitor {
  readonly present: Present;
  mayRead(document: DocumentId): boolean;
  send(frame: Frame): void;
}

export interface PresenceTools {
  readonly clock: Clock;
  readonly timer: Timer;
  readonly framer: Framer;
  readonly limits: EngineLimits;
  /** Tells the other nodes what changed among the visitors of this one. */
  publish(change: PresenceChange): void;
}

/** Bytes of one entry, roughly; only the pace of large rooms depends on it. */
const ENTRY_BYTES = 160;

/**
 * Who is in one package and where, by client id, each with the last value. Whoever enters gets the whole map, the others
 * what changed since the last tick; a tick comes at most so often a second (S61).
 */
export class PresenceMap {
  private readonly packageId: PackageId;
  private readonly tools: PresenceTools;
  /** True: the whole map is due to this visitor. */
  private readonly visitors = new Map<Visitor, boolean>();
  private readonly elsewhere: PresenceElsewhere;
  /** What changed since the last tick, on this node and in all; null: gone. */
  private readonly ownChanges = new Map<number, Present | null>();
  private readonly changes = new Map<number, Present | null>();
  private due = false;
  private sentAt: number | null = null;
  private lastCost = 0;
  private endBeat: (() => void) | null = null;

  constructor(packageId: PackageId, tools: PresenceTools) {
    this.packageId = packageId;
    this.tools = tools;
    this.elsewhere = new PresenceElsewhere(tools.clock, tools.limits.presenceBeatMs);
    this.beatLater();
  }

  get size(): number {
    return this.visitors.size;
  }

  add(visitor: Visitor): void {
    this.visitors.set(visitor, true);
    this.moved(visitor);
  }

  remove(visitor: Visitor): void {
    if (!this.visitors.delete(visitor)) return;
    this.note(visitor.present.client, null);
  }

  /** The visitor is somewhere else. */
  moved(visitor: Visitor): void {
    this.note(visitor.present.client, visitor.present);
  }

  /** The visitor follows other documents than before, or lost one: other places are shown. */
  seesAnew(visitor: Visitor): void {
    if (!this.visitors.has(visitor)) return;
    this.visitors.set(visitor, true);
    this.tickLater();
  }

  /** Rights changed: anybody may see other places than before. */
  review(): void {
    for (const visitor of this.visitors.keys()) this.visitors.set(visitor, true);
    if (this.visitors.size > 0) this.tickLater();
  }

  /** What another node tells of its visitors. */
  hear(node: string, change: PresenceChange): void {
    for (const [client, present] of this.elsewhere.take(node, change)) this.changes.set(client, present);
    if (this.changes.size > 0) this.tickLater();
  }

  /** Tells the other nodes of every visitor of this one; they may not know, or have forgotten. */
  tellAll(): void {
    const peers = this.own();
    if (peers.length > 0) this.tools.publish({ whole: true, peers, gone: [] });
  }

  /** Nobody of this node is in the package any more. */
  end(): void {
    this.endBeat?.();
    this.tools.publish({ whole: true, peers: [], gone: [] });
  }

  private note(client: number, present: Present | null): void {
    this.ownChanges.set(client, present);
    this.changes.set(client, present);
    this.tickLater();
  }

  private tickLater(): void {
    if (this.due) return;
    this.due = true;
    const { clock, timer } = this.tools;
    const pause = this.pause();
    const wait = this.sentAt === null ? 0 : this.sentAt + pause - clock.now();
    timer.after(Math.min(Math.max(0, wait), pause), () => this.tick());
  }

  /** What everybody says goes to everybody, so its cost grows with the square: large rooms hear less often. */
  private pause(): number {
    const { limits } = this.tools;
    return Math.max(
      1_000 / limits.presencePerSecond,
      (this.lastCost / limits.presenceBytesPerSecond) * 1_000,
      (this.visitors.size / limits.presenceFramesPerSecond) * 1_000,
    );
  }

  private tick(): void {
    this.due = false;
    this.sentAt = this.tools.clock.now();
    this.publishOwn();
    const changed = split(this.changes);
    this.changes.clear();
    const all = [...this.own(), ...this.elsewhere.all()];
    const whole = new Audience(this.frames(true, all, []));
    const some = new Audience(this.frames(false, changed.peers, changed.gone));
    for (const [visitor, wholeDue] of this.visitors) {
      if (wholeDue) this.visitors.set(visitor, false);
      (wholeDue ? whole : some).send(visitor, wholeDue ? all : changed.peers);
    }
    this.lastCost = ENTRY_BYTES * (whole.sent * all.length + some.sent * this.weight(changed));
  }

  private weight({ peers, gone }: ReturnType<typeof split>): number {
    return peers.length + gone.length / 16;
  }

  private publishOwn(): void {
    if (this.ownChanges.size === 0) return;
    this.tools.publish({ whole: false, ...split(this.ownChanges) });
    this.ownChanges.clear();
  }

  private own(): Present[] {
    return Array.from(this.visitors.keys(), (visitor) => visitor.present);
  }

  /** Makes the frame for those from whom the places in `hidden` documents are kept (S62). */
  private frames(whole: boolean, peers: readonly Present[], gone: readonly number[]) {
    return (hidden: readonly string[]): Frame | null => {
      if (!whole && peers.length + gone.length === 0) return null;
      const shown = peers.map((peer) =>
        peer.at !== null && hidden.includes(peer.at.document) ? { ...peer, at: null } : peer,
      );
      const body = { package: this.packageId, whole, peers: shown, gone: [...gone] };
      return this.tools.framer.frame({ event: 'presence', body });
    };
  }

  /** Now and then the whole map goes to the other nodes, and nodes that fell silent are forgotten. */
  private beatLater(): void {
    const { timer, limits } = this.tools;
    this.endBeat = timer.after(limits.presenceBeatMs, () => {
      this.tellAll();
      for (const client of this.elsewhere.expire()) this.changes.set(client, null);
      if (this.changes.size > 0) this.tickLater();
      this.beatLater();
    });
  }
}

function split(changes: ReadonlyMap<number, Present | null>): { peers: Present[]; gone: number[] } {
  const peers: Present[] = [];
  const gone: number[] = [];
  for (const [client, present] of changes) {
    if (present === null) gone.push(client);
    else peers.push(present);
  }
  return { peers, gone };
}

/** Those who get the same entries: one frame for all from whom the same documents are hidden. */
class Audience {
  sent = 0;
  private readonly make: (hidden: readonly string[]) => Frame | null;
  private readonly made = new Map<string, Frame | null>();
  private documents: readonly DocumentId[] | null = null;

  constructor(make: (hidden: readonly string[]) => Frame | null) {
    this.make = make;
  }

  send(visitor: Visitor, peers: readonly Present[]): void {
    this.documents ??= documentsOf(peers);
    const hidden = this.documents.filter((document) => !visitor.mayRead(document));
    const key = hidden.join();
    let frame = this.made.get(key);
    if (frame === undefined) this.made.set(key, (frame = this.make(hidden)));
    if (frame === null) return;
    visitor.send(frame);
    this.sent += 1;
  }
}

function documentsOf(peers: readonly Present[]): DocumentId[] {
  return [...new Set(peers.flatMap(({ at }) => (at === null ? [] : [at.document as DocumentId])))];
}

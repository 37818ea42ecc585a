import type { Peer as Present } from '@entente/contracts';
import type { Clock, DocumentId, PackageId, Timer } from '@entente/kernel';
import type { EngineLimits } from './engine-limits.js';
import type { Frame, Framer } from './ports.js';

/** A session as the others see it. The identity is the server's own; only `at` comes from the client (S60). */
export interface Visitor {
  readonly present: Present;
  mayRead(document: DocumentId): boolean;
  send(frame: Frame): void;
}

/** Bytes of one entry besides its positions, roughly; only the pace of large rooms depends on it. */
const ENTRY_BYTES = 160;

/** Who is in one package and where: one last-value map, sent as a whole, at most so often a second (S61). */
export class PresenceMap {
  private readonly packageId: PackageId;
  private readonly tools: { clock: Clock; timer: Timer; framer: Framer; limits: EngineLimits };
  private readonly visitors = new Set<Visitor>();
  private due = false;
  private sentAt: number | null = null;

  constructor(
    packageId: PackageId,
    tools: { clock: Clock; timer: Timer; framer: Framer; limits: EngineLimits },
  ) {
    this.packageId = packageId;
    this.tools = tools;
  }

  get size(): number {
    return this.visitors.size;
  }

  add(visitor: Visitor): void {
    this.visitors.add(visitor);
    this.changed();
  }

  remove(visitor: Visitor): void {
    this.visitors.delete(visitor);
    if (this.visitors.size > 0) this.changed();
  }

  /** Something moved: a map goes out as soon as the pace allows, with whatever is the last value then. */
  changed(): void {
    if (this.due) return;
    this.due = true;
    const { clock, timer } = this.tools;
    const wait = this.sentAt === null ? 0 : this.sentAt + this.pause() - clock.now();
    timer.after(Math.min(Math.max(0, wait), this.pause()), () => this.send());
  }

  /** A map goes to everyone in it, so its cost grows with the square: large rooms get it less often. */
  private pause(): number {
    const { limits } = this.tools;
    const bytes = this.visitors.size * this.visitors.size * ENTRY_BYTES;
    return Math.max(1_000 / limits.presencePerSecond, (bytes / limits.presenceBytesPerSecond) * 1_000);
  }

  private send(): void {
    this.due = false;
    this.sentAt = this.tools.clock.now();
    const peers = Array.from(this.visitors, (visitor) => visitor.present);
    const documents = [
      ...new Set(peers.flatMap(({ at }) => (at === null ? [] : [at.document as DocumentId]))),
    ];
    const frames = new Map<string, Frame>();
    for (const visitor of this.visitors) {
      const hidden = documents.filter((document) => !visitor.mayRead(document));
      const key = hidden.join();
      const frame = frames.get(key) ?? this.frame(peers, hidden);
      frames.set(key, frame);
      visitor.send(frame);
    }
  }

  private frame(peers: readonly Present[], hidden: readonly string[]): Frame {
    const shown = peers.map((peer) =>
      peer.at !== null && hidden.includes(peer.at.document) ? { ...peer, at: null } : peer,
    );
    return this.tools.framer.frame({ event: 'presence', body: { package: this.packageId, peers: shown } });
  }
}

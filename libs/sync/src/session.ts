import type { DocumentAccess } from '@entente/access';
import {
  type Join,
  type Joined,
  type JoinedDocument,
  type Leave,
  type Peer as Present,
  type Presence,
  type RefusalCode,
  refusals,
  type Refused,
  type Update,
  type UpdateVerdict,
} from '@entente/contracts';
import type { DocumentId, PackageId } from '@entente/kernel';
import { decodeStateVector } from 'yjs';
import type { EngineLimits } from './engine-limits.js';
import type { EngineOptions, Identity, Session } from './engine-types.js';
import { reportEquivocation } from './equivocation.js';
import type { Lease } from './lease-book.js';
import type { Frame, Peer } from './ports.js';
import type { PresenceMap } from './presence.js';
import { refused } from './refuse.js';
import type { Room } from './room.js';
import { Sender, type TurnBook } from './sender.js';
import { TokenBucket } from './token-bucket.js';

/** What a session needs of its engine. */
export interface SessionHost {
  readonly options: EngineOptions;
  readonly limits: EngineLimits;
  readonly draining: boolean;
  readonly turns: TurnBook;
  lease(packageId: PackageId, identity: Identity, wanted: number | undefined): Promise<Lease>;
  /** Of the store. */
  epoch(): Promise<string>;
  room(document: DocumentId): Room;
  /** The session is in the package from now on. */
  enter(packageId: PackageId, session: LiveSession): PresenceMap;
  ended(session: LiveSession): void;
}

/** The one package a connection is in. */
interface Stay {
  readonly package: PackageId;
  readonly epoch: string;
  readonly lease: Lease;
  readonly presence: PresenceMap;
}

/** One connection: its budget, its documents, its place in the presence map. */
export class LiveSession implements Session {
  readonly identity: Identity;
  present: Present;
  private readonly host: SessionHost;
  private readonly peer: Peer;
  private readonly messages: TokenBucket;
  private readonly bytes: TokenBucket;
  private readonly joins: TokenBucket;
  private readonly rebinds: TokenBucket;
  private readonly sender: Sender;
  private readonly rooms = new Map<DocumentId, Room>();
  private package: PackageId | null = null;
  private staying: Promise<Stay> | null = null;
  private stay: Stay | null = null;
  private over = false;

  constructor(peer: Peer, identity: Identity, host: SessionHost) {
    const { limits } = host;
    const { clock } = host.options;
    this.peer = peer;
    this.identity = identity;
    this.host = host;
    this.messages = new TokenBucket(clock, limits.messagesPerSecond, limits.messagesBurst);
    this.bytes = new TokenBucket(clock, limits.bytesPerSecond, limits.bytesBurst);
    this.rebinds = new TokenBucket(clock, limits.rebindsPerSecond, limits.rebindsBurst);
    this.joins = new TokenBucket(clock, limits.joinsPerSecond, limits.joinsBurst);
    this.sender = new Sender(host.turns.hold(identity.person), clock, limits);
    const { person, name, delegation } = identity;
    this.present = { client: 0, person, name, delegation, at: null };
  }

  async join(message: Join): Promise<Joined | Refused> {
    const barred = this.barred(1) ?? this.misjoined(message);
    if (barred !== null) return refused(barred);
    const { clock, on } = this.host.options;
    const started = clock.now();
    this.package = message.package;
    this.prepare(message);
    const stay = await this.stayIn(message);
    if (stay === null) return refused('UNAVAILABLE');
    if (this.over) return refused('SESSION_ENDED');
    if (isOfAnotherEpoch(message, stay.epoch)) return refused('EPOCH_CHANGED');
    const documents = await Promise.all(
      message.documents.map(({ document, stateVector }) => this.follow(document, stay.package, stateVector)),
    );
    on?.({ kind: 'joined', documents: documents.length, ms: clock.now() - started });
    return { verdict: 'joined', lease: stay.lease.client, epoch: stay.epoch, documents };
  }

  update(message: Update, answer: (verdict: UpdateVerdict) => void): void {
    const { document, update: bytes } = message;
    const room = this.rooms.get(document);
    const barred = this.barred(bytes.length);
    const spent = this.sender.spent ? 'RATE' : null;
    const code = barred ?? spent ?? (bytes.length > this.host.limits.resyncBytes ? 'TOO_LARGE' : null);
    if (code !== null) return this.refuse(document, code, answer);
    if (room === undefined || this.stay === null) return this.refuse(document, 'NOT_FOUND', answer);
    const { lease } = this.stay;
    room.offer({
      member: this,
      since: this.host.options.clock.now(),
      bytes,
      holder: this.identity,
      lease: lease.client,
      owned: lease.owned,
      sender: this.sender,
      appended: null,
      trial: null,
      rebind: async () => this.rebinds.take(1) && lease.refresh(bytes),
      answer: (verdict) => {
        if (verdict.verdict === 'refused') this.refuse(document, verdict.code, answer);
        else answer(verdict);
      },
      spoilt: () => {
        if (!this.sender.spoilt()) this.close('RATE');
      },
      equivocated: (story) => {
        const told = { document, holder: this.identity, lease: lease.client, bytes, story };
        reportEquivocation(told, this.sender.turns, this.host.options);
        this.close('EQUIVOCATION');
      },
    });
  }

  leave(message: Leave): { verdict: 'left' } | Refused {
    const barred = this.barred(1);
    if (barred !== null) return refused(barred);
    for (const document of message.documents) {
      this.rooms.get(document)?.leave(this);
      this.forget(document);
    }
    return { verdict: 'left' };
  }

  presence(message: Presence): { verdict: 'noted' } | Refused {
    const barred = this.barred(1);
    if (barred !== null) return refused(barred);
    if (this.stay === null || this.stay.package !== message.package) return refused('PRESENCE_NOT_BOUND');
    const { at, client } = message;
    if (client !== undefined && client !== this.stay.lease.client) return refused('AWARENESS_NOT_BOUND');
    if (at !== null && !this.mayRead(at.document)) return refused('NOT_FOUND');
    this.present = { ...this.present, at };
    this.stay.presence.moved(this);
    return { verdict: 'noted' };
  }

  facts(): { package: PackageId | null; documents: number } {
    return { package: this.stay?.package ?? null, documents: this.rooms.size };
  }

  end(): void {
    if (this.over) return;
    this.over = true;
    for (const room of this.rooms.values()) room.leave(this);
    this.rooms.clear();
    this.stay?.presence.remove(this);
    this.stay?.lease.release();
    this.host.turns.release(this.sender.turns);
    this.host.ended(this);
  }

  accessTo(document: DocumentId): DocumentAccess {
    return this.identity.accessTo(document);
  }

  mayRead(document: DocumentId): boolean {
    return this.rooms.has(document) && this.accessTo(document) !== 'none';
  }

  send(frame: Frame): void {
    if (this.over) return;
    this.peer.send(frame);
    if (this.peer.buffered() > this.host.limits.bufferedBytes) this.close('SLOW');
  }

  forget(document: DocumentId): void {
    if (!this.rooms.delete(document)) return;
    if (this.present.at?.document === document) {
      this.present = { ...this.present, at: null };
      this.stay?.presence.moved(this);
    }
    this.stay?.presence.seesAnew(this);
  }

  /** Ends the connection from this side, and says why. */
  close(code: RefusalCode): void {
    if (this.over) return;
    this.host.options.on?.({ kind: 'closed', holder: this.identity, code });
    const retry = refusals[code];
    this.peer.send(this.host.options.framer.frame({ event: 'closing', body: { code, retry } }));
    this.end();
    this.peer.close(code, retry);
  }

  /** Rooms that this connection follows. */
  following(): Iterable<Room> {
    return this.rooms.values();
  }

  private barred(bytes: number): RefusalCode | null {
    if (this.over) return 'SESSION_ENDED';
    if (this.host.draining) return 'DRAINING';
    return this.messages.take(1) && this.bytes.take(bytes) ? null : 'RATE';
  }

  private misjoined(message: Join): RefusalCode | null {
    // The same answer whether the package does not exist or is not this person's to know (SECURITY §4.3).
    if (!this.identity.mayEnter(message.package)) return 'NOT_FOUND';
    if (this.package !== null && this.package !== message.package) return 'INPUT_INVALID';
    const most = this.host.limits.documentsPerSocket;
    const asked = new Set(message.documents.map(({ document }) => document));
    const followed = new Set([...this.rooms.keys(), ...asked]).size;
    if (message.documents.length > most || followed > most) return 'TOO_MANY_DOCUMENTS';
    // Each entry would cost the whole text once more.
    if (asked.size < message.documents.length) return 'INPUT_INVALID';
    if (!message.documents.every(({ stateVector }) => isStateVector(stateVector))) return 'INPUT_INVALID';
    return this.joins.take(message.documents.length) ? null : 'RATE';
  }

  /** One lease a connection, also when two joins come at once. Null: the leases could not be read. */
  private async stayIn(message: Join): Promise<Stay | null> {
    this.staying ??= this.enter(message);
    try {
      return await this.staying;
    } catch (error: unknown) {
      // The client is told to come back, and the next join asks again.
      this.host.options.on?.({ kind: 'leases-failed', error });
      this.staying = null;
      return null;
    }
  }

  private async enter(message: Join): Promise<Stay> {
    const { package: packageId } = message;
    const epoch = await this.host.epoch();
    // What was typed under it after the backup is not here, and its clocks are not to be used a second time.
    const wanted = isOfAnotherEpoch(message, epoch) ? undefined : message.lease;
    const lease = await this.host.lease(packageId, this.identity, wanted);
    const presence = this.host.enter(packageId, this);
    const stay = { package: packageId, epoch, lease, presence };
    if (this.over) {
      lease.release();
      this.host.ended(this);
      return stay;
    }
    this.stay = stay;
    this.present = { ...this.present, client: lease.client };
    presence.add(this);
    return stay;
  }

  /** The log is read while the lease is given: who comes waits for the longer of the two, and not for both (S194). */
  private prepare({ documents }: Join): void {
    for (const { document } of documents) if (this.accessTo(document) !== 'none') this.host.room(document);
  }

  private follow(
    document: DocumentId,
    packageId: PackageId,
    stateVector: Uint8Array | undefined,
  ): Promise<JoinedDocument> {
    return new Promise((resolve) => {
      const room = this.host.room(document);
      const done = (joined: JoinedDocument): void => {
        if (!('refused' in joined) && this.over) room.leave(this);
        else if (!('refused' in joined)) this.followed(document, room);
        resolve(joined);
      };
      room.join({
        member: this,
        package: packageId,
        since: this.host.options.clock.now(),
        stateVector,
        done,
      });
    });
  }

  private followed(document: DocumentId, room: Room): void {
    this.rooms.set(document, room);
    this.stay?.presence.seesAnew(this);
  }

  private refuse(document: DocumentId, code: RefusalCode, answer: (verdict: UpdateVerdict) => void): void {
    this.host.options.on?.({ kind: 'refused', holder: this.identity, document, code });
    answer(refused(code));
  }
}

function isOfAnotherEpoch(message: Join, epoch: string): boolean {
  return message.epoch !== undefined && message.epoch !== epoch;
}

function isStateVector(bytes: Uint8Array | undefined): boolean {
  if (bytes === undefined) return true;
  try {
    decodeStateVector(bytes);
    return true;
  } catch {
    return false;
  }
}

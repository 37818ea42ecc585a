import type { Access, RefusalCode } from '@entente/contracts';
import type { DocumentId, Instant, PackageId } from '@entente/kernel';
import { Arrivals } from './arrivals.js';
import { Deck, type Entry } from './deck.js';
import type { EngineLimits } from './engine-limits.js';
import type { EngineOptions } from './engine-types.js';
import { Inspector } from './inspector.js';
import type { Joiner } from './joiner.js';
import type { Append, DocumentHead, LoadedDocument, Outcome, UpdateRow } from './log.js';
import { type Member, Members, type Standing } from './members.js';
import { Pace } from './pace.js';
import { refused } from './refuse.js';
import type { RoomFacts } from './room-facts.js';
import { mergedFrame } from './merged-frame.js';
import { RoomText } from './room-text.js';
import { SnapshotKeeper } from './snapshot-keeper.js';

/** What a room needs of its engine. */
export interface RoomHost {
  readonly options: EngineOptions;
  readonly limits: EngineLimits;
  /** The room has updates for the next flight. */
  waiting(room: Room): void;
  /** The room is empty or its document is gone: forget it. */
  unloaded(room: Room): void;
}

/**
 * One document in memory. Updates wait uninspected; those of a departing flight are inspected one after another and
 * stay aboard until the log answers. So the text in memory is never ahead of the log by more than one flight,
 * and joiners are served between flights, from committed text only (S40 to S47).
 */
export class Room {
  readonly document: DocumentId;
  readonly pace: Pace;
  private readonly host: RoomHost;
  private readonly arrivals: Arrivals;
  private readonly members: Members;
  private readonly deck: Deck;
  private readonly inspector: Inspector;
  private readonly snapshots: SnapshotKeeper;
  private package: PackageId | null = null;
  private phase: RoomFacts['phase'] = 'loading';
  private state: DocumentHead['state'] = 'open';
  private text: RoomText | null = null;
  private refreshed: (() => void)[] = [];
  private stale = false;
  private failingSince: Instant | null = null;

  constructor(document: DocumentId, host: RoomHost) {
    this.document = document;
    this.host = host;
    this.arrivals = new Arrivals(document, () => host.options.others?.() === true);
    this.members = new Members(document, host.options.framer);
    this.deck = new Deck(host.options.clock);
    this.inspector = new Inspector(document, host.options, host.limits);
    this.snapshots = new SnapshotKeeper(document, host.options, host.limits);
    this.pace = new Pace(host.options.clock, host.limits);
    this.load();
  }

  get pending(): number {
    return this.deck.pending;
  }

  facts(): RoomFacts {
    const { document, package: packageId, state, phase, pending, text, members } = this;
    const { kind, head, bytes } = text ?? { kind: null, head: 0, bytes: 0 };
    return { document, package: packageId, kind, state, phase, head, members: members.size, pending, bytes };
  }

  offer(entry: Entry): void {
    if (this.phase === 'gone') return entry.answer(refused('NOT_FOUND'));
    const full = this.deck.waiting >= this.host.limits.queuedUpdates;
    if (full || this.failedAt(entry.since)) return entry.answer(refused('UNAVAILABLE'));
    this.deck.push(entry);
    if (this.phase === 'ready') this.host.waiting(this);
  }

  join(joiner: Joiner): void {
    this.arrivals.push(joiner);
    if (this.phase === 'ready') this.serve();
    else if (this.phase === 'gone') this.arrivals.turnAway('NOT_FOUND');
    else if (this.failedAt(joiner.since)) this.arrivals.turnAway('UNAVAILABLE');
  }

  leave(member: Member): void {
    this.members.remove(member);
    this.arrivals.remove(member);
    this.rest();
  }

  /** Rights changed: asks every member again. */
  review(): void {
    this.members.review(this.standing, false);
  }

  /** The log changed by another way; settles once the room has read it, or failed to. */
  refresh(): Promise<void> {
    if (this.phase === 'gone') return Promise.resolve();
    this.stale = true;
    return new Promise((resolve) => {
      this.refreshed.push(resolve);
      if (this.phase === 'ready') this.load();
    });
  }

  /** What the log was found to say: reads what is missing here. What is under way gets the log's answer anyway. */
  compare(found: DocumentHead | undefined): void {
    if (this.phase !== 'ready' || this.text === null) return;
    if (found === undefined || found.head > this.text.head || found.state !== this.state) this.load();
  }

  /** Whether the rows up to `head` are here already. */
  holds(head: number): boolean {
    return this.text !== null && this.text.head >= head;
  }

  /**
   * Inspects what waits, until that instant, and hands over the rows for a flight; none where all that was inspected is
   * answered already.
   */
  board(maxRows: number, until: Instant): Append[] {
    const { text } = this;
    if (this.phase !== 'ready' || text === null || !this.opens(text)) return [];
    const { inspector } = this;
    inspector.begin();
    const rows = this.deck.board({
      text,
      barred: (entry) => this.barred(entry, text),
      inspect: (entry) => inspector.inspect(entry, text),
      share: (senders) => inspector.share(senders),
      rebind: (entry) => inspector.rebind(entry, this.proceed),
      try: (entry) => inspector.try(entry, () => this.text, this.proceed),
      maxRows,
      until,
    });
    if (rows === 'rebuild') {
      this.load();
      return [];
    }
    this.pace.departed(rows.length);
    if (rows.length > 0) this.phase = 'flying';
    else this.goOnWaiting();
    return rows;
  }

  /** The log's answer to the rows of this room; they share their fate. */
  landed(outcomes: readonly Outcome[]): void {
    if (this.phase === 'gone') return;
    const fate = outcomes[0]?.kind;
    if (fate === 'recorded') return this.recorded(outcomes);
    if (fate === 'closed') this.deck.refuseAboard('DOC_CLOSED');
    if (fate === 'paused') this.deck.refuseAboard('MAINTENANCE');
    if (fate === 'unknown') this.deck.refuseAboard('NOT_FOUND');
    this.load();
  }

  /** It is not known whether the rows were recorded: only the log can tell (S45). */
  lost(): void {
    if (this.phase === 'gone') return;
    this.phase = 'loading';
    this.failingSince ??= this.host.options.clock.now();
    this.loadLater();
  }

  /** False: what the log gave cannot be read; it is read again. */
  private opens(text: RoomText): boolean {
    try {
      text.open();
      return true;
    } catch (error: unknown) {
      this.phase = 'loading';
      this.failed(error);
      return false;
    }
  }

  /** The process ends: the next one begins with a fresh snapshot where that is worth one. */
  async keepSnapshot(): Promise<void> {
    if (this.phase === 'ready' && this.text !== null) await this.snapshots.keep(this.text, true);
  }

  private get standing(): Standing {
    return { state: this.state, head: this.text?.head ?? 0 };
  }

  /** Asked once more at the moment of inspection: rights and state may have changed while the update waited. */
  private barred(entry: Entry, text: RoomText): RefusalCode | null {
    const access = entry.member.accessTo(this.document);
    if (access === 'none') return 'NOT_FOUND';
    if (this.state !== 'open') return this.state === 'closed' ? 'DOC_CLOSED' : 'MAINTENANCE';
    const edits = access === 'write' || access === 'suggest';
    return edits && text.kind !== 'structure' ? null : 'READ_ONLY';
  }

  private recorded(outcomes: readonly Outcome[]): void {
    const { text } = this;
    if (text === null) return;
    text.commit();
    const { rows, author } = this.deck.settle(outcomes, text.head);
    this.tell(rows, author);
    this.host.options.bus.publish({ kind: 'document', document: this.document, head: text.head });
    this.snapshots.count(rows);
    this.phase = 'ready';
    this.failingSince = null;
    if (this.stale) this.load();
    else this.goOn(text);
  }

  /** One merged frame for the rows, after they are committed (S41). */
  private tell(
    rows: readonly Pick<UpdateRow, 'seq' | 'bytes' | 'delegation'>[],
    except: Member | null,
  ): void {
    const body = this.members.size === 0 ? null : mergedFrame(this.document, rows);
    if (body === null) return;
    this.members.broadcast({ event: 'updates', body }, except);
  }

  /** Between flights the text is committed: joiners first, then the next updates. */
  private goOn(text: RoomText): void {
    this.serve();
    void this.snapshots.keep(text);
    this.goOnWaiting();
  }

  /** What can be inspected goes with the next flight; whose turn is over comes a little later. */
  private goOnWaiting(): void {
    if (this.deck.ready) this.host.waiting(this);
    else if (this.deck.resting) this.host.options.timer.after(this.host.limits.turnCpuBurst, this.proceed);
    this.rest();
  }

  private readonly proceed = (): void => {
    if (this.phase === 'ready' && this.deck.waiting > 0) this.host.waiting(this);
  };

  private load(): void {
    if (this.phase === 'gone') return;
    this.phase = 'loading';
    this.stale = false;
    const from = this.text?.settled === true ? this.text.head : 'snapshot';
    this.host.options.log
      .load(this.document, from)
      .then((loaded) => this.phase === 'gone' || this.take(loaded))
      .catch((error: unknown) => this.phase === 'gone' || this.failed(error));
  }

  private loadLater(): void {
    this.host.options.timer.after(this.host.limits.retryMs, () => this.load());
  }

  private take(loaded: LoadedDocument | undefined): void {
    if (loaded === undefined) return this.vanish();
    const before = this.text;
    const seen = before?.head ?? loaded.head;
    const text = this.adopt(loaded, before);
    if (text === null) return this.load();
    const wasState = this.state;
    this.text = text;
    this.package = loaded.package;
    this.state = loaded.state;
    this.failingSince = null;
    this.phase = 'ready';
    if (loaded.head > seen) this.catchUp(text, seen, loaded.rows);
    this.deck.reclaim(loaded.rows, this.host.options.clock.now() - this.host.limits.holdMs);
    if (before !== null && wasState !== this.state) this.members.review(this.standing, true);
    if (this.stale) return this.load();
    for (const resolve of this.refreshed.splice(0)) resolve();
    this.goOn(text);
  }

  /** Null: the rows do not continue what is in memory; it has to be read as a whole. */
  private adopt(loaded: LoadedDocument, text: RoomText | null): RoomText | null {
    if (text?.settled === true) {
      if (text.extend(loaded.rows) && text.head === loaded.head) {
        this.snapshots.count(loaded.rows);
        return text;
      }
      text.discard();
      return null;
    }
    if (text !== null)
      this.host.options.on?.({ kind: 'rebuilt', document: this.document, head: loaded.head });
    this.snapshots.loaded(loaded);
    return new RoomText(loaded, this.host.options.sha256);
  }

  /** Rows that others wrote: members get what they have not seen, as rows where they are at hand. */
  private catchUp(text: RoomText, seen: number, loaded: readonly UpdateRow[]): void {
    const rows = loaded.filter((row) => row.seq > seen);
    if (rows.length === text.head - seen) return this.tell(rows, null);
    const { update } = text.since(undefined);
    const body = { document: this.document, from: seen + 1, to: text.head, update, delegations: [] };
    this.members.broadcast({ event: 'updates', body }, null);
  }

  private failed(error: unknown): void {
    const { clock, on } = this.host.options;
    on?.({ kind: 'load-failed', document: this.document, error });
    this.failingSince ??= clock.now();
    this.deck.refuseLate(clock.now() - this.host.limits.holdMs);
    if (this.failedAt(clock.now())) this.arrivals.turnAway('UNAVAILABLE');
    for (const resolve of this.refreshed.splice(0)) resolve();
    this.loadLater();
  }

  private failedAt(now: Instant): boolean {
    return this.failingSince !== null && now - this.failingSince >= this.host.limits.holdMs;
  }

  private serve(): void {
    if (this.text === null) return;
    for (const joiner of this.arrivals.takeAnswerable(this.text)) {
      const access = joiner.package === this.package ? joiner.member.accessTo(this.document) : 'none';
      if (access === 'none') joiner.done({ document: this.document, refused: 'NOT_FOUND' });
      else this.tryAdmit(joiner, access, this.text);
    }
    if (this.arrivals.size > 0) this.load();
  }

  /** One who cannot be served, because a snapshot's bytes cannot be read, is told so: the others are not to wait for that. */
  private tryAdmit(joiner: Joiner, access: Access, text: RoomText): void {
    try {
      this.admit(joiner, access, text);
    } catch (error: unknown) {
      this.host.options.on?.({ kind: 'load-failed', document: this.document, error });
      joiner.done({ document: this.document, refused: 'UNAVAILABLE' });
    }
  }

  private admit(joiner: Joiner, access: Access, text: RoomText): void {
    const { document, state } = this;
    const missing = text.since(joiner.stateVector);
    this.members.add(joiner.member, access);
    const may = state !== 'open' || text.kind === 'structure' ? 'read' : access;
    joiner.done({ document, kind: text.kind, access: may, state, head: text.head, ...missing });
  }

  /** The document is gone, or the store that it was in: nothing of it is recorded, shown or kept any more. */
  vanish(code: RefusalCode = 'NOT_FOUND'): void {
    this.phase = 'gone';
    this.text?.discard();
    this.deck.refuseAll(code);
    this.arrivals.turnAway(code);
    this.members.dismiss();
    for (const resolve of this.refreshed.splice(0)) resolve();
    this.host.unloaded(this);
  }

  /** Without readers and without work the room is kept a while, then forgotten: the log has all of it. */
  private rest(): void {
    if (!this.idle) return;
    this.host.options.timer.after(this.host.limits.idleMs, () => {
      if (!this.idle) return;
      if (this.text !== null) void this.snapshots.keep(this.text, true);
      this.host.unloaded(this);
    });
  }

  private get idle(): boolean {
    return this.phase === 'ready' && this.members.size + this.pending + this.arrivals.size === 0;
  }
}

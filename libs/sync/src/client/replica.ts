import {
  limits,
  type Access,
  type DocumentState,
  type RefusalCode,
  type UpdateVerdict,
} from '@entente/contracts';
import { keepMarks, type DocumentKind } from '@entente/document';
import type { DocumentId } from '@entente/kernel';
import * as Y from 'yjs';
import type { KeptEdit, KeptId } from './draft-store.js';
import { Heads } from './heads.js';
import { Outbox } from './outbox.js';
import { ownWords } from './own-words.js';
import { fits, rawWords } from './replay.js';
import type { DocumentHandle, Recording, RemoteRoute, Verdict } from './types.js';
import type { AcceptedDocument, AccessFrame, UpdatesFrame } from './wire.js';

/** What a document's replica needs of its connection. */
export interface ReplicaHost {
  /** Connected and joined, and the server is recording: edits may be taken. */
  readonly live: boolean;
  /** Connected, joined, and no pause asked for by the server. */
  readonly sending: boolean;
  readonly lease: number | null;
  readonly route: RemoteRoute | null;
  /** Edits are kept on the device, whatever becomes of the connection. */
  readonly keeping: boolean;
  /** Client ids of this person, present and past. */
  readonly own: ReadonlySet<number>;
  /** Sends one update; the verdict comes to `verdict`. */
  push(document: DocumentId, update: Uint8Array): void;
  /** Joins the document anew, as its `beginJoin` says. */
  join(document: DocumentId): void;
  /** Sends again after a pause. */
  later(code: RefusalCode): void;
  changed(document: DocumentId): void;
  recordingChanged(): void;
  replaced(document: DocumentId): void;
  verdict(verdict: Verdict): void;
  /** Keeps an edit on the device; the answer names it there, and is empty where nothing is kept. */
  keep(document: DocumentId, update: Uint8Array): readonly KeptId[];
  forget(ids: readonly KeptId[]): void;
  /** Words to show the person, in place of the edits that are kept under these ids. */
  lost(document: DocumentId, text: string, code: RefusalCode, ids: readonly KeptId[]): void;
}

/** One document on this side of the wire: its Y.Doc, what of it is recorded, and what to do about each verdict. */
export class Replica implements DocumentHandle {
  readonly id: DocumentId;
  readonly #host: ReplicaHost;
  readonly #outbox = new Outbox();
  readonly #heads = new Heads();
  #doc: Y.Doc;
  #kind: DocumentKind | null = null;
  #access: Access = 'read';
  #state: DocumentState = 'open';
  #synced = false;
  /** All of the document has been here, so that it can be shown and typed in. */
  #whole = false;
  #join = 0;
  #recorded = 0;
  /** Frames that came before the answer to the join. */
  #early: UpdatesFrame[] = [];
  /** Set while the document is fetched anew, because the server refused an edit with this code. */
  #refusedWith: RefusalCode | null = null;
  /** Set while state vectors are exchanged; a second refusal of that kind in a row ends in a new document. */
  #resyncing = false;

  constructor(id: DocumentId, host: ReplicaHost) {
    this.id = id;
    this.#host = host;
    this.#doc = this.#watch(new Y.Doc({ guid: id }));
  }

  get doc(): Y.Doc {
    return this.#doc;
  }
  get kind(): DocumentKind | null {
    return this.#kind;
  }
  get access(): Access {
    return this.#access;
  }
  get state(): DocumentState {
    return this.#state;
  }
  get synced(): boolean {
    return this.#synced;
  }
  get head(): number {
    return this.#heads.head;
  }
  get recorded(): number {
    return this.#recorded;
  }
  get unrecorded(): number {
    return this.#outbox.unrecorded;
  }

  get writable(): boolean {
    const allowed = this.#obstacle === null && this.#refusedWith === null && this.#host.lease !== null;
    return allowed && ((this.#synced && this.#host.live) || (this.#whole && this.#host.keeping));
  }

  get recording(): Recording {
    if (this.#outbox.waiting > 0) return 'typing';
    return this.#outbox.inFlight ? 'sent' : 'recorded';
  }

  /** What a join tells the server: the present state, or nothing where a new document is due; and the join's number. */
  beginJoin(): { stateVector: Uint8Array | undefined; join: number } {
    this.#synced = false;
    this.#outbox.putBack();
    this.#join += 1;
    const anew = this.#kind === null || this.#refusedWith !== null;
    return { stateVector: anew ? undefined : Y.encodeStateVector(this.#doc), join: this.#join };
  }

  disconnected(): void {
    this.#synced = false;
    this.#join += 1;
    this.#early = [];
    this.#outbox.putBack();
    this.#host.changed(this.id);
  }

  /** Takes the caller's Y.Doc in place of the present one. Throws where it is not empty: its words would be nobody's. */
  use(doc: Y.Doc): void {
    const old = this.#doc;
    if (doc === old) return;
    if (doc.store.clients.size > 0)
      throw new TypeError('a document begins empty: its text comes from the server');
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(old), this.#host);
    this.#doc = this.#watch(doc);
    if (this.#host.lease !== null) doc.clientID = this.#host.lease;
    this.#host.replaced(this.id);
    old.destroy();
  }

  /** Keeps on the device what is not recorded and not kept yet. */
  keep(): void {
    this.#outbox.keep((update) => this.#host.keep(this.id, update));
  }

  /** Whether taking these up can be decided now: they cannot be sent at all, or all that they stand on is here. */
  canTake(edits: readonly KeptEdit[]): boolean {
    return (
      this.#lastingObstacle !== null || fits(this.#doc, Y.mergeUpdates(edits.map((edit) => edit.update)))
    );
  }

  /** Sends what another client of this person had not got recorded. Where that cannot be, the person gets the words (S85). */
  takeUp(edits: readonly KeptEdit[]): void {
    const update = Y.mergeUpdates(edits.map((edit) => edit.update));
    const code = this.#lastingObstacle ?? (fits(this.#doc, update) ? null : 'REF_UNKNOWN');
    if (code !== null) {
      this.#host.lost(
        this.id,
        rawWords(update),
        code,
        edits.map(({ id }) => id),
      );
      return;
    }
    for (const edit of edits) this.#outbox.add(edit.update, [edit.id]);
    this.#deliver(update);
    this.flush();
    this.#host.recordingChanged();
    this.#host.changed(this.id);
  }

  /** What is here is given up for what the server has, at the next join. */
  anew(code: RefusalCode): void {
    this.#synced = false;
    this.#resyncing = false;
    this.#refusedWith = code;
    this.#host.changed(this.id);
  }

  leased(lease: number): void {
    this.#doc.clientID = lease;
  }

  /** The answer to the join of that number; an older one than the newest is no use: it may lack what was asked for since. */
  accept(joined: AcceptedDocument, join: number): void {
    if (join !== this.#join) return;
    this.#kind = joined.kind;
    this.#access = joined.access;
    this.#state = joined.state;
    if (this.#refusedWith === null) this.#deliver(joined.update);
    else this.#replace(joined, this.#refusedWith);
    if (this.#resyncing) this.#outbox.replaceWith(Y.encodeStateAsUpdate(this.#doc, joined.stateVector));
    this.#heads.reset(joined.head);
    this.#synced = true;
    this.#whole = true;
    const early = this.#early;
    this.#early = [];
    for (const frame of early) this.updates(frame);
    this.#host.changed(this.id);
    this.flush();
  }

  updates(frame: UpdatesFrame): void {
    if (!this.#synced) {
      this.#early.push(frame);
      return;
    }
    if (frame.to <= this.#heads.head) return;
    if (!this.#heads.arrived(frame.from, frame.to)) {
      this.#rejoin();
      return;
    }
    this.#deliver(frame.update);
    this.#host.changed(this.id);
  }

  accessChanged(frame: AccessFrame & { access: Access }): void {
    this.#access = frame.access;
    this.#state = frame.state;
    this.#host.changed(this.id);
    this.flush();
  }

  /** Sends what waits, where nothing is under way. */
  flush(): void {
    if (!this.#host.sending || !this.#synced || this.#refusedWith !== null) return;
    if (this.#state === 'paused') return;
    const update = this.#outbox.take();
    if (update === null) return;
    this.#host.push(this.id, update);
    this.#host.recordingChanged();
  }

  verdict(verdict: UpdateVerdict): void {
    this.#host.verdict({ document: this.id, ...verdict });
    if (verdict.verdict === 'refused') {
      this.#refused(verdict.code, verdict.retry);
      return;
    }
    this.#resyncing = false;
    this.#host.forget(this.#outbox.recorded());
    this.#recorded = verdict.seq;
    // A verdict on what was known already names the head, which says nothing about the rows before it.
    if (verdict.known !== true) this.#heads.recorded(verdict.seq);
    this.flush();
    this.#host.recordingChanged();
    this.#host.changed(this.id);
  }

  /** The document has left the package, or this person's view: hands over what was not recorded. */
  gone(code: RefusalCode): void {
    this.#handOver(this.#refusedWith ?? code, undefined);
    this.#synced = false;
    this.#whole = false;
    this.#access = 'read';
    this.#host.changed(this.id);
  }

  destroy(): void {
    this.#doc.destroy();
  }

  /** Why nothing can be typed here, whatever the connection. */
  get #obstacle(): RefusalCode | null {
    if (this.#state !== 'open') return this.#state === 'closed' ? 'DOC_CLOSED' : 'MAINTENANCE';
    return this.#access === 'write' || this.#access === 'suggest' ? null : 'READ_ONLY';
  }

  /** What waiting does not help against. Read-only for maintenance, an edit waits; whether it may be made the server says once that ends. */
  get #lastingObstacle(): RefusalCode | null {
    return this.#obstacle === 'MAINTENANCE' ? null : this.#obstacle;
  }

  #refused(code: RefusalCode, retry: 'never' | 'reload' | 'resync' | 'later'): void {
    if (retry === 'later') {
      this.#outbox.putBack();
      this.#host.later(code);
    } else if (retry === 'resync' && !this.#resyncing) {
      this.#resyncing = true;
      this.#rejoin();
    } else {
      this.#reload(code);
    }
    this.#host.recordingChanged();
  }

  #rejoin(): void {
    this.#host.join(this.id);
    this.#host.changed(this.id);
  }

  /** The server will not take an edit that this Y.Doc contains: only a new one can agree with it again. */
  #reload(code: RefusalCode): void {
    this.#resyncing = false;
    this.#refusedWith = code;
    this.#host.join(this.id);
    this.#host.changed(this.id);
  }

  #replace({ update, stateVector }: AcceptedDocument, code: RefusalCode): void {
    const old = this.#doc;
    this.#handOver(code, stateVector);
    this.#refusedWith = null;
    this.#doc = this.#watch(new Y.Doc({ guid: this.id }));
    Y.applyUpdate(this.#doc, update, this.#host);
    if (this.#host.lease !== null) this.#doc.clientID = this.#host.lease;
    this.#host.replaced(this.id);
    old.destroy();
  }

  /** Gives the person the words that the server does not have; `server`: what it has, where that is known. */
  #handOver(code: RefusalCode, server: Uint8Array | undefined): void {
    const { kept } = this.#outbox;
    const unrecorded = this.#outbox.all();
    this.#outbox.clear();
    // A restored store may lack what it had acknowledged: all own words that it lacks are handed over, not only the newest.
    const missing = code === 'EPOCH_CHANGED' ? Y.encodeStateAsUpdate(this.#doc, server) : unrecorded;
    if (missing === null) return;
    const words = ownWords(this.#doc, missing, code === 'EPOCH_CHANGED' ? this.#host.own : null);
    if (words !== '' || unrecorded !== null) this.#host.lost(this.id, words, code, kept);
    this.#host.recordingChanged();
  }

  #deliver(update: Uint8Array): void {
    const route = this.#kind === 'structure' ? null : this.#host.route;
    if (route !== null && routed(() => route(this.id, update, this.#host))) return;
    Y.applyUpdate(this.#doc, update, this.#host);
  }

  #watch(doc: Y.Doc): Y.Doc {
    keepMarks(doc);
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      // A document that has been replaced is nobody's any more.
      if (origin === this.#host || doc !== this.#doc) return;
      this.#edited(update);
    });
    // Yjs takes another id when it sees its own from outside, which a document fetched anew may do.
    doc.on('afterTransactionCleanup', () => {
      if (this.#host.lease !== null && doc.clientID !== this.#host.lease) doc.clientID = this.#host.lease;
    });
    return doc;
  }

  #edited(update: Uint8Array): void {
    this.#outbox.add(update, this.#host.keep(this.id, update));
    if (update.length > limits.resyncBytes) {
      this.#host.verdict({ document: this.id, verdict: 'refused', code: 'TOO_LARGE', retry: 'never' });
      this.#reload('TOO_LARGE');
      return;
    }
    this.flush();
    this.#host.recordingChanged();
  }
}

/** An editor that does not show this section yet cannot take its updates: then they go straight into the document. */
function routed(route: () => boolean): boolean {
  try {
    route();
    return true;
  } catch {
    return false;
  }
}

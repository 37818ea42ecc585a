import type { Joined, RefusalCode, Refused } from '@entente/contracts';
import { readStructure } from '@entente/document';
import type { DocumentId, PackageId, Timer } from '@entente/kernel';
import type { Doc } from 'yjs';
import type { Backoff } from './backoff.js';
import type { KeptId, LeftBehind } from './draft-store.js';
import type { Drafts } from './drafts.js';
import type { Emitter } from './emitter.js';
import { LeftEdits, type LeftEditsHost } from './left-edits.js';
import type { Link } from './link.js';
import { clientsOf } from './replay.js';
import { Replica, type ReplicaHost } from './replica.js';
import type { ConnectionEvents, RemoteRoute, SectionEntry } from './types.js';
import { acceptedFromWire, fromWire, toWire, type AccessFrame, type UpdatesFrame } from './wire.js';

/** Documents of one join: with a state vector each, a message stays far below `limits.frameBytes`. */
const DOCUMENTS_A_JOIN = 200;

/** A verdict takes milliseconds; after so long the server is not recording, whether or not it can say so. */
const STALLED_MS = 2_000;

export interface DocumentsOptions {
  readonly package: PackageId;
  readonly follow: 'package' | 'asked';
  readonly events: Emitter<ConnectionEvents>;
  /** Before what the server put off is sent again over the same connection. */
  readonly pause: Backoff;
  readonly timer: Timer;
  readonly drafts: Drafts;
  readonly ask: Link['ask'];
  /** The whole package was refused. */
  readonly refused: (refusal: Refused) => void;
}

/** The documents of one package on this side: which there are, and whether they are joined. */
export class Documents {
  readonly #options: DocumentsOptions;
  readonly #host: ReplicaHost;
  readonly #replicas = new Map<DocumentId, Replica>();
  /** Documents whose join the server put off. */
  readonly #putOff = new Set<DocumentId>();
  readonly #left: LeftEdits;
  /** Client ids of this person that this connection has seen at work. */
  readonly #own = new Set<number>();
  #structure: Replica | null = null;
  #sections: readonly SectionEntry[] = [];
  #joined = false;
  #stalled = false;
  #lease: number | null = null;
  /** Of the server's store; null before the first join. */
  #epoch: string | null = null;
  /** Updates sent over the present connection. */
  #sent = 0;
  route: RemoteRoute | null = null;

  constructor(options: DocumentsOptions) {
    this.#options = options;
    this.#host = this.#makeHost();
    this.#left = new LeftEdits(this.#leftEditsHost());
  }

  get lease(): number | null {
    return this.#lease;
  }
  get stalled(): boolean {
    return this.#stalled;
  }
  get sections(): readonly SectionEntry[] {
    return this.#sections;
  }
  get all(): readonly Replica[] {
    return [...this.#replicas.values()];
  }
  get synced(): boolean {
    if (!this.#joined) return false;
    if (this.#options.follow === 'asked') return this.all.every((replica) => replica.synced);
    if (this.#structure?.synced !== true) return false;
    return this.#sections.every(({ document }) => this.#replicas.get(document)?.synced === true);
  }

  /** Enters the package over a new connection: all of it, or what is known already from where it stands. */
  async enter(): Promise<boolean> {
    if (this.#options.follow === 'asked') return this.#enterAsked();
    const known = this.#structure === null ? [] : [...this.#replicas.keys()];
    if (known.length === 0 && !(await this.#join([]))) return false;
    for (let from = 0; from < known.length; from += DOCUMENTS_A_JOIN) {
      if (!(await this.#join(known.slice(from, from + DOCUMENTS_A_JOIN)))) return false;
    }
    // Asked for by their ids before the package was known.
    const asked = this.all.filter(({ kind }) => kind === null);
    return asked.length === 0 || (await this.#join(asked.map(({ id }) => id)));
  }

  async #enterAsked(): Promise<boolean> {
    // Nothing is asked for yet: the first document brings the lease.
    this.#joined = true;
    const asked = this.all.map(({ id }) => id);
    for (let from = 0; from < asked.length; from += DOCUMENTS_A_JOIN) {
      if (!(await this.#join(asked.slice(from, from + DOCUMENTS_A_JOIN)))) return false;
    }
    return true;
  }

  lost(): void {
    this.#joined = false;
    this.#stalled = false;
    this.#sent = 0;
    this.#putOff.clear();
    this.#options.pause.cancel();
    for (const replica of this.all) replica.disconnected();
    this.#options.events.tell('recording');
  }

  handle(id: DocumentId, doc?: Doc): Replica {
    const known = this.#replicas.get(id);
    const replica = known ?? this.#replica(id);
    if (doc !== undefined) replica.use(doc);
    if (known !== undefined) return known;
    void this.#joinLater([id]);
    return replica;
  }

  /** Takes up what clients that are gone did not get recorded: it is sent under the ids it was typed under (S84). */
  takeUp({ edits }: LeftBehind): void {
    for (const edit of edits) for (const client of clientsOf(edit.update)) this.#own.add(client);
    this.#left.add(edits);
  }

  /** Keeps what was typed before it could be. */
  keepAll(): void {
    for (const replica of this.all) replica.keep();
  }

  updates(frame: UpdatesFrame): void {
    const replica = this.#replicas.get(frame.document as DocumentId);
    replica?.updates({ ...frame, update: fromWire(frame.update) });
  }

  accessChanged(frame: AccessFrame): void {
    const id = frame.document as DocumentId;
    const { access } = frame;
    if (access === null) this.#drop(id, 'NOT_FOUND');
    else this.#replicas.get(id)?.accessChanged({ ...frame, access });
  }

  destroy(): void {
    this.#joined = false;
    this.#options.pause.cancel();
    for (const replica of this.all) replica.destroy();
    this.#replicas.clear();
  }

  #makeHost(): ReplicaHost {
    const { events, pause, drafts } = this.#options;
    const host = {
      push: (document: DocumentId, update: Uint8Array) => void this.#push(document, update),
      join: (document: DocumentId) => void this.#joinLater([document]),
      later: (code: RefusalCode) => {
        this.#later(code);
      },
      changed: (document: DocumentId) => {
        this.#changed(document);
      },
      recordingChanged: () => {
        events.tell('recording');
      },
      replaced: (document: DocumentId) => {
        events.tell('replaced', document);
      },
      verdict: (verdict: Parameters<ReplicaHost['verdict']>[0]) => {
        events.tell('verdict', verdict);
      },
      keep: (document: DocumentId, update: Uint8Array) => drafts.keep(document, this.#epoch, update),
      forget: (ids: readonly KeptId[]) => {
        drafts.forget(ids);
      },
      lost: (...words: Parameters<Drafts['lost']>) => {
        drafts.lost(...words);
      },
    };
    return Object.defineProperties(host, {
      live: { get: () => this.#joined && !this.#stalled },
      sending: { get: () => this.#joined && !pause.waiting },
      lease: { get: () => this.#lease },
      route: { get: () => this.route },
      keeping: { get: () => drafts.keeping },
      own: { get: () => this.#own },
    }) as typeof host & Pick<ReplicaHost, 'live' | 'sending' | 'lease' | 'route' | 'keeping' | 'own'>;
  }

  #leftEditsHost(): LeftEditsHost {
    const { drafts, follow, timer } = this.#options;
    const host = { drafts, timer, replica: (document: DocumentId) => this.#replicas.get(document) };
    return Object.defineProperties(host, {
      epoch: { get: () => this.#epoch },
      complete: { get: () => follow === 'package' && this.synced },
    }) as typeof host & Pick<LeftEditsHost, 'epoch' | 'complete'>;
  }

  #replica(id: DocumentId): Replica {
    const replica = this.#replicas.get(id) ?? new Replica(id, this.#host);
    if (this.#lease !== null) replica.leased(this.#lease);
    this.#replicas.set(id, replica);
    return replica;
  }

  async #joinLater(documents: readonly DocumentId[]): Promise<void> {
    // Until the package is entered nothing can be joined; entering it brings these in.
    if (this.#joined) await this.#join(documents);
  }

  /** One join; no documents stand for all. True when the server let this person in. */
  async #join(documents: readonly DocumentId[]): Promise<boolean> {
    const begun = new Map<string, number>();
    const asked = documents.map((document) => {
      const { stateVector, join } = this.#replica(document).beginJoin();
      begun.set(document, join);
      return { document, ...(stateVector === undefined ? {} : { stateVector: toWire(stateVector) }) };
    });
    const answer = await this.#options.ask('join', {
      package: this.#options.package,
      schema: 'entente-document/1',
      ...(this.#lease === null ? {} : { lease: this.#lease }),
      ...(this.#epoch === null ? {} : { epoch: this.#epoch }),
      documents: asked,
    });
    if (answer === null) return false;
    if (answer.verdict === 'refused') {
      if (answer.code === 'EPOCH_CHANGED') return this.#beginAnew(answer.code);
      this.#options.refused(answer);
      return false;
    }
    this.#epoch = answer.epoch;
    this.#enteredAs(answer.lease);
    // The structure last: sections that came with it need not be joined for it.
    for (const joined of answer.documents) if (!isStructure(joined)) this.#answered(joined, begun);
    for (const joined of answer.documents) if (isStructure(joined)) this.#answered(joined, begun);
    return true;
  }

  /** The server's store is another by now: nothing here can be trusted to be there (S87). */
  async #beginAnew(code: RefusalCode): Promise<boolean> {
    this.#epoch = null;
    this.#lease = null;
    for (const replica of this.all) replica.anew(code);
    return this.enter();
  }

  #enteredAs(lease: number): void {
    this.#joined = true;
    this.#own.add(lease);
    if (lease === this.#lease) return;
    this.#lease = lease;
    for (const replica of this.all) replica.leased(lease);
  }

  #answered(joined: Joined['documents'][number], begun: ReadonlyMap<string, number>): void {
    const id = joined.document as DocumentId;
    if (!('refused' in joined)) {
      const replica = this.#replica(id);
      if (joined.kind === 'structure') this.#structure = replica;
      replica.accept(acceptedFromWire(joined), begun.get(id) ?? replica.beginJoin().join);
      return;
    }
    if (joined.refused === 'NOT_FOUND') {
      this.#drop(id, joined.refused);
      return;
    }
    this.#putOff.add(id);
    this.#later(joined.refused);
  }

  async #push(document: DocumentId, update: Uint8Array): Promise<void> {
    this.#sent += 1;
    const message = { document, n: this.#sent, update: toWire(update) };
    const overdue = this.#options.timer.after(STALLED_MS, () => {
      this.#setStalled(this.#joined);
    });
    const verdict = await this.#options.ask('update', message);
    overdue();
    if (verdict === null) return;
    if (verdict.verdict === 'recorded' || verdict.retry !== 'later') this.#recordsAgain();
    this.#replicas.get(document)?.verdict(verdict);
  }

  #recordsAgain(): void {
    this.#options.pause.succeeded();
    this.#setStalled(false);
  }

  #setStalled(stalled: boolean): void {
    if (stalled === this.#stalled) return;
    this.#stalled = stalled;
    this.#options.events.tell('status');
  }

  /** The server puts something off: asked again after a pause, and said to the person where nothing can be recorded. */
  #later(code: RefusalCode): void {
    if (code !== 'RATE' && code !== 'MAINTENANCE') this.#setStalled(true);
    this.#options.pause.wait(() => {
      const putOff = [...this.#putOff];
      this.#putOff.clear();
      if (putOff.length > 0) void this.#joinLater(putOff);
      for (const replica of this.all) replica.flush();
    });
  }

  #changed(document: DocumentId): void {
    if (document === this.#structure?.id) this.#arrange(this.#structure);
    this.#options.events.tell('change', document);
    this.#left.handOut();
  }

  /** Follows the structure document: joins sections that are new, lets go of those that have left. */
  #arrange(structure: Replica): void {
    if (!structure.synced) return;
    const before = this.#sections;
    const now = readStructure(structure.doc);
    const same = JSON.stringify(before) === JSON.stringify(now);
    if (same) return;
    this.#sections = now;
    const present = new Set(now.map((section) => section.document));
    for (const section of before) if (!present.has(section.document)) this.#leave(section.document);
    const missing = now.map((section) => section.document).filter((id) => !this.#replicas.has(id));
    this.#options.events.tell('structure');
    if (missing.length > 0) void this.#joinLater(missing);
  }

  #leave(document: DocumentId): void {
    this.#drop(document, 'DOC_CLOSED');
    void this.#options.ask('leave', { package: this.#options.package, documents: [document] });
  }

  #drop(document: DocumentId, code: RefusalCode): void {
    const replica = this.#replicas.get(document);
    this.#replicas.delete(document);
    replica?.gone(code);
    replica?.destroy();
  }
}

function isStructure(joined: Joined['documents'][number]): boolean {
  return !('refused' in joined) && joined.kind === 'structure';
}

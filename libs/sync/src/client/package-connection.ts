import type { RefusalCode, Refused } from '@entente/contracts';
import type { DocumentId, PackageId, Random, Timer } from '@entente/kernel';
import type * as Y from 'yjs';
import { Backoff } from './backoff.js';
import { Documents } from './documents.js';
import { Drafts } from './drafts.js';
import { Emitter } from './emitter.js';
import { Link, type Heard } from './link.js';
import { Peers } from './peers.js';
import { PresenceSender } from './presence-sender.js';
import type {
  ConnectionEvents,
  ConnectionOptions,
  ConnectionStatus,
  DocumentHandle,
  Peer,
  PresencePosition,
  Recording,
  RemoteRoute,
  SectionEntry,
} from './types.js';
import { toWire } from './wire.js';

const runtimeTimer: Timer = {
  after: (ms, task) => {
    const handle = setTimeout(task, ms);
    return () => {
      clearTimeout(handle);
    };
  },
};
const runtimeRandom: Random = { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) };

/** One socket and one lease of a client id for all documents of a package. Runs in browsers and in Node. */
export class PackageConnection {
  readonly #package: PackageId;
  readonly #events = new Emitter<ConnectionEvents>();
  readonly #documents: Documents;
  readonly #drafts: Drafts;
  readonly #link: Link;
  /** Before the next attempt to connect. */
  readonly #reconnecting: Backoff;
  readonly #presence: PresenceSender;
  #status: ConnectionStatus = 'closed';
  #ended: RefusalCode | null = null;
  readonly #peers = new Peers();

  constructor(options: ConnectionOptions) {
    const timer = options.timer ?? runtimeTimer;
    const random = options.random ?? runtimeRandom;
    this.#package = options.package;
    this.#reconnecting = new Backoff(timer, random);
    this.#link = this.#newLink(options);
    this.#drafts = new Drafts({
      source: options.drafts,
      events: this.#events,
      random,
      found: (left) => {
        this.#documents.takeUp(left);
      },
      opened: () => {
        this.#documents.keepAll();
      },
    });
    this.#documents = new Documents({
      drafts: this.#drafts,
      package: options.package,
      follow: options.follow ?? 'package',
      events: this.#events,
      pause: new Backoff(timer, random),
      timer,
      ask: async (name, message) => this.#link.ask(name, message),
      refused: (refusal) => {
        this.#refused(refusal);
      },
    });
    this.#presence = new PresenceSender(timer, (at) => {
      this.#sendPresence(at);
    });
  }

  get status(): ConnectionStatus {
    return this.#status;
  }
  /** Why the connection ended for good; null while it has not. */
  get ended(): RefusalCode | null {
    return this.#ended;
  }
  /** The leased Yjs client id; null before the first join. */
  get lease(): number | null {
    return this.#documents.lease;
  }
  /** Connected, but the server cannot record just now: what was typed waits, and nothing new may be typed. */
  get stalled(): boolean {
    return this.#documents.stalled;
  }
  /** Every document of the package has arrived over the present connection. */
  get synced(): boolean {
    return this.#documents.synced;
  }
  /** The sections in the order of the structure document. */
  get sections(): readonly SectionEntry[] {
    return this.#documents.sections;
  }
  /** Where the others are. */
  get peers(): readonly Peer[] {
    return this.#peers.others(this.lease);
  }
  /** Over all documents. */
  get recording(): Recording {
    const all = this.#documents.all.map(({ recording }) => recording);
    if (all.includes('typing')) return 'typing';
    return all.includes('sent') ? 'sent' : 'recorded';
  }
  /** Own edits, over all documents, that are not known to be committed. */
  get unrecorded(): number {
    return this.#documents.all.reduce((sum, { unrecorded }) => sum + unrecorded, 0);
  }

  /** Edits are kept on this device until they are recorded, and may be typed without a connection. */
  get keeping(): boolean {
    return this.#drafts.keeping;
  }

  connect(): void {
    if (this.#status !== 'closed') return;
    this.#ended = null;
    this.#drafts.accepting = true;
    this.#setStatus('connecting');
    this.#link.start();
  }

  /** Resolves once everything is synced for the first time; rejects when the connection ends before. */
  async ready(): Promise<void> {
    if (this.synced) return;
    await new Promise<void>((resolve, reject) => {
      const settle = (): void => {
        if (this.#status !== 'closed' && !this.synced) return;
        for (const end of listening) end();
        if (this.#status === 'closed')
          reject(new Error(`the connection ended: ${this.#ended ?? 'destroyed'}`));
        else resolve();
      };
      const listening = [this.on('status', settle), this.on('change', settle), this.on('structure', settle)];
    });
  }

  /** Leaves, and keeps the documents as they are for the next `connect`. */
  disconnect(): void {
    if (this.#status === 'closed') return;
    this.#link.stop();
    this.#lost(null, 'closed');
  }

  /**
   * Leaves at once. What is not recorded waits on the device for the next connection of the same person; where nothing is kept it
   * is lost: there, wait until `unrecorded` is 0.
   */
  destroy(): void {
    this.#link.stop();
    this.#presence.stop();
    this.#documents.destroy();
    this.#drafts.close();
    this.#setStatus('closed');
  }

  /**
   * The handle of a document, the same object as long as the document is in the package; it is joined if it was not. `doc`: the
   * Y.Doc to use for it, instead of one that is made here. It must be empty: words that nobody leased an id for are nobody's.
   */
  document(id: DocumentId, doc?: Y.Doc): DocumentHandle {
    return this.#documents.handle(id, doc);
  }

  /** Where others' updates of sections go; null: straight into the Y.Doc. */
  routeRemote(route: RemoteRoute | null): void {
    this.#documents.route = route;
  }

  /** The person has these words, or does not want them: they are not shown again. */
  dismissLost(id: string): void {
    this.#drafts.dismiss(id);
  }

  /** Where the others are told one's caret is. */
  get presence(): PresencePosition | null {
    return this.#presence.newest;
  }

  /** Tells the others where one's caret is; sent at most ten times a second, the last one always. */
  setPresence(at: PresencePosition | null): void {
    this.#presence.set(at);
  }

  /**
   * The network has gone, as the browser says: what is sent over the present connection may never arrive, and nobody would
   * be told for as long as the transport believes in it. Gives it up for a new one, which a server on this machine grants.
   */
  networkLost(): void {
    this.#link.reconnect();
  }

  /** The network is back: the next attempt does not wait. */
  networkBack(): void {
    this.#reconnecting.succeeded();
    this.#link.hurry();
  }

  /** Hears an event; the answer ends it. */
  on<Name extends keyof ConnectionEvents>(name: Name, hear: ConnectionEvents[Name]): () => void {
    return this.#events.on(name, hear);
  }

  #newLink(options: ConnectionOptions): Link {
    return new Link({
      url: options.url,
      origin: options.origin,
      getTicket: options.getTicket,
      backoff: this.#reconnecting,
      hear: this.#heard(),
      opened: () => void this.#enter(),
      lost: (code) => {
        this.#lost(code);
      },
      failed: (code) => {
        this.#events.tell('failed', { code });
      },
      ended: (code) => {
        this.#end(code);
      },
    });
  }

  #heard(): Heard {
    return {
      updates: (frame) => {
        this.#documents.updates(frame);
      },
      presence: (frame) => {
        this.#peers.take(frame);
        this.#events.tell('presence');
      },
      access: (frame) => {
        this.#documents.accessChanged(frame);
      },
      changed: (frame) => {
        this.#events.tell('topics', { topics: frame.topics, procedures: frame.procedures ?? null });
      },
    };
  }

  async #enter(): Promise<void> {
    if (!(await this.#documents.enter())) return;
    this.#reconnecting.succeeded();
    this.#presence.again();
    this.#setStatus('open');
    await this.#drafts.open();
  }

  #refused({ code, retry }: Refused): void {
    if (retry === 'never') {
      this.#link.stop();
      this.#lost(code);
      this.#end(code);
    } else {
      this.#link.reconnect();
    }
  }

  #lost(code: RefusalCode | null, next: ConnectionStatus = 'connecting'): void {
    this.#documents.lost();
    this.#peers.clear();
    this.#events.tell('presence');
    this.#setStatus(next);
    this.#events.tell('closed', { code });
  }

  #end(code: RefusalCode): void {
    this.#ended = code;
    this.#drafts.accepting = false;
    this.#setStatus('closed');
  }

  #setStatus(status: ConnectionStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    this.#events.tell('status');
  }

  #sendPresence(at: PresencePosition | null): void {
    if (this.#status !== 'open') return;
    const wire = at && { ...at, anchor: toWire(at.anchor), head: toWire(at.head) };
    void this.#link.ask('presence', { package: this.#package, at: wire });
  }
}

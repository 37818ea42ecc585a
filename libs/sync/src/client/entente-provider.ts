import type { Access, DocumentState, RefusalCode } from '@entente/contracts';
import type { DocumentId } from '@entente/kernel';
import { ObservableV2 } from 'lib0/observable';
import type * as Y from 'yjs';
import { PackageConnection } from './package-connection.js';
import { StampedAwareness } from './stamped-awareness.js';
import type { ConnectionOptions, DocumentHandle, LostWords, Recording, Verdict } from './types.js';

export type ProviderStatus = 'connecting' | 'connected' | 'disconnected';

const STATUS = { connecting: 'connecting', open: 'connected', closed: 'disconnected' } as const;

/** `recorded`: sequence of the newest own row; `unrecorded`: own edits that are not known to be committed. */
export interface RecordingFact {
  readonly recording: Recording;
  readonly recorded: number;
  readonly unrecorded: number;
}

export interface AccessFact {
  readonly access: Access;
  readonly state: DocumentState;
  readonly writable: boolean;
}

export interface ProviderEvents {
  status: (fact: { readonly status: ProviderStatus }) => void;
  /** The whole document has arrived over the present connection, or the connection is no longer there. */
  sync: (synced: boolean) => void;
  synced: (synced: boolean) => void;
  recording: (fact: RecordingFact) => void;
  access: (fact: AccessFact) => void;
  verdict: (verdict: Verdict) => void;
  /** An edit was refused for good: bind to this Y.Doc from now on, the old one ends. */
  replaced: (doc: Y.Doc) => void;
  /** Words of one's own that are no longer in the document: show them as text to copy. */
  lost: (words: LostWords) => void;
  'connection-close': (fact: { readonly code: RefusalCode | null }) => void;
  'connection-error': (fact: { readonly code: RefusalCode | null }) => void;
  destroy: (provider: EntenteProvider) => void;
}

interface Facts {
  readonly status: ProviderStatus;
  readonly synced: boolean;
  readonly access: AccessFact;
  readonly recording: RecordingFact;
}

export interface ProviderOptions {
  /** Default true: connects at once. */
  readonly connect?: boolean;
}

/**
 * One document in the shape that the Yjs world gives its providers, over a connection that many of them may share (S80).
 * Given the options of a connection it makes one of its own, which joins this document alone and ends with the provider.
 */
export class EntenteProvider extends ObservableV2<ProviderEvents> {
  readonly connection: PackageConnection;
  readonly document: DocumentId;
  readonly awareness: StampedAwareness;
  readonly #handle: DocumentHandle;
  readonly #owns: boolean;
  readonly #listening: readonly (() => void)[];
  #told: Facts;
  #destroyed = false;

  /** `doc`: an empty Y.Doc to use; without it one is made. */
  constructor(
    source: PackageConnection | ConnectionOptions,
    document: DocumentId,
    doc?: Y.Doc,
    options: ProviderOptions = {},
  ) {
    super();
    this.#owns = !(source instanceof PackageConnection);
    this.connection =
      source instanceof PackageConnection ? source : new PackageConnection({ follow: 'asked', ...source });
    this.document = document;
    this.#handle = this.connection.document(document, doc);
    this.awareness = new StampedAwareness(this.doc);
    this.awareness.on('update', this.#sendPosition);
    this.#told = this.#facts();
    this.#listening = this.#listen();
    this.#showPeers();
    if (options.connect !== false) this.connect();
  }

  /** Another Y.Doc after the event `replaced`. */
  get doc(): Y.Doc {
    return this.#handle.doc;
  }
  get status(): ProviderStatus {
    return STATUS[this.connection.status];
  }
  /** Why the connection ended for good; null while it has not. */
  get ended(): RefusalCode | null {
    return this.connection.ended;
  }
  /** True once the whole document has arrived over the present connection; never before. */
  get synced(): boolean {
    return this.#handle.synced;
  }
  /** Whether an edit made now can be taken: what a binding asks before it lets somebody type. */
  get writable(): boolean {
    return this.#handle.writable;
  }
  get access(): Access {
    return this.#handle.access;
  }
  get state(): DocumentState {
    return this.#handle.state;
  }
  /** Sequence of the newest own row; 0 before the first. */
  get recorded(): number {
    return this.#handle.recorded;
  }
  /** Own edits that are not known to be committed. */
  get unrecorded(): number {
    return this.#handle.unrecorded;
  }
  get recording(): Recording {
    return this.#handle.recording;
  }

  /** Resolves when the document is synced, for the first time or again; rejects where the connection ends before. */
  get whenSynced(): Promise<void> {
    if (this.synced) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        if (!this.synced && this.ended === null && !this.#destroyed) return;
        this.off('sync', settle);
        this.off('status', settle);
        this.off('destroy', settle);
        if (this.synced) resolve();
        else reject(new Error(`the connection ended: ${this.ended ?? 'destroyed'}`));
      };
      this.on('sync', settle);
      this.on('status', settle);
      this.on('destroy', settle);
    });
  }

  /** That of the connection: of all providers that share it. */
  connect(): void {
    this.connection.connect();
  }

  /** That of the connection: of all providers that share it. Edits that are not recorded stay and are sent after `connect`. */
  disconnect(): void {
    this.connection.disconnect();
  }

  /** Ends the provider and a connection of its own. A shared connection goes on, and with it the document. */
  override destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    for (const end of this.#listening) end();
    this.awareness.destroy();
    if (this.#owns) this.connection.destroy();
    this.emit('destroy', [this]);
    super.destroy();
  }

  #listen(): readonly (() => void)[] {
    const { connection, document } = this;
    const changed = (): void => {
      this.#changed();
    };
    return [
      connection.on('status', changed),
      connection.on('recording', changed),
      connection.on('presence', () => {
        this.#showPeers();
      }),
      connection.on('change', (id) => {
        if (id === document) changed();
      }),
      connection.on('replaced', (id) => {
        if (id !== document) return;
        this.awareness.moveTo(this.doc);
        this.emit('replaced', [this.doc]);
      }),
      connection.on('verdict', (verdict) => {
        if (verdict.document === document) this.emit('verdict', [verdict]);
      }),
      connection.on('lost', (words) => {
        if (words.document === document) this.emit('lost', [words]);
      }),
      connection.on('closed', (fact) => {
        this.emit('connection-close', [fact]);
      }),
      connection.on('failed', (fact) => {
        this.emit('connection-error', [fact]);
      }),
    ];
  }

  #facts(): Facts {
    const { status, synced, access, state, writable, recording, recorded, unrecorded } = this;
    return {
      status,
      synced,
      access: { access, state, writable },
      recording: { recording, recorded, unrecorded },
    };
  }

  /** Tells what is otherwise than it was told last. */
  #changed(): void {
    const before = this.#told;
    const now = this.#facts();
    this.#told = now;
    // The lease, which is the document's client id, comes with the first join.
    this.awareness.moveTo(this.doc);
    if (now.status !== before.status) this.emit('status', [{ status: now.status }]);
    if (now.synced !== before.synced) {
      this.emit('sync', [now.synced]);
      this.emit('synced', [now.synced]);
    }
    if (!same(now.access, before.access)) this.emit('access', [now.access]);
    if (!same(now.recording, before.recording)) this.emit('recording', [now.recording]);
  }

  #showPeers(): void {
    this.awareness.show(this.connection.peers, this.document);
  }

  readonly #sendPosition = (_changes: unknown, origin: unknown): void => {
    if (origin !== 'local') return;
    const at = this.awareness.position(this.document);
    // A caret that left this document may be in another by now, of another provider on the same connection.
    if (at === null && this.connection.presence?.document !== this.document) return;
    this.connection.setPresence(at);
  };
}

const same = <Facts extends object>(a: Facts, b: Facts): boolean =>
  Object.entries(a).every(([name, fact]) => fact === (b as Record<string, unknown>)[name]);

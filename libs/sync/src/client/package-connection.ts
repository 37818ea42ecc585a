import type { RefusalCode } from '@entente/contracts';
import type { DocumentId } from '@entente/kernel';
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

/** One socket and one lease of a client id for all documents of a package. Runs in browsers and in Node. */
export declare class PackageConnection {
  constructor(options: ConnectionOptions);
  readonly status: ConnectionStatus;
  /** Why the connection ended for good; null while it has not. */
  readonly ended: RefusalCode | null;
  /** The leased Yjs client id; null before the first join. */
  readonly lease: number | null;
  /** Every document of the package has arrived over the present connection. */
  readonly synced: boolean;
  /** The sections in the order of the structure document. */
  readonly sections: readonly SectionEntry[];
  readonly peers: readonly Peer[];
  /** Over all documents. */
  readonly recording: Recording;
  readonly unrecorded: number;
  connect(): void;
  /** Resolves once everything is synced for the first time; rejects when the connection ends before. */
  ready(): Promise<void>;
  /** Leaves at once; what is not recorded is lost. Wait for `recording === 'recorded'` before, where it matters. */
  destroy(): void;
  /** The handle of a document, the same object each time; for one the package does not have yet, it waits. */
  document(id: DocumentId): DocumentHandle;
  /** Where others' updates go; null: straight into the Y.Doc. */
  routeRemote(route: RemoteRoute | null): void;
  /** Tells the others where one's caret is; sent at most ten times a second, the last one always. */
  setPresence(at: PresencePosition | null): void;
  /** Hears an event; the answer ends it. */
  on<Name extends keyof ConnectionEvents>(name: Name, hear: ConnectionEvents[Name]): () => void;
}

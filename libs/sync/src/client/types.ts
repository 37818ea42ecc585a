import type { Access, DocumentState, Peer, Presence, RefusalCode, Retry, Topic } from '@entente/contracts';
import type { DocumentKind, SectionKind } from '@entente/document';
import type { DocumentId, PackageId, ProcedureId, Random, Timer } from '@entente/kernel';
import type * as Y from 'yjs';
import type { DraftStore } from './draft-store.js';

/** `connecting`: trying, or waiting to try again. `closed`: ended for good, by `destroy` or by a refusal that stands. */
export type ConnectionStatus = 'connecting' | 'open' | 'closed';

/** What changed outside the text. `procedures`: of the topic of that name these and no others; null: it may be any. */
export interface ChangedTopics {
  readonly topics: readonly Topic[];
  readonly procedures: readonly ProcedureId[] | null;
}

/** Where one's own edits are: being gathered here, sent and not yet answered, or all committed by the server. */
export type Recording = 'typing' | 'sent' | 'recorded';

export interface ConnectionOptions {
  /** Origin of the server, e.g. `https://entente.example`. */
  readonly url: string;
  readonly package: PackageId;
  /** A new one-time ticket, asked for before each attempt to connect. `TicketRefused` thrown by it ends the connection; any other failure is tried again. */
  readonly getTicket: () => Promise<string>;
  /** Sent as the Origin header; for Node only, a browser sends its own. */
  readonly origin?: string;
  /** Which documents are joined: all of the package, as its structure document lists them (the default), or those asked for. */
  readonly follow?: 'package' | 'asked';
  /** Where edits are kept until they are recorded, so that they can be typed without a connection. Default: nowhere. */
  readonly drafts?: DraftSource;
  /** Default: the runtime's timers. */
  readonly timer?: Timer;
  /** Jitter of reconnects. Default: `crypto.getRandomValues`. */
  readonly random?: Random;
}

/**
 * Opens the person's store for this package; null: nothing may be kept on this device. Called once there is a connection, and
 * again with the next one where it throws.
 */
export type DraftSource = () => Promise<DraftStore | null>;

/** One document of the package. Its fields change; the object stays the same until the document leaves the package. */
export interface DocumentHandle {
  readonly id: DocumentId;
  /** Null until the server has named it. */
  readonly kind: DocumentKind | null;
  /** Another Y.Doc after the event `replaced`. */
  readonly doc: Y.Doc;
  readonly access: Access;
  readonly state: DocumentState;
  /** True once the whole document has arrived over the present connection; never before. */
  readonly synced: boolean;
  /**
   * What the editor asks before it takes an edit: open, with the right to write or to suggest (`access`), and either connected and synced, or whole while
   * edits are kept on the device.
   */
  readonly writable: boolean;
  /** Sequence of the newest row this client has. */
  readonly head: number;
  /** Sequence of the newest own update known to be committed; 0 before the first. */
  readonly recorded: number;
  /** Own edits that are not known to be committed. */
  readonly unrecorded: number;
  readonly recording: Recording;
}

export interface SectionEntry {
  readonly document: DocumentId;
  readonly kind: SectionKind;
}

/** Words of one's own that the server did not take and that are no longer in the document. */
export interface LostWords {
  /** Names these words: `dismissLost` takes it. */
  readonly id: string;
  readonly document: DocumentId;
  /** What was typed, as plain text, one line for each block; empty where the edit only deleted. */
  readonly text: string;
  readonly code: RefusalCode;
}

export interface ConnectionEvents {
  /** The connection opened, was lost or ended: read `status` and `ended`. */
  status: () => void;
  /** The connection was lost or left; `code`: why, where the server said. */
  closed: (fact: { readonly code: RefusalCode | null }) => void;
  /** An attempt to connect came to nothing, and there will be another. `code`: why, where the server said. */
  failed: (fact: { readonly code: RefusalCode | null }) => void;
  /** Order, presence or kind of sections: read `sections`. */
  structure: () => void;
  /** A field of this document's handle. */
  change: (document: DocumentId) => void;
  /** The document's Y.Doc is a new one: bind to `handle.doc` again. */
  replaced: (document: DocumentId) => void;
  /** `recording`, `recorded` or `unrecorded` of the connection or a document. */
  recording: () => void;
  /** Others' carets: read `peers`. */
  presence: () => void;
  /** What to read again over HTTP. */
  topics: (changed: ChangedTopics) => void;
  /** A verdict on an own update: `recorded` with its sequence, or the refusal. */
  verdict: (verdict: Verdict) => void;
  /** Show these words as text to copy. */
  lost: (words: LostWords) => void;
  /** Edits cannot be kept on this device at present, and why; the store is opened again with the next connection. */
  unkept: (fact: { readonly error: unknown }) => void;
  /** So many edits were kept on this device and cannot be read any more. */
  unreadable: (edits: number) => void;
}

export type Verdict =
  | { readonly document: DocumentId; readonly verdict: 'recorded'; readonly seq: number; readonly at: number }
  | {
      readonly document: DocumentId;
      readonly verdict: 'refused';
      readonly code: RefusalCode;
      readonly retry: Retry;
    };

/** Where one's caret is. */
export type PresencePosition = NonNullable<Presence['at']>;

/**
 * Takes another's update of a section instead of `Y.applyUpdate`: the editor's `applyRemote`, which answers false where it
 * queued the bytes until a composition ends. Where it throws, the update goes straight into the Y.Doc.
 */
export type RemoteRoute = (document: DocumentId, update: Uint8Array, origin: unknown) => boolean;

export type { Peer };

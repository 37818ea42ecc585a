import type { Peer as Present, RefusalCode, Retry, ServerMessages, Topic } from '@entente/contracts';
import type { Brand, DocumentId, PackageId, ProcedureId } from '@entente/kernel';

/** A message to clients, as data: the event's name and its one argument. */
export type ServerMessage = {
  [Name in keyof ServerMessages]: {
    readonly event: Name;
    readonly body: Parameters<ServerMessages[Name]>[0];
  };
}[keyof ServerMessages];

/** A message in the transport's own encoding, made once however many receive it. */
export type Frame = Brand<object, 'Frame'>;

/** Encodes a message once, for all who receive it. */
export interface Framer {
  frame(message: ServerMessage): Frame;
}

/** What a socket must offer. Neither method throws on a connection that has gone: it does nothing. */
export interface Peer {
  send(frame: Frame): void;
  /** Ends the connection, once the frames already handed over are out where the transport can; the engine has sent `closing`. */
  close(code: RefusalCode, retry: Retry): void;
  /** Bytes handed over and not yet taken by the network. */
  buffered(): number;
}

/** Makes and keeps the snapshot of a document apart from the engine's turns: from the log, in a thread of its own. */
export interface Snapshots {
  /** Answers the snapshot's size in bytes once it is kept; the size of the present one where nothing is newer. */
  take(document: DocumentId): Promise<number>;
}

/** Tells the other nodes that a document or a package has news. Only makes them fast: the log decides what is true. */
export interface Bus {
  publish(note: BusNote): void;
  /** The answer ends the subscription. A node never hears its own notes. */
  subscribe(hear: (note: BusNote) => void): () => void;
}

/** Small: what happened, never what was written. A note that is lost, late, doubled or forged costs time and nothing else (S101). */
export type BusNote =
  /** Rows up to `head` are committed; null: read it again, its state may be another. */
  | { readonly kind: 'document'; readonly document: DocumentId; readonly head: number | null }
  | { readonly kind: 'package'; readonly package: PackageId }
  | {
      readonly kind: 'topics';
      readonly package: PackageId;
      readonly topics: readonly Topic[];
      /** Of the topic of that name these and no others; absent: it may be any. */
      readonly procedures?: readonly ProcedureId[] | undefined;
    }
  | ({ readonly kind: 'presence'; readonly package: PackageId; readonly node: string } & PresenceChange)
  /** A node has its first visitor in the package and asks the others whom they have. */
  | { readonly kind: 'presence-wanted'; readonly package: PackageId }
  /** Never sent: the bus itself says that notes may have passed unheard, so all that this node holds has to be compared. */
  | { readonly kind: 'missed' };

/** What changed among the visitors of one node. `whole`: `peers` are all of them. */
export interface PresenceChange {
  readonly whole: boolean;
  readonly peers: readonly Present[];
  /** Client ids of those who left. */
  readonly gone: readonly number[];
}

import type { DocumentId } from '@entente/kernel';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { Peer, PresencePosition } from './types.js';

/** As the contract has it: an encoded relative position of more bytes is refused. */
const POSITION_BYTES = 64;

/** What another's state holds. `user` is the server's word; nothing of it comes from that person's client. */
export interface PeerState {
  readonly user: { readonly person: string; readonly name: string; readonly delegation: string };
  /** Relative positions, as editor bindings of Yjs read them; null while that person is in another document, or nowhere. */
  readonly cursor: { readonly anchor: Y.RelativePosition; readonly head: Y.RelativePosition } | null;
  /** Where in the package that person is. */
  readonly document: string | null;
  readonly provision: string | null;
}

/**
 * The awareness that Yjs editors expect, fed by the server's presence (S81). Others' states come from the server alone, and do
 * not grow old here: the server says who leaves. Of the own state only `cursor` and `provision` go out; other fields stay here.
 */
export class StampedAwareness extends Awareness {
  readonly #others = new Map<number, Peer>();

  constructor(doc: Y.Doc) {
    // Awareness ends with the Y.Doc it is made for; this one outlives the document that a refusal replaces.
    super(new Y.Doc());
    clearInterval(this._checkInterval as ReturnType<typeof setInterval>);
    this.moveTo(doc);
  }

  /** Speaks for that document and its client id from now on. */
  moveTo(doc: Y.Doc): void {
    this.doc = doc;
    if (doc.clientID === this.clientID) return;
    const state = this.getLocalState();
    this.#told({ added: [], updated: [], removed: this.#drop([this.clientID]) }, 'local');
    this.clientID = doc.clientID;
    // Before the lease was known here, the server may have shown it as somebody's.
    this.#others.delete(doc.clientID);
    if (state !== null) this.setLocalState(state);
  }

  /** Shows these people and nobody else beside oneself. */
  show(peers: readonly Peer[], document: DocumentId): void {
    const present = new Set(peers.map(({ client }) => client));
    const removed = this.#drop([...this.#others.keys()].filter((client) => !present.has(client)));
    const added: number[] = [];
    const updated: number[] = [];
    for (const peer of peers) {
      const { client } = peer;
      const before = this.#others.get(client);
      if (before === peer || client === this.clientID) continue;
      (before === undefined ? added : updated).push(client);
      this.#others.set(client, peer);
      this.states.set(client, stateOf(peer, document));
      this.meta.set(client, { clock: (this.meta.get(client)?.clock ?? 0) + 1, lastUpdated: 0 });
    }
    this.#told({ added, updated, removed }, 'server');
  }

  /** Where the own state says that the caret is; null: nowhere in this document. */
  position(document: DocumentId): PresencePosition | null {
    const state = this.getLocalState();
    const cursor: unknown = state?.['cursor'];
    if (typeof cursor !== 'object' || cursor === null) return null;
    const { anchor, head } = cursor as { anchor?: unknown; head?: unknown };
    const places = { anchor: encoded(anchor), head: encoded(head) };
    if (places.anchor === null || places.head === null) return null;
    const provision: unknown = state?.['provision'];
    return {
      document,
      anchor: places.anchor,
      head: places.head,
      provision: typeof provision === 'string' ? (provision as PresencePosition['provision']) : null,
    };
  }

  #drop(clients: readonly number[]): number[] {
    for (const client of clients) {
      this.states.delete(client);
      this.meta.delete(client);
      this.#others.delete(client);
    }
    return [...clients];
  }

  #told(
    changes: { readonly added: number[]; readonly updated: number[]; readonly removed: number[] },
    origin: 'local' | 'server',
  ): void {
    if (Object.values(changes).every((clients) => clients.length === 0)) return;
    this.emit('change', [changes, origin]);
    this.emit('update', [changes, origin]);
  }
}

function stateOf({ person, name, delegation, at }: Peer, document: DocumentId): PeerState {
  const cursor =
    at === null || at.document !== document
      ? null
      : { anchor: Y.decodeRelativePosition(at.anchor), head: Y.decodeRelativePosition(at.head) };
  return {
    user: { person, name, delegation },
    cursor,
    document: at?.document ?? null,
    provision: at?.provision ?? null,
  };
}

/** A relative position, as an object or as the JSON of one; null where it is neither, or too long for the wire. */
function encoded(raw: unknown): Uint8Array | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const place = Y.createRelativePositionFromJSON(raw);
  // Yjs cannot encode a place that names neither a neighbour nor a type.
  if (place.item === null && place.tname === null && place.type === null) return null;
  const bytes = Y.encodeRelativePosition(place);
  return bytes.length > POSITION_BYTES ? null : bytes;
}

import type { JoinedDocument, Peer, ServerMessages } from '@entente/contracts';

/**
 * What the msgpack parser carries as binary: in browsers it packs an ArrayBuffer and nothing else, and in Node it packs the
 * whole buffer behind a view. So each view goes out as an ArrayBuffer of exactly its bytes.
 */
export function toWire(bytes: Uint8Array): Uint8Array {
  const exact = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  // The contracts type what the receiver reads.
  return exact as unknown as Uint8Array;
}

/** The parser hands binary over as an ArrayBuffer in browsers and as a Buffer in Node. */
export function fromWire(raw: Uint8Array | ArrayBuffer): Uint8Array {
  return raw instanceof ArrayBuffer
    ? new Uint8Array(raw)
    : new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength);
}

export type UpdatesFrame = Parameters<ServerMessages['updates']>[0];
export type AccessFrame = Parameters<ServerMessages['access']>[0];
export type ClosingFrame = Parameters<ServerMessages['closing']>[0];
/** A document's answer to a join, where it was not refused. */
export type AcceptedDocument = Extract<JoinedDocument, { head: number }>;

export function acceptedFromWire(joined: AcceptedDocument): AcceptedDocument {
  return { ...joined, update: fromWire(joined.update), stateVector: fromWire(joined.stateVector) };
}

export function peerFromWire(peer: Peer): Peer {
  const { at } = peer;
  return at === null
    ? peer
    : { ...peer, at: { ...at, anchor: fromWire(at.anchor), head: fromWire(at.head) } };
}

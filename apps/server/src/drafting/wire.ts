import { limits } from '@entente/contracts';
import type { Frame, Framer, ServerMessage } from '@entente/sync';
import parser from 'socket.io-msgpack-parser';
import { isSafeFrame } from './frame-guard.js';
import type { FrameName } from './live-facts.js';
import { bufferOf } from './postgres-update-log.js';

/** The namespace of live editing. */
export const NAMESPACE = '/sync';

/** Encoded once, sent to many. */
export interface EncodedFrame extends Frame {
  readonly event: FrameName;
  readonly bytes: Buffer;
}

const encoder = new parser.Encoder();
const CONNECT: number = parser.PacketType.CONNECT;
const EVENT = parser.PacketType.EVENT;

/** Makes the very packet that socket.io would make of `socket.emit(event, body)`. */
export const framer: Framer = {
  frame: ({ event, body }: ServerMessage): EncodedFrame => {
    const packet = { type: EVENT, nsp: NAMESPACE, data: [event, toWire(body)] };
    // The parser's types say one ArrayBuffer; what it returns is a list of one Buffer.
    const [bytes] = encoder.encode(packet) as unknown as readonly [Buffer];
    return { event, bytes } as EncodedFrame;
  },
};

/** A copy in which bytes are Buffers: of another view the parser would pack the whole memory behind it. */
export function toWire(value: unknown): unknown {
  if (value instanceof Uint8Array) return bufferOf(value);
  if (Array.isArray(value)) return value.map(toWire);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toWire(inner)]));
}

/** What a client sent, with every ArrayBuffer as bytes. Frames are bounded in depth before they are decoded. */
export function fromWire(value: unknown): unknown {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(fromWire);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fromWire(inner)]));
}

const frameSizes = new WeakMap<readonly unknown[], number>();

/** Bytes of the frame in which this event's arguments came. */
export function frameSize(event: readonly unknown[]): number {
  return frameSizes.get(event) ?? 0;
}

/**
 * socket.io makes one decoder for each connection. Ours looks at a frame before it is decoded, and ends a connection that tries
 * more namespaces than there are: each refused one would cost an answer (SECURITY §4.3).
 */
class GuardedDecoder extends parser.Decoder {
  #connects = 0;
  #size = 0;
  readonly #broken: (fault: FrameFault) => void;

  constructor(broken: (fault: FrameFault) => void) {
    super();
    this.#broken = broken;
  }

  override add(frame: unknown): void {
    if (!(frame instanceof Uint8Array) || !isSafeFrame(frame)) this.#end('frame');
    this.#size = frame.byteLength;
    super.add(frame);
  }

  override checkPacket(packet: { type?: unknown; data?: unknown }): void {
    super.checkPacket(packet);
    if (Array.isArray(packet.data)) frameSizes.set(packet.data, this.#size);
    if (packet.type !== CONNECT) return;
    this.#connects += 1;
    if (this.#connects > limits.namespacesPerSocket) this.#end('namespaces');
  }

  #end(fault: FrameFault): never {
    this.#broken(fault);
    throw new Error(`refused: ${fault}`);
  }
}

/** Why a connection was ended for its frames: one that cannot be decoded, or more namespaces than there are. */
export type FrameFault = 'frame' | 'namespaces';

/** The parser with that decoder; `broken` is told before the connection ends. */
export function guardedParser(broken: (fault: FrameFault) => void): typeof parser {
  class Decoder extends GuardedDecoder {
    constructor() {
      super(broken);
    }
  }
  return { ...parser, Encoder: parser.Encoder, Decoder };
}

import { limits } from '@entente/contracts';
import type { Frame, Framer, ServerMessage } from '@entente/sync';
import parser from 'socket.io-msgpack-parser';
import { isSafeFrame } from './frame-guard.js';
import type { FrameName } from './live-facts.js';
import { bufferOf } from './postgres-update-log.js';
import { isRecorded, recordedFrame } from './recorded-frame.js';
import { headerSize, writeHeader } from './wire-pieces.js';

/** The namespace of live editing. */
export const NAMESPACE = '/sync';

/** Encoded once, sent to many: a WebSocket frame as it goes to the network. */
export interface EncodedFrame extends Frame {
  readonly event: FrameName;
  readonly bytes: Buffer;
}

/** The packets of socket.io's protocol 5. */
export const PACKET = parser.PacketType;
const encoder = new parser.Encoder();

interface Packet {
  readonly type: number;
  readonly nsp: string;
  readonly data: readonly unknown[];
  readonly id?: number;
}

/** The very packet that socket.io would make, in a WebSocket frame of its own. */
export function encodedPacket(packet: Packet): Buffer {
  // The parser's types say one ArrayBuffer; what it returns is a list of one Buffer.
  const [bytes] = encoder.encode(packet as never) as unknown as readonly [Buffer];
  return webSocketFrame(bytes);
}

/** The answer to the message with that id. */
export function answerFrame(id: number, verdict: unknown): Buffer {
  if (isRecorded(verdict)) return recordedFrame(id, verdict);
  return encodedPacket({ type: PACKET.ACK, nsp: NAMESPACE, data: [verdict], id });
}

/** One whole binary message with that payload. */
export function webSocketFrame(payload: Buffer): Buffer {
  const header = headerSize(payload.length);
  const frame = Buffer.allocUnsafe(header + payload.length);
  writeHeader(frame, payload.length);
  payload.copy(frame, header);
  return frame;
}

export const framer: Framer = {
  frame: ({ event, body }: ServerMessage): EncodedFrame => {
    const bytes = encodedPacket({ type: PACKET.EVENT, nsp: NAMESPACE, data: [event, toWire(body)] });
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

/**
 * What a client sent, with every ArrayBuffer as bytes; changes the value itself, which nobody else has. Frames are bounded in
 * depth before they are decoded.
 */
export function fromWire(value: unknown): unknown {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
  const holder = value as Record<string, unknown>;
  for (const key of Object.keys(holder)) {
    const inner = holder[key];
    if (typeof inner === 'object') holder[key] = fromWire(inner);
  }
  return value;
}

/** A message of the namespace: its name and its body, the id under which it is answered, and the bytes of its frame. */
export interface Taken {
  readonly data: readonly unknown[];
  readonly id: number | undefined;
  readonly bytes: number;
}
export type Take = (message: Taken) => void;

/**
 * socket.io makes one decoder for each connection. Ours looks at a frame before it is decoded, and ends a connection that tries
 * more namespaces than there are: each refused one would cost an answer (SECURITY §4.3).
 */
export class GuardedDecoder extends parser.Decoder {
  /** Set once the connection is let in: takes the messages of the namespace, which socket.io then does not see. */
  take: Take | null = null;
  #connects = 0;
  #size = 0;
  #taken: Taken | null = null;
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

  /** False: the frame was none, or held no packet; the connection has to end. */
  takes(frame: Buffer): boolean {
    this.#taken = null;
    try {
      this.add(frame);
    } catch {
      // What cannot be decoded is counted where it is found; its sender is told nothing more.
      return false;
    }
    if (this.#taken !== null) this.take?.(this.#taken);
    return true;
  }

  override emit(event: string, packet: Packet): this {
    const ours = this.take !== null && packet.type === PACKET.EVENT && packet.nsp === NAMESPACE;
    if (ours) this.#taken = { data: packet.data, id: packet.id, bytes: this.#size };
    else super.emit(event, packet);
    return this;
  }

  override checkPacket(packet: { type?: unknown }): void {
    super.checkPacket(packet);
    if (packet.type !== PACKET.CONNECT) return;
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

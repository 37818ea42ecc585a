import parser from 'socket.io-msgpack-parser';

/** Packets of socket.io, as its msgpack parser names them. */
export const CONNECT = 0;
export const EVENT = 2;
export const ACKNOWLEDGEMENT = 3;
export const CONNECT_ERROR = 4;

export interface Packet {
  readonly type: number;
  readonly nsp: string;
  readonly id?: number;
  readonly data?: unknown;
}

const encoder = new parser.Encoder();
const decoder = new parser.Decoder();
let decoded: Packet | null = null;
decoder.on('decoded', (packet: Packet) => {
  decoded = packet;
});

export function encodePacket(packet: Packet): Uint8Array {
  // The parser's types say one ArrayBuffer; what it returns is a list of one Buffer.
  const [bytes] = encoder.encode(packet) as unknown as readonly [Buffer];
  return bytes;
}

export function decodePacket(frame: Uint8Array): Packet {
  decoder.add(frame);
  if (decoded === null) throw new Error('not a packet');
  return decoded;
}

/** Bytes that came as msgpack `bin` or as an ArrayBuffer. */
export function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw new Error('no bytes where bytes were expected');
}

/** Bytes as the parser packs them: of another view it would pack the whole memory behind it. */
export function packable(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

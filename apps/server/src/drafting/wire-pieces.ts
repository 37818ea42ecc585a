import parser from 'socket.io-msgpack-parser';

/** Bytes of this size or more are sent as they lie in memory. */
const APART = 16_384;

const encoder = new parser.Encoder();

/**
 * One whole WebSocket frame with what the parser would make of the packet, as pieces to be written one after another. Large bytes
 * are pieces of their own and not copied: a crowd that opens a document is sent one memory (S171). Bytes must be Buffers (`toWire`).
 */
export function framePieces(packet: unknown): readonly Buffer[] {
  const pieces: Buffer[] = [];
  put(packet, pieces);
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const header = Buffer.allocUnsafe(headerSize(length));
  writeHeader(header, length);
  return [header, ...pieces];
}

/** Size of the header of a frame whose payload has that length. */
export function headerSize(length: number): number {
  if (length < 126) return 2;
  return length < 65_536 ? 4 : 10;
}

/** The header of one whole binary message (RFC 6455 §5.2): FIN and opcode 2, the length, no mask, as a server sends it. */
export function writeHeader(frame: Buffer, length: number): void {
  frame[0] = 0x82;
  if (length < 126) frame[1] = length;
  else if (length < 65_536) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeUInt32BE(0, 2);
    frame.writeUInt32BE(length, 6);
  }
}

function put(value: unknown, pieces: Buffer[]): void {
  if (!holdsLarge(value)) pieces.push(packed(value));
  else if (Buffer.isBuffer(value)) pieces.push(binHeader(value.length), value);
  else if (Array.isArray(value)) {
    pieces.push(collectionHeader('array', value.length));
    for (const one of value) put(one, pieces);
  } else {
    const entries = Object.entries(value as object);
    pieces.push(collectionHeader('map', entries.length));
    for (const [key, one] of entries) {
      pieces.push(packed(key));
      put(one, pieces);
    }
  }
}

function holdsLarge(value: unknown): boolean {
  if (Buffer.isBuffer(value)) return value.length >= APART;
  if (value === null || typeof value !== 'object') return false;
  return Object.values(value).some(holdsLarge);
}

function packed(value: unknown): Buffer {
  // The parser's types say one ArrayBuffer; what it returns is a list of one Buffer.
  const [bytes = Buffer.alloc(0)] = encoder.encode(value as never) as unknown as readonly Buffer[];
  return bytes;
}

/** bin 16 or bin 32: what is large is no less. */
function binHeader(length: number): Buffer {
  if (length < 0x1_0000) return Buffer.of(0xc5, length >> 8, length & 0xff);
  const header = Buffer.allocUnsafe(5);
  header[0] = 0xc6;
  header.writeUInt32BE(length, 1);
  return header;
}

const FIRST = { array: { fix: 0x90, wide: 0xdc }, map: { fix: 0x80, wide: 0xde } } as const;

function collectionHeader(kind: keyof typeof FIRST, length: number): Buffer {
  const { fix, wide } = FIRST[kind];
  if (length < 0x10) return Buffer.of(fix | length);
  if (length < 0x1_0000) return Buffer.of(wide, length >> 8, length & 0xff);
  throw new Error('more entries than a message may have');
}

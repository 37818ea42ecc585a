import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { Socket } from 'node:net';

/** Opcodes of RFC 6455. */
export const OPCODE = { text: 0x1, binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa } as const;

/** A WebSocket without a library: any headers, any frames, any bytes, and reading only when one likes. */
export class RawWire {
  readonly socket: Socket;
  /** Told of each whole frame that is not the closing one. */
  hear: (opcode: number, payload: Buffer) => void = () => undefined;
  /** The code of the server's close frame; 1005 where it had none, 1006 where it hung up without one; null while open. */
  closed: number | null = null;
  #received: Buffer = Buffer.alloc(0);

  private constructor(socket: Socket, head: Buffer) {
    this.socket = socket;
    socket.on('data', (data) => {
      this.#read(data);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.closed ??= 1006;
    });
    if (head.length > 0) setImmediate(() => this.#read(head));
  }

  /** The open connection, or the status that refused the handshake. */
  static async open(
    address: string,
    headers: Readonly<Record<string, string>>,
    query = 'EIO=4&transport=websocket',
  ): Promise<RawWire | number> {
    return new Promise((resolve, reject) => {
      const asked = request(`${address}/socket.io/?${query}`, {
        headers: {
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-key': randomBytes(16).toString('base64'),
          ...headers,
        },
      });
      asked.on('upgrade', (_response, socket, head) => {
        resolve(new RawWire(socket as Socket, head));
      });
      asked.on('response', (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      asked.on('error', reject);
      asked.end();
    });
  }

  send(opcode: number, payload: Uint8Array | string): void {
    const bytes = Buffer.from(payload as Uint8Array);
    this.write(Buffer.concat([header(opcode, bytes.length), bytes]));
  }

  /** The header of a frame of that length, and nothing of the frame. */
  announce(opcode: number, length: number): void {
    this.write(header(opcode, length));
  }

  /** These very bytes, whatever they are. */
  write(bytes: Uint8Array): void {
    if (!this.socket.destroyed) this.socket.write(bytes);
  }

  end(): void {
    this.socket.destroy();
  }

  #read(data: Buffer): void {
    this.#received = this.#received.length === 0 ? data : Buffer.concat([this.#received, data]);
    for (;;) {
      const frame = parse(this.#received);
      if (frame === null) return;
      this.#received = this.#received.subarray(frame.size);
      if (frame.opcode === OPCODE.close) {
        this.closed ??= frame.payload.length >= 2 ? frame.payload.readUInt16BE() : 1005;
      } else this.hear(frame.opcode, frame.payload);
    }
  }
}

/** A client's frame header, masked with zeros as clients must and nobody minds. */
function header(opcode: number, length: number): Buffer {
  const mask = Buffer.alloc(4);
  if (length < 126) return Buffer.concat([Buffer.of(0x80 | opcode, 0x80 | length), mask]);
  if (length < 0x1_0000) {
    const size = Buffer.alloc(2);
    size.writeUInt16BE(length);
    return Buffer.concat([Buffer.of(0x80 | opcode, 0xfe), size, mask]);
  }
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(length));
  return Buffer.concat([Buffer.of(0x80 | opcode, 0xff), size, mask]);
}

function parse(bytes: Buffer): { opcode: number; payload: Buffer; size: number } | null {
  if (bytes.length < 2) return null;
  const short = bytes.readUInt8(1) & 0x7f;
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  if (bytes.length < 2 + extra) return null;
  const length = extra === 0 ? short : extra === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  const size = 2 + extra + length;
  if (bytes.length < size) return null;
  return {
    opcode: bytes.readUInt8(0) & 0x0f,
    payload: Buffer.from(bytes.subarray(2 + extra, size)),
    size,
  };
}

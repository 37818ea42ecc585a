import { connect, type Socket } from 'node:net';
import { randomBytes } from 'node:crypto';

const TEXT = 0x1;
const BINARY = 0x2;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0xa;
const END_OF_HEAD = '\r\n\r\n';

export interface WireTarget {
  readonly host: string;
  readonly port: number;
  /** Path and query of the handshake. */
  readonly path: string;
  readonly origin?: string;
}

/**
 * A WebSocket client that does little: whole frames only, a mask of zeros (the server unmasks all the same), no extensions.
 * The load generator must not be what is measured, and a general client costs about as much as a relay.
 */
export class WireSocket {
  onFrame: (payload: Buffer, isText: boolean) => void = () => undefined;
  onClose: () => void = () => undefined;
  readonly #socket: Socket;
  #rest: Buffer | null = null;
  #open = true;

  private constructor(socket: Socket, head: Buffer) {
    this.#socket = socket;
    socket.on('data', (chunk) => {
      this.#take(chunk);
    });
    socket.on('close', () => {
      this.#open = false;
      this.onClose();
    });
    // A connection that breaks closes; whoever waits on it learns it from there.
    socket.on('error', () => undefined);
    if (head.length > 0) setImmediate(() => this.#take(head));
  }

  static async open(target: WireTarget): Promise<WireSocket> {
    const socket = connect({ host: target.host, port: target.port, noDelay: true });
    socket.write(handshake(target));
    const head = await answered(socket);
    return new WireSocket(socket, head);
  }

  get isOpen(): boolean {
    return this.#open;
  }

  send(payload: Uint8Array): void {
    this.#write(BINARY, payload);
  }

  sendText(text: string): void {
    this.#write(TEXT, Buffer.from(text));
  }

  close(): void {
    this.#open = false;
    this.#socket.destroy();
  }

  #write(opcode: number, payload: Uint8Array): void {
    if (!this.#open) return;
    const size = payload.length;
    const lengthBytes = size < 126 ? 0 : size < 65_536 ? 2 : 8;
    const frame = Buffer.allocUnsafe(6 + lengthBytes + size);
    frame[0] = 0x80 | opcode;
    if (lengthBytes === 0) frame[1] = 0x80 | size;
    else if (lengthBytes === 2) {
      frame[1] = 0xfe;
      frame.writeUInt16BE(size, 2);
    } else {
      frame[1] = 0xff;
      frame.writeBigUInt64BE(BigInt(size), 2);
    }
    frame.fill(0, 2 + lengthBytes, 6 + lengthBytes);
    frame.set(payload, 6 + lengthBytes);
    this.#socket.write(frame);
  }

  #take(chunk: Buffer): void {
    let data = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = null;
    for (;;) {
      const end = frameEnd(data);
      if (end === 0 || end > data.length) break;
      this.#frame(data, end);
      data = data.subarray(end);
    }
    if (data.length > 0) this.#rest = data;
  }

  #frame(data: Buffer, end: number): void {
    const opcode = (data[0] ?? 0) & 0x0f;
    const payload = data.subarray(headerSize(data), end);
    if (opcode === TEXT || opcode === BINARY) this.onFrame(payload, opcode === TEXT);
    else if (opcode === PING) this.#write(PONG, payload);
    else if (opcode === CLOSE) this.#socket.destroy();
  }
}

function handshake({ host, port, path, origin }: WireTarget): string {
  return [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}:${String(port)}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    ...(origin === undefined ? [] : [`Origin: ${origin}`]),
    END_OF_HEAD,
  ]
    .join('\r\n')
    .replace(`\r\n${END_OF_HEAD}`, END_OF_HEAD);
}

/** What came behind the head of the answer. Rejects where the server did not switch to WebSocket. */
async function answered(socket: Socket): Promise<Buffer> {
  let received = Buffer.alloc(0);
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      socket.removeAllListeners();
      finish();
    };
    socket.on('error', (error) => {
      settle(() => {
        reject(error);
      });
    });
    socket.on('close', () => {
      settle(() => {
        reject(new Error('the server closed the connection during the handshake'));
      });
    });
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf(END_OF_HEAD);
      if (end < 0) return;
      const status = received.toString('latin1', 9, 12);
      settle(() => {
        if (status === '101') resolve(received.subarray(end + END_OF_HEAD.length));
        else reject(new Error(`the server answered the handshake ${status}`));
      });
    });
  });
}

function headerSize(data: Buffer): number {
  const short = (data[1] ?? 0) & 0x7f;
  return short < 126 ? 2 : short === 126 ? 4 : 10;
}

/** Offset behind the first frame; 0 where its header is not whole yet. Servers do not mask. */
function frameEnd(data: Buffer): number {
  if (data.length < 2) return 0;
  const header = headerSize(data);
  if (data.length < header) return 0;
  if (header === 2) return header + ((data[1] ?? 0) & 0x7f);
  return header + (header === 4 ? data.readUInt16BE(2) : Number(data.readBigUInt64BE(2)));
}

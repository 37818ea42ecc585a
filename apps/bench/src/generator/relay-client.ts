import { randomBytes } from 'node:crypto';
import type { LoadClient } from './load-client.js';
import { WireSocket } from './wire-socket.js';

/** First byte of what the relay forwards: the generator tells edits from presence by it, the relay does not look. */
const EDIT = 0;
const PRESENCE = 1;

/** A client of the bare relay: what it sends comes to the others of the room, and nothing else happens. */
export class RelayClient implements LoadClient {
  readonly client = randomBytes(4).readUInt32BE() || 1;
  readonly acknowledges = false;
  readonly text = new Uint8Array([0, 0]);
  onUpdate: (update: Uint8Array) => void = () => undefined;
  onClose: () => void = () => undefined;
  readonly #socket: WireSocket;

  private constructor(socket: WireSocket) {
    this.#socket = socket;
    socket.onFrame = (payload) => {
      if (payload[0] === EDIT) this.onUpdate(payload.subarray(1));
    };
    socket.onClose = () => {
      this.onClose();
    };
  }

  static async open(port: number, document: string): Promise<RelayClient> {
    return new RelayClient(await WireSocket.open({ host: '127.0.0.1', port, path: `/${document}` }));
  }

  send(update: Uint8Array): void {
    this.#forward(EDIT, update);
  }

  present(): void {
    this.#forward(PRESENCE, new Uint8Array(200));
  }

  close(): void {
    this.#socket.close();
  }

  #forward(kind: number, bytes: Uint8Array): void {
    const message = new Uint8Array(bytes.length + 1);
    message[0] = kind;
    message.set(bytes, 1);
    this.#socket.send(message);
  }
}

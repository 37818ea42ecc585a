import { randomBytes } from 'node:crypto';
import type { LoadClient } from './load-client.js';
import { bytesOf, packable } from './packets.js';
import { SocketIoWire } from './socket-io-wire.js';

/** A client of the bare socket.io server: the same transport and parser as ours, and nothing behind them. */
export class SocketIoClient implements LoadClient {
  readonly client = randomBytes(4).readUInt32BE() || 1;
  readonly acknowledges = false;
  readonly text = new Uint8Array([0, 0]);
  onUpdate: (update: Uint8Array) => void = () => undefined;
  onClose: () => void = () => undefined;
  readonly #wire: SocketIoWire;

  private constructor(wire: SocketIoWire) {
    this.#wire = wire;
    wire.onEvent = (_name, body) => {
      this.onUpdate(bytesOf(body));
    };
    wire.onClose = () => {
      this.onClose();
    };
  }

  static async open(port: number, document: string): Promise<SocketIoClient> {
    const origin = `http://127.0.0.1:${String(port)}`;
    const wire = await SocketIoWire.open({ port, namespace: '/', origin, auth: { document } }, 'presence');
    return new SocketIoClient(wire);
  }

  send(update: Uint8Array): void {
    this.#wire.tell('update', packable(update));
  }

  present(): void {
    this.#wire.tell('presence', Buffer.alloc(200));
  }

  close(): void {
    this.#wire.close();
  }
}

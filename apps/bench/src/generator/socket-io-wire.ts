import {
  ACKNOWLEDGEMENT,
  CONNECT,
  CONNECT_ERROR,
  decodePacket,
  encodePacket,
  EVENT,
  type Packet,
} from './packets.js';
import { WireSocket } from './wire-socket.js';

/** engine.io's text frames: its opening, and the heartbeat. */
const OPEN = 0x30;
const PING = 0x32;
const PONG = '3';
/** The event's name stands within so many bytes of a frame. */
const NAME_WITHIN = 40;

interface Handshake {
  readonly port: number;
  readonly namespace: string;
  readonly origin: string;
  readonly auth: unknown;
}

/** One namespace of one socket.io connection (protocol 5, websocket only, msgpack), without the client library. */
export class SocketIoWire {
  onEvent: (name: string, body: unknown) => void = () => undefined;
  onClose: () => void = () => undefined;
  /** Events that are counted here and not decoded. */
  ignored = 0;
  readonly #ignore: string;
  readonly #namespace: string;
  readonly #socket: WireSocket;
  readonly #answers = new Map<number, (verdict: unknown) => void>();
  #connected: (error: Error | null) => void = () => undefined;
  #asked = 0;

  private constructor(socket: WireSocket, namespace: string, ignore: string) {
    this.#socket = socket;
    this.#namespace = namespace;
    this.#ignore = ignore;
    socket.onFrame = (payload, isText) => {
      if (isText) this.#heartbeat(payload);
      else this.#take(payload);
    };
    socket.onClose = () => {
      this.#connected(new Error('closed before the namespace was entered'));
      this.onClose();
    };
  }

  /** `ignore`: an event whose frames are only counted, because the load does not look into them. */
  static async open({ port, namespace, origin, auth }: Handshake, ignore: string): Promise<SocketIoWire> {
    const path = '/socket.io/?EIO=4&transport=websocket';
    const socket = await WireSocket.open({ host: '127.0.0.1', port, path, origin });
    const wire = new SocketIoWire(socket, namespace, ignore);
    await new Promise<void>((resolve, reject) => {
      wire.#connected = (error) => {
        if (error === null) resolve();
        else reject(error);
      };
      wire.#send({ type: CONNECT, nsp: namespace, data: auth });
    });
    return wire;
  }

  emit(name: string, body: unknown, answered: (verdict: unknown) => void): void {
    const id = this.#asked;
    this.#asked += 1;
    this.#answers.set(id, answered);
    this.#send({ type: EVENT, nsp: this.#namespace, id, data: [name, body] });
  }

  async ask(name: string, body: unknown): Promise<unknown> {
    return new Promise((resolve) => {
      this.emit(name, body, resolve);
    });
  }

  /** Without an acknowledgement. */
  tell(name: string, body: unknown): void {
    this.#send({ type: EVENT, nsp: this.#namespace, data: [name, body] });
  }

  close(): void {
    this.#socket.close();
  }

  #send(packet: Packet): void {
    this.#socket.send(encodePacket(packet));
  }

  #heartbeat(payload: Buffer): void {
    if (payload[0] === PING) this.#socket.sendText(PONG);
    else if (payload[0] !== OPEN) throw new Error(`unexpected text frame: ${payload.toString('latin1')}`);
  }

  #take(frame: Buffer): void {
    if (this.#ignore !== '' && frame.toString('latin1', 0, NAME_WITHIN).includes(this.#ignore)) {
      this.ignored += 1;
      return;
    }
    const { type, id, data } = decodePacket(frame);
    if (type === EVENT) {
      const [name, body] = data as [string, unknown];
      this.onEvent(name, body);
    } else if (type === ACKNOWLEDGEMENT && id !== undefined) {
      const answered = this.#answers.get(id);
      this.#answers.delete(id);
      answered?.((data as unknown[])[0]);
    } else if (type === CONNECT) this.#connected(null);
    else if (type === CONNECT_ERROR) this.#connected(new Error(JSON.stringify(data)));
  }
}

import type { Socket as NetSocket } from 'node:net';
import type { Socket } from 'socket.io';
import { encodedPacket, GuardedDecoder, NAMESPACE, PACKET, type Take } from './wire.js';

/** What is used of `ws`, engine.io and socket.io below their public face; their versions are pinned (ADR 0011). */
interface Below {
  readonly client: { readonly decoder: unknown };
  readonly conn: { readonly transport: { readonly socket?: WebSocketBelow }; close(): void };
}
type Listener = (data: Buffer, isBinary: boolean) => void;
interface WebSocketBelow {
  readonly readyState: number;
  readonly _socket: NetSocket | null;
  listeners(event: 'message'): Listener[];
  removeAllListeners(event: 'message'): void;
  on(event: 'message', listener: Listener): void;
}

const OPEN = 1;

/** Sockets that were written to in this turn: what is written together goes out in one system call. */
let corked: NetSocket[] = [];

function uncorkAll(): void {
  const sockets = corked;
  corked = [];
  for (const socket of sockets) socket.uncork();
}

/**
 * The WebSocket under one connection that has been let in. socket.io and engine.io keep the handshake, the heartbeat and the
 * goodbye; messages, answers and frames go past them, because each passes some twenty functions there (ADR 0011).
 */
export class LiveWire {
  readonly #socket: Socket;
  readonly #below: WebSocketBelow;
  readonly #net: NetSocket;

  private constructor(socket: Socket, below: WebSocketBelow, net: NetSocket) {
    this.#socket = socket;
    this.#below = below;
    this.#net = net;
  }

  /** Null: the connection is gone already. */
  static of(socket: Socket): LiveWire | null {
    const { conn } = socket as unknown as Below;
    const below = conn.transport.socket;
    const net = below?._socket ?? null;
    return below === undefined || net === null ? null : new LiveWire(socket, below, net);
  }

  /** From now on the messages of the namespace come here; what else there is, socket.io still judges. */
  receive(take: Take): void {
    const { client, conn } = this.#socket as unknown as Below;
    const { decoder } = client;
    const [engine] = this.#below.listeners('message');
    if (!(decoder instanceof GuardedDecoder) || engine === undefined) throw new Error('not a guarded socket');
    decoder.take = take;
    this.#below.removeAllListeners('message');
    this.#below.on('message', (data, isBinary) => {
      if (!isBinary) engine(data, isBinary);
      else if (!decoder.takes(data)) conn.close();
    });
  }

  /** Writes a frame made by `webSocketFrame`; nothing where the connection is closing or gone. */
  write(frame: Buffer): void {
    const net = this.#net;
    if (this.#below.readyState !== OPEN || !net.writable) return;
    if (net.writableCorked === 0) {
      net.cork();
      if (corked.push(net) === 1) process.nextTick(uncorkAll);
    }
    net.write(frame);
  }

  /** Answers the message with that id. */
  answer(id: number, verdict: unknown): void {
    this.write(encodedPacket({ type: PACKET.ACK, nsp: NAMESPACE, data: [verdict], id }));
  }

  /** Bytes that were written and that the network has not taken yet. */
  get buffered(): number {
    return this.#net.writableLength;
  }

  /** engine.io closes once what was written is out. */
  close(): void {
    this.#socket.disconnect(true);
  }
}

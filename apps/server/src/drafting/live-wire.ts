import type { Socket as NetSocket } from 'node:net';
import type { Socket } from 'socket.io';
import { systemTimer } from './runtime.js';
import { encodedPacket, GuardedDecoder, NAMESPACE, PACKET, type Take } from './wire.js';
import { framePieces } from './wire-pieces.js';

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
/** How long somebody who is sent away may take to read what is on its way. */
const GOODBYE_MS = 2_000;

/** Sockets that were written to in this turn: what is written together goes out in one system call. */
let corked: NetSocket[] = [];

function uncorkAll(): void {
  const sockets = corked;
  corked = [];
  for (const socket of sockets) if (!socket.destroyed) socket.uncork();
}

/**
 * The WebSocket under one connection that has been let in. socket.io and engine.io keep the handshake, the heartbeat and the
 * goodbye; messages, answers and frames go past them, because each passes some twenty functions there (ADR 0011).
 */
export class LiveWire {
  readonly #socket: Socket;
  readonly #below: WebSocketBelow;
  readonly #net: NetSocket;
  #written = 0;
  /** Where answers to joins stand among the bytes written, as long as they are not out. */
  #joins: { readonly from: number; readonly to: number }[] = [];

  private constructor(socket: Socket, below: WebSocketBelow, net: NetSocket) {
    this.#socket = socket;
    this.#below = below;
    this.#net = net;
  }

  /** Null: the connection is gone already. */
  static of(socket: Socket): LiveWire | null {
    // Below socket.io's public types, as `Below` says.
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

  /** Writes a frame made by `webSocketFrame`, or the next piece of one; nothing where the connection is closing or gone. */
  write(frame: Buffer): void {
    const net = this.#net;
    if (this.#below.readyState !== OPEN || !net.writable) return;
    if (net.writableCorked === 0) {
      net.cork();
      if (corked.push(net) === 1) process.nextTick(uncorkAll);
    }
    net.write(frame);
    this.#written += frame.length;
  }

  /** Answers the message with that id. A join brings a whole package at once: such answers are counted apart. */
  answer(id: number, verdict: unknown, join: boolean): void {
    const from = this.#written;
    const packet = { type: PACKET.ACK, nsp: NAMESPACE, data: [verdict], id };
    if (join) for (const piece of framePieces(packet)) this.write(piece);
    else this.write(encodedPacket(packet));
    if (join && this.#written > from) this.#joins.push({ from, to: this.#written });
  }

  /** Bytes that were written and that the network has not taken yet, answers to joins not counted. */
  get buffered(): number {
    return this.#net.writableLength - this.unreadJoins;
  }

  /** Bytes of answers to joins that the network has not taken yet. */
  get unreadJoins(): number {
    if (this.#joins.length === 0) return 0;
    const out = this.#written - this.#net.writableLength;
    this.#joins = this.#joins.filter(({ to }) => to > out);
    return this.#joins.reduce((sum, { from, to }) => sum + to - Math.max(from, out), 0);
  }

  /** engine.io closes once what was written is out; who reads nothing would keep all of it in memory meanwhile. */
  close(): void {
    this.#socket.disconnect(true);
    const net = this.#net;
    systemTimer.after(GOODBYE_MS, () => {
      net.destroy();
    });
  }
}

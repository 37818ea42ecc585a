import type { Socket as NetSocket } from 'node:net';
import type { Socket } from 'socket.io';
import { systemTimer } from './runtime.js';
import { answerFrame, GuardedDecoder, NAMESPACE, PACKET, type Take } from './wire.js';
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

/** Up to this size what goes out together is copied into one piece: that costs less than handing over several. */
const SMALL = 4_096;

/** Wires that were written to in this turn: what is written together goes out in one system call. */
let written: LiveWire[] = [];

function sendAll(): void {
  const wires = written;
  written = [];
  for (const wire of wires) wire.send();
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
  /** Written in this turn, and the bytes of it. */
  #pieces: Buffer[] = [];
  #waiting = 0;
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
      else if (!decoder.takes(data)) {
        this.send();
        conn.close();
      }
    });
  }

  /** Writes a frame made by `webSocketFrame`, or the next piece of one; nothing where the connection is closing or gone. */
  write(frame: Buffer): void {
    if (!this.#isOpen) return;
    if (this.#pieces.push(frame) === 1 && written.push(this) === 1) process.nextTick(sendAll);
    this.#waiting += frame.length;
    this.#written += frame.length;
  }

  /** Hands over what was written in this turn. */
  send(): void {
    const [pieces, size, net] = [this.#pieces, this.#waiting, this.#net];
    if (size === 0) return;
    this.#pieces = [];
    this.#waiting = 0;
    if (!this.#isOpen) return;
    const [only] = pieces;
    if (only !== undefined && pieces.length === 1) net.write(only);
    else if (size <= SMALL) net.write(Buffer.concat(pieces, size));
    else {
      net.cork();
      for (const piece of pieces) net.write(piece);
      net.uncork();
    }
  }

  /** Answers the message with that id. A join brings a whole package at once: such answers are counted apart. */
  answer(id: number, verdict: unknown, join: boolean): void {
    const from = this.#written;
    if (join) {
      const packet = { type: PACKET.ACK, nsp: NAMESPACE, data: [verdict], id };
      for (const piece of framePieces(packet)) this.write(piece);
    } else this.write(answerFrame(id, verdict));
    if (join && this.#written > from) this.#joins.push({ from, to: this.#written });
  }

  get #isOpen(): boolean {
    return this.#below.readyState === OPEN && this.#net.writable;
  }

  get #unsent(): number {
    return this.#net.writableLength + this.#waiting;
  }

  /** Bytes that were written and that the network has not taken yet, answers to joins not counted. */
  get buffered(): number {
    return this.#unsent - this.unreadJoins;
  }

  /** Bytes of answers to joins that the network has not taken yet. */
  get unreadJoins(): number {
    if (this.#joins.length === 0) return 0;
    const out = this.#written - this.#unsent;
    this.#joins = this.#joins.filter(({ to }) => to > out);
    return this.#joins.reduce((sum, { from, to }) => sum + to - Math.max(from, out), 0);
  }

  /** engine.io closes once what was written is out; who reads nothing would keep all of it in memory meanwhile. */
  close(): void {
    // What was written before goes out before the goodbye.
    this.send();
    this.#socket.disconnect(true);
    const net = this.#net;
    systemTimer.after(GOODBYE_MS, () => {
      net.destroy();
    });
  }
}

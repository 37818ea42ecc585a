import type { Frame, Peer } from '@entente/sync';
import type { Socket } from 'socket.io';
import type { Traffic } from './live-facts.js';
import type { EncodedFrame } from './wire.js';

/** A socket as the engine sees it. */
export class SocketPeer implements Peer {
  readonly #socket: Socket;
  readonly #traffic: Traffic;
  #buffered = 0;

  constructor(socket: Socket, traffic: Traffic) {
    this.#socket = socket;
    this.#traffic = traffic;
  }

  send(frame: Frame): void {
    const { event, bytes } = frame as EncodedFrame;
    const { conn } = this.#socket;
    if (conn.readyState !== 'open') return;
    const sent = this.#traffic[event];
    sent.frames += 1;
    sent.bytes += bytes.length;
    this.#buffered += bytes.length;
    // Straight to the transport: the frame is encoded already, once for all who receive it.
    conn.write(bytes, undefined, () => {
      this.#buffered -= bytes.length;
    });
  }

  /** engine.io closes once what was handed over is out. */
  close(): void {
    this.#socket.disconnect(true);
  }

  buffered(): number {
    return this.#buffered;
  }
}

import type { Frame, Peer } from '@entente/sync';
import type { Traffic } from './live-facts.js';
import type { LiveWire } from './live-wire.js';
import type { EncodedFrame } from './wire.js';

/** A socket as the engine sees it. */
export class SocketPeer implements Peer {
  readonly #wire: Pick<LiveWire, 'write' | 'buffered' | 'close'>;
  readonly #traffic: Traffic;

  constructor(wire: Pick<LiveWire, 'write' | 'buffered' | 'close'>, traffic: Traffic) {
    this.#wire = wire;
    this.#traffic = traffic;
  }

  send(frame: Frame): void {
    const { event, bytes } = frame as EncodedFrame;
    const sent = this.#traffic[event];
    sent.frames += 1;
    sent.bytes += bytes.length;
    this.#wire.write(bytes);
  }

  close(): void {
    this.#wire.close();
  }

  buffered(): number {
    return this.#wire.buffered;
  }
}

import type { Peer, ServerMessages } from '@entente/contracts';
import { peerFromWire } from './wire.js';

/** Who is in the package, by client id, put together from what the server tells. */
export class Peers {
  readonly #byClient = new Map<number, Peer>();
  /** Made anew only when something changed, so that whoever asks twice gets the same list. */
  #listed: { readonly except: number | null; readonly peers: readonly Peer[] } | null = null;

  /** Everybody but the connection with this client id, in the order of arrival. */
  others(except: number | null): readonly Peer[] {
    if (this.#listed?.except !== except) {
      const peers = [...this.#byClient.values()].filter(({ client }) => client !== except);
      this.#listed = { except, peers };
    }
    return this.#listed.peers;
  }

  take(frame: Parameters<ServerMessages['presence']>[0]): void {
    this.#listed = null;
    if (frame.whole) this.#byClient.clear();
    for (const client of frame.gone) this.#byClient.delete(client);
    for (const peer of frame.peers) this.#byClient.set(peer.client, peerFromWire(peer));
  }

  clear(): void {
    this.#listed = null;
    this.#byClient.clear();
  }
}

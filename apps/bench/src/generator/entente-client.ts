import type { Answered, LoadClient } from './load-client.js';
import { bytesOf, packable } from './packets.js';
import { SocketIoWire } from './socket-io-wire.js';

interface Joined {
  readonly verdict: string;
  readonly code?: string;
  readonly lease: number;
  readonly documents: readonly { readonly refused?: string; readonly update?: unknown }[];
}

interface Place {
  readonly port: number;
  readonly origin: string;
  readonly package: string;
  readonly document: string;
  readonly ticket: string;
}

/** A client of ours, by docs/protocol.md, that keeps no document. */
export class EntenteClient implements LoadClient {
  readonly acknowledges = true;
  readonly client: number;
  readonly text: Uint8Array;
  onUpdate: (update: Uint8Array) => void = () => undefined;
  onClose: () => void = () => undefined;
  readonly #wire: SocketIoWire;
  readonly #place: Place;
  #sent = 0;

  private constructor(wire: SocketIoWire, place: Place, joined: { lease: number; text: Uint8Array }) {
    this.#wire = wire;
    this.#place = place;
    this.client = joined.lease;
    this.text = joined.text;
    wire.onClose = () => {
      this.onClose();
    };
  }

  static async open(place: Place): Promise<EntenteClient> {
    const { port, origin, ticket, document } = place;
    const wire = await SocketIoWire.open({ port, namespace: '/sync', origin, auth: { ticket } }, 'presence');
    const early: Uint8Array[] = [];
    wire.onEvent = (name, body) => {
      if (name === 'updates') early.push(updateIn(body));
    };
    const joined = (await wire.ask('join', {
      package: place.package,
      schema: 'entente-document/1',
      documents: [{ document }],
    })) as Joined;
    const [entry] = joined.documents ?? [];
    if (entry?.update === undefined) {
      throw new Error(`join refused: ${joined.code ?? entry?.refused ?? joined.verdict}`);
    }
    const client = new EntenteClient(wire, place, { lease: joined.lease, text: bytesOf(entry.update) });
    wire.onEvent = (name, body) => {
      client.#event(name, body);
    };
    return client;
  }

  send(update: Uint8Array, answered: Answered): void {
    this.#sent += 1;
    const message = { document: this.#place.document, n: this.#sent, update: packable(update) };
    this.#wire.emit('update', message, (verdict) => {
      const { verdict: kind, code } = verdict as { verdict: string; code?: string };
      answered(kind === 'recorded' ? null : (code ?? kind));
    });
  }

  present(): void {
    const position = Buffer.alloc(12, 1);
    const at = { document: this.#place.document, anchor: position, head: position, provision: null };
    this.#wire.tell('presence', { package: this.#place.package, at });
  }

  close(): void {
    this.#wire.close();
  }

  #event(name: string, body: unknown): void {
    if (name === 'updates') this.onUpdate(updateIn(body));
  }
}

function updateIn(body: unknown): Uint8Array {
  return bytesOf((body as { update: unknown }).update);
}

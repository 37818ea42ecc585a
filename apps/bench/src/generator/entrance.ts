import { baseUpdate } from './base-text.js';
import { EntenteClient } from './entente-client.js';
import type { LoadClient } from './load-client.js';
import { RelayClient } from './relay-client.js';
import { SocketIoClient } from './socket-io-client.js';
import type { Target } from './target.js';
import { Tickets } from './tickets.js';
import { YjsClient } from './yjs-client.js';

/** Bytes of an update without anything. */
const EMPTY_UPDATE = 2;

/** Opens connections to one server, each contender's own way. */
export class Entrance {
  readonly target: Target;
  readonly #tickets: Tickets | null;

  private constructor(target: Target, tickets: Tickets | null) {
    this.target = target;
    this.#tickets = tickets;
  }

  static async of(target: Target): Promise<Entrance> {
    const { fixture } = target;
    const tickets = fixture === undefined ? null : await Tickets.signIn(fixture);
    return new Entrance(target, tickets);
  }

  /** What a connection needs before it is opened, and that takes a request of its own. */
  async ticket(): Promise<string> {
    return this.#tickets === null ? '' : this.#tickets.next();
  }

  async open(document: string, ticket?: string): Promise<LoadClient> {
    const { contender, port, fixture } = this.target;
    switch (contender) {
      case 'relay':
        return RelayClient.open(port, document);
      case 'socket.io':
        return SocketIoClient.open(port, document);
      case 'hocuspocus':
      case 'y-websocket':
        return YjsClient.open(contender, port, document);
      case 'ours': {
        if (fixture === undefined) throw new Error('ours needs its fixture');
        const { origin, package: packageId } = fixture;
        const pass = ticket ?? (await this.ticket());
        return EntenteClient.open({ port, origin, package: packageId, document, ticket: pass });
      }
    }
  }

  /**
   * The first one in a document: puts the first text there where the server begins with nothing, and gives that text. It has to
   * stay until the others are in.
   */
  async first(document: string): Promise<{ client: LoadClient; base: Uint8Array }> {
    const client = await this.open(document);
    if (client.text.length > EMPTY_UPDATE) return { client, base: client.text };
    const base = baseUpdate();
    if (client instanceof YjsClient) await client.seed(base);
    return { client, base };
  }
}

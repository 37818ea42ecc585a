import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { decode, encode, type Value } from './msgpack.kit.js';

const NAMESPACE = '/sync';
const SERVER = Symbol('from the server');

type Map = { [key: string]: Value };

/** One document as `docs/protocol.md` tells a client to keep it. */
class Copy {
  readonly doc = new Y.Doc();
  head = 0;
  /** Own rows beyond the head whose verdict came first. */
  readonly own = new Set<number>();
  /** What was typed and has no verdict. */
  waiting: Uint8Array[] = [];
  sending = false;
  synced = false;
}

/**
 * A client of the protocol written from `docs/protocol.md` alone: a WebSocket, MessagePack, Yjs, and nothing of ours. It has one document,
 * answers a gap and a refusal as the document says, and lets a test lose frames on the way.
 */
export class AnotherClient {
  readonly copy = new Copy();
  readonly refusals: string[] = [];
  readonly heard: { event: string; body: Map }[] = [];
  /** Joins so far: one, and one for each gap and each refusal. */
  joins = 0;
  lease = 0;
  epoch = '';
  /** Lost before they are read: so many of the next `updates`. */
  losesUpdates = 0;
  readonly #wire: WebSocket;
  readonly #package: string;
  readonly #document: string;
  readonly #answers = new Map<number, (answer: Map) => void>();
  #id = 0;
  #n = 0;

  private constructor(wire: WebSocket, packageId: string, document: string) {
    this.#wire = wire;
    this.#package = packageId;
    this.#document = document;
    this.copy.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== SERVER) this.copy.waiting.push(update);
      this.#push();
    });
  }

  /** Connects and joins. Rejects with the code of a refused handshake. */
  static async enter(
    address: string,
    ticket: string,
    packageId: string,
    document: string,
  ): Promise<AnotherClient> {
    const wire = new WebSocket(`${address.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
      origin: address,
    });
    const client = new AnotherClient(wire, packageId, document);
    await client.#connect(ticket);
    await client.join();
    return client;
  }

  async join(): Promise<void> {
    const { copy } = this;
    this.joins += 1;
    copy.synced = false;
    const known = this.joins > 1;
    const answer = await this.#ask('join', {
      package: this.#package,
      schema: 'entente-document/1',
      ...(known ? { lease: this.lease, epoch: this.epoch } : {}),
      documents: [
        { document: this.#document, ...(known ? { stateVector: Y.encodeStateVector(copy.doc) } : {}) },
      ],
    });
    const [joined] = (answer['documents'] ?? []) as Map[];
    if (joined === undefined || 'refused' in joined) throw new Error(JSON.stringify(answer));
    this.lease = answer['lease'] as number;
    this.epoch = answer['epoch'] as string;
    copy.doc.clientID = this.lease;
    Y.applyUpdate(copy.doc, joined['update'] as Uint8Array, SERVER);
    copy.head = joined['head'] as number;
    copy.own.clear();
    copy.synced = true;
    // What has no verdict is sent again as one update: all that the server's state vector lacks.
    if (copy.waiting.length > 0) {
      copy.waiting = [Y.encodeStateAsUpdate(copy.doc, joined['stateVector'] as Uint8Array)];
    }
    this.#push();
  }

  async presence(at: number, type: Y.XmlText): Promise<Map> {
    const place = Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(type, at));
    return this.#ask('presence', {
      package: this.#package,
      at: { document: this.#document, anchor: place, head: place, provision: null },
    });
  }

  /** Takes the next edit out of what is to be sent, as a client with a fault would. */
  forgetsNext(edit: () => void): void {
    this.copy.sending = true;
    edit();
    this.copy.waiting.pop();
    this.copy.sending = false;
  }

  close(): void {
    this.#wire.close();
  }

  async #connect(ticket: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#wire.on('error', reject);
      this.#wire.on('message', (raw: Buffer, binary: boolean) => {
        if (binary) {
          this.#packet(decode(raw) as Map, resolve, reject);
          return;
        }
        const frame = raw.toString('utf8');
        if (frame.startsWith('0')) this.#send({ type: 0, nsp: NAMESPACE, data: { ticket } });
        if (frame === '2') this.#wire.send('3');
      });
    });
  }

  #packet({ type, nsp, data, id }: Map, opened: () => void, refused: (why: Error) => void): void {
    if (nsp !== NAMESPACE) throw new Error('of another namespace');
    if (type === 0) opened();
    if (type === 4) refused(new Error(((data as Map)['data'] as Map)['code'] as string));
    if (type === 3) {
      this.#answers.get(id as number)?.((data as Map[])[0] ?? {});
      this.#answers.delete(id as number);
    }
    if (type === 2) {
      const [event, body] = data as [string, Map];
      this.heard.push({ event, body });
      if (event === 'updates' && body['document'] === this.#document) this.#updates(body);
    }
  }

  #updates({ from, to, update }: Map): void {
    const { copy } = this;
    if (this.losesUpdates > 0) {
      this.losesUpdates -= 1;
      return;
    }
    // A copy that is being joined gets these rows with the answer.
    if (!copy.synced || (to as number) <= copy.head) return;
    for (let seq = copy.head + 1; seq < (from as number); seq += 1) {
      if (!copy.own.has(seq)) {
        void this.join();
        return;
      }
    }
    Y.applyUpdate(copy.doc, update as Uint8Array, SERVER);
    copy.head = to as number;
    while (copy.own.delete(copy.head + 1)) copy.head += 1;
  }

  #push(): void {
    const { copy } = this;
    if (copy.sending || !copy.synced || copy.waiting.length === 0) return;
    const edits = copy.waiting;
    copy.waiting = [];
    copy.sending = true;
    this.#n += 1;
    const update = Y.mergeUpdates(edits);
    void this.#ask('update', { document: this.#document, n: this.#n, update }).then((verdict) => {
      copy.sending = false;
      this.#verdict(verdict, edits);
    });
  }

  #verdict(verdict: Map, edits: readonly Uint8Array[]): void {
    const { copy } = this;
    if (verdict['verdict'] === 'recorded') {
      if (verdict['known'] !== true) copy.own.add(verdict['seq'] as number);
      while (copy.own.delete(copy.head + 1)) copy.head += 1;
      this.#push();
      return;
    }
    const { code, retry } = verdict as { code: string; retry: string };
    this.refusals.push(`${code} ${retry}`);
    copy.waiting = [...edits, ...copy.waiting];
    if (retry === 'resync') void this.join();
  }

  async #ask(event: string, body: Map): Promise<Map> {
    this.#id += 1;
    const id = this.#id;
    return new Promise((resolve) => {
      this.#answers.set(id, resolve);
      this.#send({ type: 2, nsp: NAMESPACE, data: [event, body], id });
    });
  }

  #send(packet: Map): void {
    this.#wire.send(encode(packet));
  }
}

import { waitFor } from '@entente/testing';
import * as Y from 'yjs';
import { pack, unpack } from './msgpack.js';
import { OPCODE, RawWire } from './raw-wire.js';

const PACKET = { connect: 0, disconnect: 1, event: 2, ack: 3, connectError: 4 } as const;
const NAMESPACE = '/sync';

interface Packet {
  readonly type: number;
  readonly nsp: string;
  readonly id?: number;
  readonly data?: unknown;
}

/** What a message was answered: a verdict of the protocol. */
export interface Verdict {
  readonly verdict: string;
  readonly code?: string;
  readonly retry?: string;
  readonly [fact: string]: unknown;
}

interface Replica {
  readonly doc: Y.Doc;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A client that was written to do harm: it speaks the protocol, and whatever else it likes. */
export class Hostile {
  readonly wire: RawWire;
  /** Everything that the server sent by itself: `[event, body]`. */
  readonly heard: (readonly [string, Record<string, unknown>])[] = [];
  /** All answers to each message, in the order they came: there must never be two. */
  readonly answers = new Map<number, Verdict[]>();
  /** What the last join gave, by document. */
  readonly replicas = new Map<string, Replica>();
  lease = 0;
  /** Answered to the namespace's CONNECT: null once it opened. */
  refusal: unknown = undefined;
  #id = 0;
  #n = 0;

  private constructor(wire: RawWire) {
    this.wire = wire;
    wire.hear = (opcode, payload) => {
      if (opcode === OPCODE.ping) wire.send(OPCODE.pong, payload);
      else if (opcode === OPCODE.text && payload.toString() === '2') wire.send(OPCODE.text, '3');
      else if (opcode === OPCODE.binary) this.#packet(unpack(payload) as Packet);
    };
  }

  /** A wire with an open engine and nothing said on it yet. */
  static async wired(address: string, headers: Readonly<Record<string, string>> = {}): Promise<Hostile> {
    const wire = await RawWire.open(address, { origin: address, ...headers });
    if (typeof wire === 'number') throw new Error(`the handshake was refused with ${String(wire)}`);
    return new Hostile(wire);
  }

  /** Brings `auth`; the answer is null where the door opened, else the refusal. */
  async enter(auth: object): Promise<unknown> {
    this.refusal = undefined;
    this.say({ type: PACKET.connect, nsp: NAMESPACE, data: auth });
    return waitFor('the answer of the door', () => {
      if (this.refusal !== undefined) return { answer: this.refusal };
      return this.wire.closed === null ? null : { answer: this.wire.closed };
    }).then(({ answer }) => answer);
  }

  /** One packet as the parser of the server reads it. */
  say(packet: object): void {
    this.wire.send(OPCODE.binary, pack(packet));
  }

  /** Sends an event; the number under which its answers are found. */
  tell(event: string, ...rest: readonly unknown[]): number {
    this.#id += 1;
    this.say({ type: PACKET.event, nsp: NAMESPACE, id: this.#id, data: [event, ...rest] });
    return this.#id;
  }

  async answerTo(id: number): Promise<Verdict> {
    return waitFor(`the answer to message ${String(id)}`, () => {
      const [answer] = this.answers.get(id) ?? [];
      if (answer === undefined && this.wire.closed !== null) throw new Error('closed without an answer');
      return answer;
    });
  }

  async ask(event: string, ...rest: readonly unknown[]): Promise<Verdict> {
    return this.answerTo(this.tell(event, ...rest));
  }

  /** Joins and keeps a replica of each document that was given. */
  async join(
    packageId: string,
    documents: readonly string[] = [],
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<Verdict> {
    const asked = documents.map((document) => ({ document }));
    const answer = await this.ask('join', {
      package: packageId,
      schema: 'entente-document/1',
      documents: asked,
      ...more,
    });
    if (answer.verdict !== 'joined') return answer;
    this.lease = answer['lease'] as number;
    for (const facts of answer['documents'] as Record<string, unknown>[]) {
      if ('refused' in facts) continue;
      const doc = new Y.Doc();
      Y.applyUpdate(doc, facts['update'] as Uint8Array);
      doc.clientID = this.lease;
      this.replicas.set(facts['document'] as string, { doc, facts });
    }
    return answer;
  }

  replica(document: string): Y.Doc {
    const replica = this.replicas.get(document);
    if (replica === undefined) throw new Error(`not joined: ${document}`);
    return replica.doc;
  }

  async update(document: string, update: Uint8Array): Promise<Verdict> {
    this.#n += 1;
    return this.ask('update', { document, n: this.#n, update });
  }

  /** Sends what `edit` does to the replica, as an honest client would. */
  async edit(document: string, edit: (doc: Y.Doc) => void): Promise<Verdict> {
    return this.update(document, this.edited(document, edit));
  }

  /** The bytes of an edit on the replica, not sent. */
  edited(document: string, edit: (doc: Y.Doc) => void): Uint8Array {
    const doc = this.replica(document);
    const before = Y.encodeStateVector(doc);
    edit(doc);
    return Y.encodeStateAsUpdate(doc, before);
  }

  /** The code with which the server said goodbye, once it has hung up. */
  async goodbye(): Promise<{ readonly code: unknown; readonly close: number }> {
    const close = await waitFor('the connection to be closed', () => this.wire.closed);
    const closing = this.heard.find(([event]) => event === 'closing');
    return { code: closing?.[1]['code'] ?? null, close };
  }

  end(): void {
    this.wire.end();
  }

  #packet({ type, id, data }: Packet): void {
    if (type === PACKET.connect) this.refusal = null;
    if (type === PACKET.connectError) this.refusal = (data as { data?: unknown }).data ?? data;
    if (type === PACKET.event) {
      const [event, body] = data as [string, Record<string, unknown>];
      this.heard.push([event, body]);
    }
    if (type === PACKET.ack && id !== undefined) {
      const [answer] = data as [Verdict];
      this.answers.set(id, [...(this.answers.get(id) ?? []), answer]);
    }
  }
}

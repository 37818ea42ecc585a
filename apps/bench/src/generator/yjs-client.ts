import { randomBytes } from 'node:crypto';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { readEdits } from './update-reader.js';
import { ignoreAnswer, type Answered, type LoadClient } from './load-client.js';
import { WireSocket } from './wire-socket.js';

const SYNC = 0;
const AWARENESS = 1;
const AUTH = 2;
const SYNC_REPLY = 4;
const SYNC_STATUS = 8;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;
const NOTHING = new Uint8Array([0, 0]);
const NO_STATE = new Uint8Array([0]);

/** The two servers of the y-protocols; Hocuspocus puts the document's name before each message, asks for a token and acknowledges. */
export type Dialect = 'hocuspocus' | 'y-websocket';

/** A client of the y-protocols sync protocol without a document: it sends ready updates and passes on what comes. */
export class YjsClient implements LoadClient {
  readonly client = randomBytes(4).readUInt32BE() || 1;
  readonly acknowledges = true;
  text: Uint8Array = NOTHING;
  onUpdate: (update: Uint8Array) => void = () => undefined;
  onClose: () => void = () => undefined;
  readonly #dialect: Dialect;
  readonly #document: string;
  readonly #socket: WireSocket;
  readonly #prefix: Uint8Array;
  readonly #waiting: Answered[] = [];
  #presenceClock = 0;
  #synced: () => void = () => undefined;

  private constructor(dialect: Dialect, document: string, socket: WireSocket) {
    this.#dialect = dialect;
    this.#document = document;
    this.#socket = socket;
    const encoder = encoding.createEncoder();
    if (dialect === 'hocuspocus') encoding.writeVarString(encoder, document);
    this.#prefix = encoding.toUint8Array(encoder);
    socket.onFrame = (payload) => {
      this.#take(payload);
    };
    socket.onClose = () => {
      this.onClose();
    };
  }

  /** Resolves once the server has said what it has. */
  static async open(dialect: Dialect, port: number, document: string): Promise<YjsClient> {
    const path = dialect === 'hocuspocus' ? '/' : `/${document}`;
    const socket = await WireSocket.open({ host: '127.0.0.1', port, path });
    const client = new YjsClient(dialect, document, socket);
    await client.#sync();
    return client;
  }

  send(update: Uint8Array, answered: Answered): void {
    this.#waiting.push(answered);
    this.#sendSync(UPDATE, update);
  }

  /** Puts the document's first text there; resolves once it has come back. */
  async seed(update: Uint8Array): Promise<void> {
    await new Promise<void>((resolve) => {
      this.onUpdate = () => {
        resolve();
      };
      if (this.#dialect === 'hocuspocus') this.#waiting.push(ignoreAnswer);
      this.#sendSync(UPDATE, update);
    });
    this.onUpdate = () => undefined;
  }

  present(): void {
    this.#presenceClock += 1;
    const inner = encoding.createEncoder();
    encoding.writeVarUint(inner, 1);
    encoding.writeVarUint(inner, this.client);
    encoding.writeVarUint(inner, this.#presenceClock);
    encoding.writeVarString(inner, caretOf(this.client, this.#presenceClock));
    const encoder = this.#message(AWARENESS);
    encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
    this.#socket.send(encoding.toUint8Array(encoder));
  }

  close(): void {
    this.#socket.close();
  }

  async #sync(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#synced = resolve;
      this.onClose = () => {
        reject(new Error(`${this.#dialect} closed the connection before ${this.#document} was there`));
      };
      if (this.#dialect === 'hocuspocus') this.#authenticate();
      else this.#sendSync(STEP_1, NO_STATE);
    });
    this.onClose = () => undefined;
  }

  #authenticate(): void {
    const encoder = this.#message(AUTH);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, 'anyone');
    this.#socket.send(encoding.toUint8Array(encoder));
  }

  #message(type: number): encoding.Encoder {
    const encoder = encoding.createEncoder();
    encoding.writeUint8Array(encoder, this.#prefix);
    encoding.writeVarUint(encoder, type);
    return encoder;
  }

  #sendSync(step: number, bytes: Uint8Array): void {
    const encoder = this.#message(SYNC);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, bytes);
    this.#socket.send(encoding.toUint8Array(encoder));
  }

  #take(payload: Uint8Array): void {
    const decoder = decoding.createDecoder(payload);
    if (this.#dialect === 'hocuspocus') decoder.pos = this.#prefix.length;
    const type = decoding.readVarUint(decoder);
    if (type === SYNC || type === SYNC_REPLY) this.#takeSync(decoder);
    else if (type === SYNC_STATUS) this.#answer(decoding.readVarUint(decoder) === 1 ? null : 'NOT_SAVED');
    else if (type === AUTH && this.#dialect === 'hocuspocus') this.#sendSync(STEP_1, NO_STATE);
  }

  #takeSync(decoder: decoding.Decoder): void {
    const step = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint8Array(decoder);
    if (step === STEP_1) {
      // As every provider does: the server asks what it lacks, and that is nothing.
      if (this.#dialect === 'hocuspocus') this.#waiting.push(ignoreAnswer);
      this.#sendSync(STEP_2, NOTHING);
    } else if (step === STEP_2) {
      this.text = bytes;
      this.#synced();
    } else {
      if (this.#dialect === 'y-websocket') this.#answerEchoed(bytes);
      this.onUpdate(bytes);
    }
  }

  /** y-websocket acknowledges nothing; it sends the sender's own update back to it. */
  #answerEchoed(update: Uint8Array): void {
    readEdits(update, (client) => {
      if (client === this.client) this.#answer(null);
    });
  }

  #answer(refusal: string | null): void {
    this.#waiting.shift()?.(refusal);
  }
}

/** What an editor shows of a person: name, colour, caret. */
function caretOf(client: number, clock: number): string {
  const position = { type: null, tname: 'content', item: { client, clock }, assoc: 0 };
  const user = { name: `Delegate ${String(client)}`, color: '#30bced' };
  return JSON.stringify({ user, cursor: { anchor: position, head: position } });
}

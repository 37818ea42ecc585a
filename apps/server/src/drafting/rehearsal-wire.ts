import parser from 'socket.io-msgpack-parser';
import type { LiveWire } from './live-wire.js';
import { answerFrame, GuardedDecoder, NAMESPACE, PACKET, type Take } from './wire.js';

const encoder = new parser.Encoder();

/** A connection of the rehearsal: frames go in as a client would send them; what is sent out is encoded and goes nowhere. */
export class RehearsalWire implements Pick<
  LiveWire,
  'receive' | 'write' | 'answer' | 'buffered' | 'unreadJoins' | 'close'
> {
  readonly buffered = 0;
  readonly unreadJoins = 0;
  onEnd: () => void = () => undefined;
  readonly #decoder = new GuardedDecoder(() => undefined);
  readonly #asked = new Map<number, (verdict: unknown) => void>();
  #id = 0;

  receive(take: Take): void {
    this.#decoder.take = take;
  }

  write(): void {
    // Nobody reads.
  }

  answer(id: number, verdict: unknown): void {
    answerFrame(id, verdict);
    const settle = this.#asked.get(id);
    this.#asked.delete(id);
    settle?.(verdict);
  }

  close(): void {
    this.onEnd();
  }

  /** Sends a message as its frame, and gives its verdict. */
  async ask(name: string, message: unknown): Promise<unknown> {
    this.#id += 1;
    const id = this.#id;
    const packet = { type: PACKET.EVENT, nsp: NAMESPACE, data: [name, message], id };
    // The parser's types say one ArrayBuffer; what it returns is a list of one Buffer.
    const [frame] = encoder.encode(packet as never) as unknown as readonly [Buffer];
    return new Promise((resolve) => {
      this.#asked.set(id, resolve);
      this.#decoder.takes(frame);
    });
  }
}

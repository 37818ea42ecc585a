import { decodeUpdate } from 'yjs';

/** Calls `visit` for each run of new clocks in an update, Yjs version 1: client, first clock, length. */
export type Visit = (client: number, clock: number, length: number) => void;

const CONTENT_DELETED = 1;
const CONTENT_STRING = 4;
const GC = 0;
const SKIP = 10;

class Unreadable extends Error {}

/**
 * Reads whose edits an update carries. What the generator's own clients type is read without allocating; whatever else a
 * document holds (elements, marks) goes through Yjs's own decoder.
 */
export function readEdits(update: Uint8Array, visit: Visit): void {
  const runs: number[] = [];
  try {
    new UpdateReader(update).read(runs);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    for (const struct of decodeUpdate(update).structs)
      visit(struct.id.client, struct.id.clock, struct.length);
    return;
  }
  for (let at = 0; at < runs.length; at += 3) visit(runs[at] ?? 0, runs[at + 1] ?? 0, runs[at + 2] ?? 0);
}

class UpdateReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  read(runs: number[]): void {
    for (let clients = this.#number(); clients > 0; clients -= 1) {
      let structs = this.#number();
      const client = this.#number();
      let clock = this.#number();
      const first = clock;
      for (; structs > 0; structs -= 1) clock += this.#struct();
      runs.push(client, first, clock - first);
    }
  }

  /** Its length in clocks. */
  #struct(): number {
    const info = this.#byte();
    const content = info & 0x1f;
    if (content === GC) return this.#number();
    if (content === SKIP) throw new Unreadable();
    if ((info & 0xc0) === 0) throw new Unreadable();
    if ((info & 0x80) !== 0) this.#id();
    if ((info & 0x40) !== 0) this.#id();
    if (content === CONTENT_DELETED) return this.#number();
    if (content === CONTENT_STRING) return this.#string();
    throw new Unreadable();
  }

  #id(): void {
    this.#number();
    this.#number();
  }

  /** Length in UTF-16 units: the generator types ASCII, where bytes and units are one. */
  #string(): number {
    const size = this.#number();
    for (let left = size; left > 0; left -= 1) if (this.#byte() > 0x7f) throw new Unreadable();
    return size;
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new Unreadable();
    this.#at += 1;
    return byte;
  }

  #number(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.#byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
  }
}

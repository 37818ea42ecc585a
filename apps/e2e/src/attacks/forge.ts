/** Bytes of an update of Yjs version 1, true or not, written without Yjs. */
export class Bytes {
  readonly #parts: number[] = [];

  uint(value: number): this {
    let rest = value;
    while (rest >= 0x80) {
      this.#parts.push((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.#parts.push(rest);
    return this;
  }

  text(value: string): this {
    const bytes = Buffer.from(value);
    return this.uint(bytes.length).raw(...bytes);
  }

  raw(...bytes: readonly number[]): this {
    for (const byte of bytes) this.#parts.push(byte);
    return this;
  }

  get bytes(): Uint8Array {
    return Uint8Array.from(this.#parts);
  }
}

export type Id = readonly [client: number, clock: number];

interface Place {
  readonly origin?: Id;
  readonly right?: Id;
  /** Where there is neither neighbour: the root by name, or the parent by id. */
  readonly root?: string;
  readonly parent?: Id;
  /** An attribute's name. */
  readonly key?: string;
}

/** One struct: its kind, where it claims to stand, and the bytes of its content. */
export interface Struct extends Place {
  readonly kind: number;
  readonly content: (bytes: Bytes) => Bytes;
}

export interface Block {
  readonly client: number;
  readonly clock: number;
  readonly structs: readonly Struct[];
  /** Announced instead of the true count. */
  readonly count?: number;
}

/** `[client, ranges]`, a range being `[clock, length]`. */
export type Deletion = readonly [client: number, ranges: readonly Id[]];

export function forge(blocks: readonly Block[], deletions: readonly Deletion[] = []): Uint8Array {
  const bytes = new Bytes().uint(blocks.length);
  for (const { client, clock, structs, count } of blocks) {
    bytes
      .uint(count ?? structs.length)
      .uint(client)
      .uint(clock);
    for (const struct of structs) writeStruct(bytes, struct);
  }
  bytes.uint(deletions.length);
  for (const [client, ranges] of deletions) {
    bytes.uint(client).uint(ranges.length);
    for (const [clock, length] of ranges) bytes.uint(clock).uint(length);
  }
  return bytes.bytes;
}

const COLLECTED = new Set([0, 10]);

function writeStruct(bytes: Bytes, struct: Struct): void {
  const { kind, origin, right, key } = struct;
  bytes.raw(kind | (origin ? 0x80 : 0) | (right ? 0x40 : 0) | (key === undefined ? 0 : 0x20));
  if (origin !== undefined) bytes.uint(origin[0]).uint(origin[1]);
  if (right !== undefined) bytes.uint(right[0]).uint(right[1]);
  if (!COLLECTED.has(kind) && origin === undefined && right === undefined) writeParent(bytes, struct);
  struct.content(bytes);
}

function writeParent(bytes: Bytes, { root, parent = [0, 0], key }: Struct): void {
  if (root === undefined) bytes.uint(0).uint(parent[0]).uint(parent[1]);
  else bytes.uint(1).text(root);
  if (key !== undefined) bytes.text(key);
}

export const words = (text: string, place: Place): Struct => ({
  ...place,
  kind: 4,
  content: (bytes) => bytes.text(text),
});
export const run = (kind: 0 | 1 | 10, length: number, place: Place = {}): Struct => ({
  ...place,
  kind,
  content: (bytes) => bytes.uint(length),
});
export const element = (name: string, place: Place): Struct => ({
  ...place,
  kind: 7,
  content: (bytes) => bytes.uint(3).text(name),
});
export const format = (key: string, json: string, place: Place): Struct => ({
  ...place,
  kind: 6,
  content: (bytes) => bytes.text(key).text(json),
});
/** An attribute's value: text, in the encoding of lib0. */
export const value = (text: string, place: Place): Struct =>
  raw(8, [1, 119, ...new Bytes().text(text).bytes], place);
export const raw = (kind: number, content: readonly number[], place: Place): Struct => ({
  ...place,
  kind,
  content: (bytes) => bytes.raw(...content),
});

import {
  createEncoder,
  type Encoder,
  toUint8Array,
  writeAny,
  writeUint8,
  writeVarString,
  writeVarUint,
} from 'lib0/encoding';

export type Id = readonly [client: number, clock: number];

/** One struct as an attacker writes it: references as given, content as a function that writes it. */
export interface ForgedStruct {
  readonly kind: number;
  readonly origin?: Id;
  readonly right?: Id;
  readonly root?: string;
  readonly parent?: Id;
  readonly key?: string;
  readonly content: (encoder: Encoder) => void;
}

export interface Forged {
  readonly client: number;
  readonly clock: number;
  readonly structs: readonly ForgedStruct[];
  /** Written instead of the true count. */
  readonly count?: number;
}

export type Range = readonly [clock: number, length: number];

/** Writes an update of Yjs version 1 byte by byte, true or not. */
export function forge(
  blocks: readonly Forged[],
  deletes: readonly (readonly [number, readonly Range[]])[] = [],
): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, blocks.length);
  for (const block of blocks) {
    writeVarUint(encoder, block.count ?? block.structs.length);
    writeVarUint(encoder, block.client);
    writeVarUint(encoder, block.clock);
    for (const struct of block.structs) writeStruct(encoder, struct);
  }
  writeVarUint(encoder, deletes.length);
  for (const [client, ranges] of deletes) {
    writeVarUint(encoder, client);
    writeVarUint(encoder, ranges.length);
    for (const range of ranges) writeId(encoder, range);
  }
  return toUint8Array(encoder);
}

function writeStruct(encoder: Encoder, struct: ForgedStruct): void {
  const { origin, right, key } = struct;
  writeUint8(
    encoder,
    struct.kind | (origin ? 0x80 : 0) | (right ? 0x40 : 0) | (key === undefined ? 0 : 0x20),
  );
  if (origin !== undefined) writeId(encoder, origin);
  if (right !== undefined) writeId(encoder, right);
  const collected = struct.kind === 0 || struct.kind === 10;
  if (!collected && origin === undefined && right === undefined) writeParent(encoder, struct);
  struct.content(encoder);
}

function writeParent(encoder: Encoder, { root, parent, key }: ForgedStruct): void {
  writeVarUint(encoder, root === undefined ? 0 : 1);
  if (root === undefined) writeId(encoder, parent ?? [0, 0]);
  else writeVarString(encoder, root);
  if (key !== undefined) writeVarString(encoder, key);
}

function writeId(encoder: Encoder, id: Id): void {
  writeVarUint(encoder, id[0]);
  writeVarUint(encoder, id[1]);
}

type Place = Omit<ForgedStruct, 'kind' | 'content'>;

export const text = (words: string, place: Place): ForgedStruct => ({
  ...place,
  kind: 4,
  content: (encoder) => writeVarString(encoder, words),
});

export const run = (kind: 0 | 1 | 10, length: number, place: Place = {}): ForgedStruct => ({
  ...place,
  kind,
  content: (encoder) => writeVarUint(encoder, length),
});

export const element = (name: string, place: Place): ForgedStruct => ({
  ...place,
  kind: 7,
  content: (encoder) => {
    writeVarUint(encoder, 3);
    writeVarString(encoder, name);
  },
});

export const xmlText = (place: Place): ForgedStruct => ({
  ...place,
  kind: 7,
  content: (encoder) => writeVarUint(encoder, 6),
});

export const any = (values: readonly unknown[], place: Place): ForgedStruct => ({
  ...place,
  kind: 8,
  content: (encoder) => {
    writeVarUint(encoder, values.length);
    for (const value of values) writeAny(encoder, value as undefined);
  },
});

export const format = (key: string, json: string, place: Place): ForgedStruct => ({
  ...place,
  kind: 6,
  content: (encoder) => {
    writeVarString(encoder, key);
    writeVarString(encoder, json);
  },
});

/** A struct whose content is these very bytes. */
export const raw = (kind: number, bytes: readonly number[], place: Place): ForgedStruct => ({
  ...place,
  kind,
  content: (encoder) => {
    for (const byte of bytes) writeUint8(encoder, byte);
  },
});

/**
 * MessagePack of our own, as `docs/protocol.md` needs it: so that an attacker may write any bytes, and so that what the server
 * says is read by other code than it was written with.
 */
export function pack(value: unknown): Buffer {
  const parts: Buffer[] = [];
  write(value, parts);
  return Buffer.concat(parts);
}

export function unpack(bytes: Buffer): unknown {
  return new Reader(bytes).value();
}

function write(value: unknown, parts: Buffer[]): void {
  if (value === null) parts.push(Buffer.of(0xc0));
  else if (value === undefined) parts.push(Buffer.of(UNDEFINED, 0, 0));
  else if (typeof value === 'boolean') parts.push(Buffer.of(value ? 0xc3 : 0xc2));
  else if (typeof value === 'number') parts.push(number(value));
  else if (typeof value === 'string') sized(Buffer.from(value), { short: 0xd9, parts });
  else if (value instanceof Uint8Array) sized(value, { short: 0xc4, parts });
  else if (Array.isArray(value)) {
    parts.push(head(0xdd, value.length));
    for (const entry of value) write(entry, parts);
  } else writeMap(value, parts);
}

function writeMap(value: object, parts: Buffer[]): void {
  const entries = Object.entries(value);
  parts.push(head(0xdf, entries.length));
  for (const [key, entry] of entries) {
    write(key, parts);
    write(entry, parts);
  }
}

/** The prefix of the one-byte length is followed by those of two and four. */
function sized(bytes: Uint8Array, { short, parts }: { short: number; parts: Buffer[] }): void {
  if (bytes.length < 0x100) parts.push(Buffer.of(short, bytes.length), Buffer.from(bytes));
  else parts.push(head(short + 2, bytes.length), Buffer.from(bytes));
}

function head(prefix: number, length: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes[0] = prefix;
  bytes.writeUInt32BE(length, 1);
  return bytes;
}

function number(value: number): Buffer {
  if (Number.isInteger(value) && value >= 0 && value < 0x80) return Buffer.of(value);
  const bytes = Buffer.alloc(9);
  bytes[0] = 0xcb;
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  value(): unknown {
    const prefix = this.#take(1).readUInt8();
    if (prefix < 0x80) return prefix;
    if (prefix < 0x90) return this.#map(prefix & 0x0f);
    if (prefix < 0xa0) return this.#list(prefix & 0x0f);
    if (prefix < 0xc0) return this.#take(prefix & 0x1f).toString();
    if (prefix >= 0xe0) return prefix - 0x100;
    return this.#prefixed(prefix);
  }

  #prefixed(prefix: number): unknown {
    const constant = CONSTANTS.get(prefix);
    if (constant !== undefined) return constant.value;
    if (prefix === UNDEFINED) {
      this.#take(2);
      return undefined;
    }
    const numeric = NUMBERS.get(prefix);
    if (numeric !== undefined) return numeric.read(this.#take(numeric.bytes));
    const rule = SIZED.get(prefix);
    if (rule === undefined) throw new Error(`an unexpected prefix: ${prefix.toString(16)}`);
    return this.#sized(rule);
  }

  #sized({ bytes, of }: { bytes: number; of: 'bytes' | 'text' | 'extension' | 'list' | 'map' }): unknown {
    const length = this.#take(bytes).readUIntBE(0, bytes);
    switch (of) {
      case 'bytes':
        return new Uint8Array(this.#take(length));
      case 'text':
        return this.#take(length).toString();
      case 'extension':
        return new Uint8Array(this.#take(length + 1).subarray(1));
      case 'list':
        return this.#list(length);
      case 'map':
        return this.#map(length);
    }
  }

  #list(length: number): unknown[] {
    return Array.from({ length }, () => this.value());
  }

  #map(length: number): object {
    return Object.fromEntries(Array.from({ length }, () => [this.value(), this.value()]));
  }

  #take(length: number): Buffer {
    const taken = this.#bytes.subarray(this.#at, this.#at + length);
    if (taken.length < length) throw new Error('a frame that ends too early');
    this.#at += length;
    return taken;
  }
}

/** An extension of one byte is how notepack writes `undefined`. */
const UNDEFINED = 0xd4;

const CONSTANTS: ReadonlyMap<number, { value: unknown }> = new Map([
  [0xc0, { value: null as unknown }],
  [0xc2, { value: false }],
  [0xc3, { value: true }],
]);

const NUMBERS: ReadonlyMap<number, { bytes: number; read: (bytes: Buffer) => number }> = new Map([
  [0xca, { bytes: 4, read: (bytes: Buffer) => bytes.readFloatBE() }],
  [0xcb, { bytes: 8, read: (bytes: Buffer) => bytes.readDoubleBE() }],
  [0xcc, { bytes: 1, read: (bytes: Buffer) => bytes.readUInt8() }],
  [0xcd, { bytes: 2, read: (bytes: Buffer) => bytes.readUInt16BE() }],
  [0xce, { bytes: 4, read: (bytes: Buffer) => bytes.readUInt32BE() }],
  [0xcf, { bytes: 8, read: (bytes: Buffer) => Number(bytes.readBigUInt64BE()) }],
  [0xd0, { bytes: 1, read: (bytes: Buffer) => bytes.readInt8() }],
  [0xd1, { bytes: 2, read: (bytes: Buffer) => bytes.readInt16BE() }],
  [0xd2, { bytes: 4, read: (bytes: Buffer) => bytes.readInt32BE() }],
  [0xd3, { bytes: 8, read: (bytes: Buffer) => Number(bytes.readBigInt64BE()) }],
]);

const SIZED: ReadonlyMap<number, { bytes: number; of: 'bytes' | 'text' | 'extension' | 'list' | 'map' }> =
  new Map([
    [0xc4, { bytes: 1, of: 'bytes' as const }],
    [0xc5, { bytes: 2, of: 'bytes' as const }],
    [0xc6, { bytes: 4, of: 'bytes' as const }],
    [0xc7, { bytes: 1, of: 'extension' as const }],
    [0xc8, { bytes: 2, of: 'extension' as const }],
    [0xc9, { bytes: 4, of: 'extension' as const }],
    [0xd9, { bytes: 1, of: 'text' as const }],
    [0xda, { bytes: 2, of: 'text' as const }],
    [0xdb, { bytes: 4, of: 'text' as const }],
    [0xdc, { bytes: 2, of: 'list' as const }],
    [0xdd, { bytes: 4, of: 'list' as const }],
    [0xde, { bytes: 2, of: 'map' as const }],
    [0xdf, { bytes: 4, of: 'map' as const }],
  ]);

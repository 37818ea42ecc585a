/** MessagePack as `docs/protocol.md` asks for it, and no more: a client in another language would use a library. */
export type Value =
  null | boolean | number | string | Uint8Array | Value[] | { [key: string]: Value | undefined };

export function encode(value: Value): Buffer {
  if (value === null) return Buffer.from([0xc0]);
  if (typeof value === 'boolean') return Buffer.from([value ? 0xc3 : 0xc2]);
  if (typeof value === 'number') return encodeNumber(value);
  if (typeof value === 'string') return encodeString(value);
  if (value instanceof Uint8Array) return Buffer.concat([sized([0xc4, 0xc5, 0xc6], value.length), value]);
  if (Array.isArray(value)) {
    return Buffer.concat([head(0x90, [0xdc, 0xdd], value.length), ...value.map(encode)]);
  }
  const entries = Object.entries(value).flatMap(([key, inner]) =>
    inner === undefined ? [] : [[key, inner] as const],
  );
  const parts = entries.flatMap(([key, inner]) => [encodeString(key), encode(inner)]);
  return Buffer.concat([head(0x80, [0xde, 0xdf], entries.length), ...parts]);
}

export function decode(bytes: Uint8Array): Value {
  return new Reader(Buffer.from(bytes)).value();
}

function encodeNumber(value: number): Buffer {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error('the protocol has no such number');
  if (value < 0x80) return Buffer.from([value]);
  if (value <= 0xffff_ffff) return sized([0xcc, 0xcd, 0xce], value);
  const wide = Buffer.alloc(9, 0xcf);
  wide.writeBigUInt64BE(BigInt(value), 1);
  return wide;
}

function encodeString(value: string): Buffer {
  const utf8 = Buffer.from(value, 'utf8');
  const begin = utf8.length < 32 ? Buffer.from([0xa0 | utf8.length]) : sized([0xd9, 0xda, 0xdb], utf8.length);
  return Buffer.concat([begin, utf8]);
}

function head(fixed: number, [two, four]: readonly [number, number], length: number): Buffer {
  return length < 16 ? Buffer.from([fixed | length]) : sized([null, two, four], length);
}

/** The mark and `value` in one, two or four bytes, the fewest that hold it. */
function sized(marks: readonly [number | null, number, number], value: number): Buffer {
  const [one, two, four] = marks;
  if (one !== null && value < 0x100) return Buffer.from([one, value]);
  const bytes = Buffer.alloc(value < 0x1_0000 ? 3 : 5);
  bytes[0] = value < 0x1_0000 ? two : four;
  if (value < 0x1_0000) bytes.writeUInt16BE(value, 1);
  else bytes.writeUInt32BE(value, 1);
  return bytes;
}

class Reader {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  value(): Value {
    const mark = this.#uint(1);
    if (mark < 0x80) return mark;
    if (mark < 0x90) return this.#map(mark & 0x0f);
    if (mark < 0xa0) return this.#array(mark & 0x0f);
    if (mark < 0xc0) return this.#string(mark & 0x1f);
    if (mark >= 0xe0) return mark - 0x100;
    return this.#marked(mark);
  }

  #marked(mark: number): Value {
    switch (mark) {
      case 0xc0:
        return null;
      case 0xc2:
      case 0xc3:
        return mark === 0xc3;
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return this.#take(this.#uint(2 ** (mark - 0xc4)));
      case 0xc7:
      case 0xc8:
      case 0xc9:
        return this.#extension(this.#uint(2 ** (mark - 0xc7)));
      case 0xcb:
        return this.#take(8).readDoubleBE();
      case 0xcc:
      case 0xcd:
      case 0xce:
      case 0xcf:
        return this.#uint(2 ** (mark - 0xcc));
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.#extension(2 ** (mark - 0xd4));
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.#string(this.#uint(2 ** (mark - 0xd9)));
      case 0xdc:
      case 0xdd:
        return this.#array(this.#uint(2 ** (mark - 0xdb)));
      case 0xde:
      case 0xdf:
        return this.#map(this.#uint(2 ** (mark - 0xdd)));
      default:
        throw new Error(`the protocol has no ${mark.toString(16)}`);
    }
  }

  /** Type 0: `undefined` where it is one byte, else bytes. */
  #extension(length: number): Value {
    const type = this.#uint(1);
    const bytes = this.#take(length);
    if (type !== 0) throw new Error('the protocol has no such extension');
    return length === 1 ? null : bytes;
  }

  #map(length: number): Value {
    const map: { [key: string]: Value } = {};
    for (let n = 0; n < length; n += 1) {
      const key = this.value();
      if (typeof key !== 'string') throw new Error('keys are words');
      map[key] = this.value();
    }
    return map;
  }

  #array(length: number): Value[] {
    return Array.from({ length }, () => this.value());
  }

  #string(length: number): string {
    return this.#take(length).toString('utf8');
  }

  #uint(bytes: number): number {
    let value = 0;
    for (const byte of this.#take(bytes)) value = value * 0x100 + byte;
    return value;
  }

  #take(length: number): Buffer {
    if (this.#at + length > this.bytes.length) throw new Error('the frame ends too early');
    this.#at += length;
    return this.bytes.subarray(this.#at - length, this.#at);
  }
}

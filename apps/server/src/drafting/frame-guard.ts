/**
 * Whether one msgpack frame may be decoded. The decoder of socket.io's parser believes every length it reads: a frame of ten bytes
 * that announces an array of 2^25 entries costs 256 MB before it fails, and frames come before any ticket is checked. So the
 * frame is walked first, without allocating: every announced length must be there, nesting and number of values are bounded.
 */
const MAX_DEPTH = 8;
const MAX_VALUES = 8_192;
/** The extension that carries an ArrayBuffer; ours uses no other. */
const ARRAY_BUFFER = 0;

export function isSafeFrame(frame: Uint8Array): boolean {
  const walk = new Walk(frame);
  return walk.value(0) && walk.atEnd;
}

class Walk {
  readonly #view: DataView;
  #at = 0;
  #values = 0;

  constructor(frame: Uint8Array) {
    this.#view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  }

  get atEnd(): boolean {
    return this.#at === this.#view.byteLength;
  }

  value(depth: number): boolean {
    this.#values += 1;
    if (this.#values > MAX_VALUES || depth > MAX_DEPTH || !this.#has(1)) return false;
    const prefix = this.#view.getUint8(this.#at);
    this.#at += 1;
    if (prefix < 0x80 || prefix > 0xdf) return true;
    if (prefix < 0x90) return this.#entries((prefix & 0x0f) * 2, depth);
    if (prefix < 0xa0) return this.#entries(prefix & 0x0f, depth);
    if (prefix < 0xc0) return this.#skip(prefix & 0x1f);
    return this.#sized(prefix, depth);
  }

  #sized(prefix: number, depth: number): boolean {
    const fixed = FIXED_SIZES.get(prefix);
    if (fixed !== undefined) return this.#skip(fixed);
    const rule = LENGTH_SIZES.get(prefix);
    if (rule === undefined || !this.#has(rule.bytes)) return false;
    const length = this.#length(rule.bytes);
    switch (rule.of) {
      case 'bytes':
        return this.#skip(length);
      case 'extension':
        return this.#has(1) && this.#view.getInt8(this.#at) === ARRAY_BUFFER && this.#skip(1 + length);
      case 'array':
        return this.#entries(length, depth);
      case 'map':
        return this.#entries(length * 2, depth);
    }
  }

  #length(bytes: 1 | 2 | 4): number {
    const at = this.#at;
    this.#at += bytes;
    if (bytes === 1) return this.#view.getUint8(at);
    return bytes === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }

  #entries(count: number, depth: number): boolean {
    // Each entry takes a byte at least.
    if (!this.#has(count)) return false;
    for (let entry = 0; entry < count; entry += 1) if (!this.value(depth + 1)) return false;
    return true;
  }

  #skip(bytes: number): boolean {
    if (!this.#has(bytes)) return false;
    this.#at += bytes;
    return true;
  }

  #has(bytes: number): boolean {
    return this.#at + bytes <= this.#view.byteLength;
  }
}

/** nil, false, true, floats, integers: bytes that follow the prefix. */
const FIXED_SIZES: ReadonlyMap<number, number> = new Map([
  [0xc0, 0],
  [0xc2, 0],
  [0xc3, 0],
  [0xca, 4],
  [0xcb, 8],
  [0xcc, 1],
  [0xcd, 2],
  [0xce, 4],
  [0xcf, 8],
  [0xd0, 1],
  [0xd1, 2],
  [0xd2, 4],
  [0xd3, 8],
  // How the encoder writes `undefined`.
  [0xd4, 2],
]);

interface LengthRule {
  readonly bytes: 1 | 2 | 4;
  readonly of: 'bytes' | 'extension' | 'array' | 'map';
}

const LENGTH_SIZES: ReadonlyMap<number, LengthRule> = new Map<number, LengthRule>([
  [0xc4, { bytes: 1, of: 'bytes' }],
  [0xc5, { bytes: 2, of: 'bytes' }],
  [0xc6, { bytes: 4, of: 'bytes' }],
  [0xc7, { bytes: 1, of: 'extension' }],
  [0xc8, { bytes: 2, of: 'extension' }],
  [0xc9, { bytes: 4, of: 'extension' }],
  [0xd9, { bytes: 1, of: 'bytes' }],
  [0xda, { bytes: 2, of: 'bytes' }],
  [0xdb, { bytes: 4, of: 'bytes' }],
  [0xdc, { bytes: 2, of: 'array' }],
  [0xdd, { bytes: 4, of: 'array' }],
  [0xde, { bytes: 2, of: 'map' }],
  [0xdf, { bytes: 4, of: 'map' }],
]);

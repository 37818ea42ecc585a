import type { DocumentId } from '@entente/kernel';
import { createDecoder, readVarString, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint8Array } from 'lib0/encoding';
import type { KeptEdit } from './draft-store.js';
import type { LostWords } from './types.js';

/** AES-GCM: a random one for each record. A person makes far fewer than the 2^32 that one key bears. */
const IV_BYTES = 12;

/** What lies on the disk of one record. */
export interface Sealed {
  readonly iv: ArrayBuffer;
  readonly data: ArrayBuffer;
}

/** Seals records under the person's key; each is bound to its place, so that none can be put in another's. */
export class DraftCipher {
  readonly #key: CryptoKey;

  private constructor(key: CryptoKey) {
    this.#key = key;
  }

  /** `key`: 32 bytes. It cannot be read out of the object again. */
  static async of(key: Uint8Array): Promise<DraftCipher> {
    return new DraftCipher(
      await crypto.subtle.importKey('raw', new Uint8Array(key), 'AES-GCM', false, ['encrypt', 'decrypt']),
    );
  }

  async seal(place: string, bytes: Uint8Array): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const algorithm = { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(place) };
    const data = await crypto.subtle.encrypt(algorithm, this.#key, new Uint8Array(bytes));
    return { iv: iv.buffer, data };
  }

  /** Null: not sealed under this key, not for this place, or altered since. */
  async open(place: string, { iv, data }: Sealed): Promise<Uint8Array | null> {
    const algorithm = { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(place) };
    try {
      return new Uint8Array(await crypto.subtle.decrypt(algorithm, this.#key, data));
    } catch {
      return null;
    }
  }
}

export function encodeEdit({ document, epoch, update }: Omit<KeptEdit, 'id'>): Uint8Array {
  const encoder = createEncoder();
  writeVarString(encoder, document);
  writeVarString(encoder, epoch);
  writeVarUint8Array(encoder, update);
  return toUint8Array(encoder);
}

export function decodeEdit(bytes: Uint8Array): Omit<KeptEdit, 'id'> {
  const decoder = createDecoder(bytes);
  return {
    document: readVarString(decoder) as DocumentId,
    epoch: readVarString(decoder),
    update: readVarUint8Array(decoder),
  };
}

export const encodeWords = (words: LostWords): Uint8Array => new TextEncoder().encode(JSON.stringify(words));

export const decodeWords = (bytes: Uint8Array): LostWords =>
  JSON.parse(new TextDecoder().decode(bytes)) as LostWords;

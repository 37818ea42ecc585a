import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { nodeNotes, type NodeNote } from '@entente/contracts';
import { decodeNotes, encodeNotes } from './note-json.js';

const LABEL = 'entente-notes/1';
const SENDER_BYTES = 16;
const COUNTER_BYTES = 8;
const TAG_BYTES = 16;
/** Senders whose counters are remembered; a process that starts anew is a new sender. */
const SENDERS = 256;

/** The secret of all processes that share a key folder, for notes alone. */
export function notesSecret(privateKey: KeyObject): Uint8Array {
  const der = privateKey.export({ type: 'pkcs8', format: 'der' });
  return new Uint8Array(hkdfSync('sha256', der, '', LABEL, 32));
}

/**
 * Seals notes between processes with AES-256-GCM, so that whoever holds Redis can read none, make none and repeat none; only
 * drop or delay them. Each sender has a key of its own, drawn from the secret by its random name, and counts its nonces.
 */
export class NoteSeal {
  readonly #secret: Uint8Array;
  readonly #sender = randomBytes(SENDER_BYTES);
  readonly #key: Uint8Array;
  readonly #heard = new Map<string, { readonly key: Uint8Array; counter: bigint }>();
  #counter = 0n;

  constructor(secret: Uint8Array) {
    this.#secret = secret;
    this.#key = this.#keyOf(this.#sender);
  }

  seal(notes: readonly NodeNote[]): string {
    this.#counter += 1n;
    const head = Buffer.alloc(SENDER_BYTES + COUNTER_BYTES);
    this.#sender.copy(head);
    head.writeBigUInt64BE(this.#counter, SENDER_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonceOf(this.#counter)).setAAD(head);
    const sealed = [cipher.update(encodeNotes(notes), 'utf8'), cipher.final()];
    return Buffer.concat([head, ...sealed, cipher.getAuthTag()]).toString('base64');
  }

  /** Nothing where the notes are one's own, were heard before, or are not of one who has the secret. */
  open(text: string): readonly NodeNote[] {
    const bytes = Buffer.from(text, 'base64');
    if (bytes.length <= SENDER_BYTES + COUNTER_BYTES + TAG_BYTES) return [];
    const sender = bytes.subarray(0, SENDER_BYTES);
    if (sender.equals(this.#sender)) return [];
    const counter = bytes.readBigUInt64BE(SENDER_BYTES);
    const name = sender.toString('hex');
    const known = this.#heard.get(name) ?? { key: this.#keyOf(sender), counter: 0n };
    if (counter <= known.counter) return [];
    const notes = decrypted(bytes, known.key, counter);
    if (notes === null) return [];
    known.counter = counter;
    this.#remember(name, known);
    const parsed = nodeNotes.safeParse(notes);
    return parsed.success ? parsed.data : [];
  }

  /** Only those who have shown that they have the secret are remembered, the latest of them. */
  #remember(name: string, sender: { readonly key: Uint8Array; counter: bigint }): void {
    this.#heard.delete(name);
    this.#heard.set(name, sender);
    const [oldest] = this.#heard.keys();
    if (this.#heard.size > SENDERS && oldest !== undefined) this.#heard.delete(oldest);
  }

  #keyOf(sender: Uint8Array): Uint8Array {
    return new Uint8Array(hkdfSync('sha256', this.#secret, sender, LABEL, 32));
  }
}

function nonceOf(counter: bigint): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(counter, 4);
  return nonce;
}

function decrypted(bytes: Buffer, key: Uint8Array, counter: bigint): unknown {
  const headBytes = SENDER_BYTES + COUNTER_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(counter), { authTagLength: TAG_BYTES });
  decipher.setAAD(bytes.subarray(0, headBytes)).setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const text = decipher.update(bytes.subarray(headBytes, -TAG_BYTES), undefined, 'utf8');
    return decodeNotes(text + decipher.final('utf8'));
  } catch {
    // Altered, or of somebody without the secret: as if it had not come.
    return null;
  }
}

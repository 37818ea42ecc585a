import type { DocumentId } from '@entente/kernel';
import { DraftCipher, decodeEdit, decodeWords, encodeEdit, encodeWords } from './draft-cipher.js';

const DOCUMENT = 'd0000000-0000-4000-8000-000000000001' as DocumentId;
const EDIT = {
  document: DOCUMENT,
  epoch: 'e0000000-0000-4000-8000-000000000001',
  update: new Uint8Array([1, 2, 3, 0, 255]),
};
const key = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);

describe('what lies on the disk', () => {
  it('[S86] opens under its own key and at its own place alone, and not once altered', async () => {
    const [own, other] = await Promise.all([DraftCipher.of(key(1)), DraftCipher.of(key(2))]);
    const sealed = await own.seal('scope/desk/1', encodeEdit(EDIT));
    const opened = await own.open('scope/desk/1', sealed);
    expect(opened === null ? null : decodeEdit(opened)).toEqual(EDIT);
    expect(await other.open('scope/desk/1', sealed)).toBeNull();
    expect(await own.open('scope/desk/2', sealed)).toBeNull();
    const altered = new Uint8Array(sealed.data.slice(0));
    altered[0] = (altered[0] ?? 0) ^ 1;
    expect(await own.open('scope/desk/1', { ...sealed, data: altered.buffer })).toBeNull();
    expect(await own.open('scope/desk/1', { iv: new ArrayBuffer(0), data: new ArrayBuffer(3) })).toBeNull();
  });

  it('[S86] says nothing of the words, the document or another record of the same edit', async () => {
    const cipher = await DraftCipher.of(key(1));
    const update = new TextEncoder().encode('a secret word');
    const [one, two] = await Promise.all(
      [1, 2].map(async () => cipher.seal('scope/desk/1', encodeEdit({ ...EDIT, update }))),
    );
    const seen = Buffer.from(one?.data ?? new ArrayBuffer(0)).toString('latin1');
    expect(seen).not.toContain('secret');
    expect(seen).not.toContain(DOCUMENT);
    expect(Buffer.from(two?.data ?? new ArrayBuffer(0)).toString('latin1')).not.toBe(seen);
  });

  it('[S85] words come back as they went in', () => {
    const words = { id: 'a1', document: DOCUMENT, text: 'été 𠮷\nline', code: 'DOC_CLOSED' } as const;
    expect(decodeWords(encodeWords(words))).toEqual(words);
  });
});

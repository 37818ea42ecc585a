import { lengthPrefixed, sha256 } from '@entente/canonical';
import { chainHash } from './chain.js';

const text = new TextEncoder();

describe('the chain of a log', () => {
  it.each([
    ['a keystroke', 'AU', 1, 4_294_967_295, 27],
    ['a long update', 'JP', 1_000_000, 1, 70_000],
    ['an empty row', 'GB', 7, 0, 0],
    ['a delegation that is not spelled in ASCII', 'Å', 2, 3, 5],
  ])('[S4] is SHA-256 over the length-prefixed facts: %s', (_, delegation, seq, client, length) => {
    const previous = new Uint8Array(32).map((__, at) => at * 7);
    const bytes = new Uint8Array(length).map((__, at) => at);
    const author = 'a0000000-0000-4000-8000-000000000001';
    const parts = [String(seq), author, delegation, String(client)].map((fact) => text.encode(fact));
    const row = { seq, author, delegation, client, bytes } as never;
    expect(chainHash(previous, row)).toEqual(sha256(lengthPrefixed([previous, ...parts, bytes])));
  });
});

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { decodeUtf8, encodeUtf8, fromHex, hashOf, isHash, lengthPrefixed, sha256, toHex } from './index.js';

describe('hashes', () => {
  it('[K7] are SHA-256 of FIPS 180-4 in lowercase', () => {
    expect(hashOf(encodeUtf8('abc'))).toBe(
      'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(toHex(sha256(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'));
      }),
      { numRuns: 100 },
    );
  });

  it('[K7] are recognised only in their one spelling', () => {
    const hash = hashOf(new Uint8Array());
    expect(isHash(hash)).toBe(true);
    expect([hash.toUpperCase(), hash.slice(7), `${hash}0`, hash.slice(0, -1), `${hash}\n`].some(isHash)).toBe(
      false,
    );
    expect(fromHex('0aff')).toEqual(Uint8Array.of(10, 255));
    expect(['AB', 'a', 'zz', '0x00'].map(fromHex)).toEqual([null, null, null, null]);
  });
});

describe('length-prefixed parts', () => {
  it('[K8] put four bytes of length before each part', () => {
    expect(toHex(lengthPrefixed([Uint8Array.of(1, 2), new Uint8Array()]))).toBe('00000002010200000000');
  });

  it('[K8] differ for different lists of the same bytes', () => {
    const lists = fc.array(fc.uint8Array({ maxLength: 4 }), { maxLength: 4 });
    fc.assert(
      fc.property(lists, lists, (a, b) => {
        const same = JSON.stringify(a.map((x) => [...x])) === JSON.stringify(b.map((x) => [...x]));
        expect(toHex(lengthPrefixed(a)) === toHex(lengthPrefixed(b))).toBe(same);
      }),
    );
  });
});

describe('UTF-8', () => {
  it('[K9] decodes what TextDecoder decodes, and refuses what it refuses', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const reference = (bytes: Uint8Array): string | null => {
      try {
        return decoder.decode(bytes);
      } catch {
        return null;
      }
    };
    const lead = fc.constantFrom(
      0x41,
      0xc0,
      0xc2,
      0xdf,
      0xe0,
      0xe2,
      0xed,
      0xef,
      0xf0,
      0xf1,
      0xf4,
      0xf5,
      0x80,
    );
    const tail = fc.constantFrom(0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0x41);
    const bytes = fc
      .array(fc.tuple(lead, fc.array(tail, { maxLength: 4 })))
      .map((parts) => Uint8Array.from(parts.flatMap(([first, rest]) => [first, ...rest])));
    fc.assert(
      fc.property(bytes, (sample) => {
        expect(decodeUtf8(sample)).toBe(reference(sample));
      }),
      { numRuns: 2000 },
    );
  });

  it('[K9] gives back any well-formed text, also a long one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (string) => {
        expect(decodeUtf8(encodeUtf8(string))).toBe(string);
      }),
    );
    const long = 'Straße – 😀 '.repeat(5000);
    expect(decodeUtf8(encodeUtf8(long))).toBe(long);
  });
});

import { createHash } from 'node:crypto';
import type { AnnexId } from '@entente/kernel';
import { commitmentOf } from './commitment.js';

const ID = '9f0c7a52-2f39-4d52-8f64-3a1c5b9e7d10' as AnnexId;
const SALT = new Uint8Array(32).fill(7);
const BYTES = new TextEncoder().encode('the words nobody else may read');

describe('the commitment of an annex', () => {
  it('is SHA-256 over label, id, salt and bytes, each after its length: anyone can compute it without us', () => {
    const sum = createHash('sha256');
    for (const part of [Buffer.from('entente-annex-commitment/1'), Buffer.from(ID), SALT, BYTES]) {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(part.length);
      sum.update(length).update(part);
    }
    expect(commitmentOf(ID, SALT, BYTES)).toBe(`sha256:${sum.digest('hex')}`);
  });

  it.each<[string, AnnexId, Uint8Array, Uint8Array]>([
    ['C01 other words', ID, SALT, new TextEncoder().encode('the words nobody else may reaD')],
    ['C02 another salt', ID, new Uint8Array(32).fill(8), BYTES],
    ['C03 another annex', '9f0c7a52-2f39-4d52-8f64-3a1c5b9e7d11' as AnnexId, SALT, BYTES],
  ])('differs for %s', (_, id, salt, bytes) => {
    expect(commitmentOf(id, salt, bytes)).not.toBe(commitmentOf(ID, SALT, BYTES));
  });

  it('does not let a byte move from the salt to the content', () => {
    const moved = new Uint8Array([7, ...BYTES]);
    expect(commitmentOf(ID, SALT.subarray(1), moved)).not.toBe(commitmentOf(ID, SALT, BYTES));
  });
});

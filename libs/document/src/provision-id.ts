import type { ProvisionId } from '@entente/kernel';
import { PROVISION_ID } from './shape.js';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
/** 96 bits: two drafters who never meet do not draw the same id (DESIGN §5). */
export const PROVISION_ID_BYTES = 12;

/** A new provision id from twelve random bytes: `p` and twenty characters of base 32. Throws on another number of bytes. */
export function provisionIdFrom(random: Uint8Array): ProvisionId {
  if (random.length !== PROVISION_ID_BYTES) throw new RangeError('a provision id takes 12 random bytes');
  let id = 'p';
  let bits = 0;
  let held = 0;
  for (const byte of random) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      id += ALPHABET.charAt((held >> bits) & 31);
    }
  }
  return (id + ALPHABET.charAt((held << (5 - bits)) & 31)) as ProvisionId;
}

export function isProvisionId(value: string): value is ProvisionId {
  return PROVISION_ID.test(value);
}

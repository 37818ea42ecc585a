import { hash, verify } from '@node-rs/argon2';
import { limits } from '@entente/contracts';
import { COMMON_WORDS } from './common-passwords.js';

/** OWASP's second choice for Argon2id: 19 MiB, two passes, one lane; about 25 ms. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Argon2id in its encoded form, with its own random salt. */
export function hashPassword(password: string): Promise<string> {
  return hash(normalised(password), COST);
}

export function passwordMatches(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, normalised(password));
}

/** Why a password is refused, as one sentence, or null: at least 12 characters, not the account's own words, not a common one. */
export function passwordFault(password: string, email: string): string | null {
  const plain = normalised(password);
  // Code points: a character outside the basic plane counts once.
  const letters = Array.from(plain);
  if (letters.length < limits.passwordMin) {
    return `A password has at least ${String(limits.passwordMin)} characters.`;
  }
  if (new Set(letters).size < 5) return 'This password repeats too few characters.';
  const lower = plain.toLowerCase();
  const [mailbox = ''] = email.toLowerCase().split('@', 1);
  if (lower.includes(email.toLowerCase()) || (mailbox.length >= 4 && lower.includes(mailbox))) {
    return 'A password does not contain one’s own e-mail address.';
  }
  // What people add to a common word to make it long: digits, years, marks.
  const core = lower.replaceAll(/[^\p{L}]+/gu, '');
  if (core === '' || COMMON_WORDS.has(core)) {
    return 'This password is too common.';
  }
  return null;
}

/** The same letters typed on another keyboard are the same password (RFC 8265 in short). */
function normalised(password: string): string {
  return password.normalize('NFC');
}

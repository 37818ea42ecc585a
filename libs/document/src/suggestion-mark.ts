import type { DelegationCode } from '@entente/kernel';

/** `insertion`: words proposed; `deletion`: words proposed to go. */
export const SUGGESTION_KINDS = ['insertion', 'deletion'] as const;
export type SuggestionKind = (typeof SUGGESTION_KINDS)[number];

/** Whose suggestion, and which: what is deleted and what is put in its place share one id. */
export interface SuggestionRef {
  readonly delegation: DelegationCode;
  /** 128 random bits as 32 lowercase hexadecimal digits. */
  readonly id: string;
}

export interface SuggestionMark extends SuggestionRef {
  readonly kind: SuggestionKind;
}

/** One suggestion that nobody has decided on, with its words. */
export interface OpenSuggestion extends SuggestionRef {
  /** The nearest provision around its first words; null above all provisions. */
  readonly provision: string | null;
  /** Words it would put in, and words it would take out, in the order of the text. */
  readonly inserted: string;
  readonly deleted: string;
}

/** Random bits of a suggestion's id, in bytes. */
export const SUGGESTION_ID_BYTES = 16;

/**
 * A mark is one Yjs format key and the value `true`; whose it is stands in the key. So two marks never share a key, none
 * can be turned into another's, and concurrent overlapping marks all survive (SPEC D15, D16).
 */
const KEY = /^(insertion|deletion)--([A-Z]{2,8})--([0-9a-f]{32})$/;

/** Longest key: `insertion--`, eight letters, `--`, 32 digits. */
export const MAX_SUGGESTION_KEY = 53;

export function suggestionKey({ kind, delegation, id }: SuggestionMark): string {
  return `${kind}--${delegation}--${id}`;
}

/** The mark that a format key stands for; null where it stands for none. */
export function readSuggestionKey(key: string): SuggestionMark | null {
  const [whole, kind, delegation, id] = KEY.exec(key) ?? [];
  if (whole === undefined || delegation === undefined || id === undefined) return null;
  return {
    kind: kind === 'insertion' ? 'insertion' : 'deletion',
    delegation: delegation as DelegationCode,
    id,
  };
}

/** `bytes`: SUGGESTION_ID_BYTES of strong randomness. */
export function suggestionIdFrom(bytes: Uint8Array): string {
  if (bytes.length !== SUGGESTION_ID_BYTES) throw new Error('a suggestion id is made of 16 bytes');
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

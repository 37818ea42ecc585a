import { err, ok, type Result } from '@entente/kernel';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { JsonArray, JsonObject, JsonValue } from './json-value.js';

/** Arrays and objects within each other; a text of 16 nested points needs 40 (libs/document SPEC D12). */
export const MAX_JSON_DEPTH = 64;

/** Why a value has no canonical form. */
export type NotEncodable = {
  readonly code: 'NUMBER_RANGE' | 'SURROGATE_LONE' | 'KEY_RESERVED' | 'TOO_DEEP' | 'NOT_JSON';
};

/** Thrown inside the walk only, and caught in `tryEncodeJcs`: a result at each level would double the cost of the walk. */
class Refused extends Error {
  readonly code: NotEncodable['code'];
  constructor(code: NotEncodable['code']) {
    super(code);
    this.code = code;
  }
}

const LONE_SURROGATE = /\p{Surrogate}/u;
/** Most strings: nothing to escape, nothing to refuse. */
const PLAIN = /^[ !#-[\]-~]*$/;

function encodeString(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`;
  if (LONE_SURROGATE.test(value)) throw new Refused('SURROGATE_LONE');
  // RFC 8785 §3.2.2.2 is defined as what ECMAScript's JSON.stringify does to a string.
  return JSON.stringify(value);
}

function encodeNumber(value: number): string {
  // Minus zero would be written `0` and read back as another value.
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new Refused('NUMBER_RANGE');
  return String(value);
}

function encodeArray(value: JsonArray, depth: number): string {
  let text = '[';
  for (const item of value) text += (text === '[' ? '' : ',') + encodeValue(item, depth);
  return `${text}]`;
}

function encodeObject(value: JsonObject, depth: number): string {
  let text = '{';
  const keys = Object.keys(value);
  // RFC 8785 §3.2.3: by UTF-16 code units, which is the order of Array.prototype.sort without a comparator.
  for (const key of keys.length > 1 ? keys.sort() : keys) {
    // A reader that assigns keys to a plain object would change its prototype (SECURITY §8.16).
    if (key === '__proto__') throw new Refused('KEY_RESERVED');
    const item = value[key];
    if (item === undefined) throw new Refused('NOT_JSON');
    text += `${text === '{' ? '' : ','}${encodeString(key)}:${encodeValue(item, depth)}`;
  }
  return `${text}}`;
}

function encodeValue(value: JsonValue, depth: number): string {
  if (typeof value === 'string') return encodeString(value);
  if (typeof value === 'number') return encodeNumber(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value === null) return 'null';
  if (typeof value !== 'object') throw new Refused('NOT_JSON');
  if (depth >= MAX_JSON_DEPTH) throw new Refused('TOO_DEEP');
  return Array.isArray(value)
    ? encodeArray(value as JsonArray, depth + 1)
    : encodeObject(value as JsonObject, depth + 1);
}

const areSorted = (keys: readonly string[]): boolean =>
  keys.every((key, index) => key !== '__proto__' && (index === 0 || (keys[index - 1] ?? '') < key));

/** Whether JSON.stringify writes a value as RFC 8785 does: keys stand in order, numbers are safe integers. */
function isInOrder(value: JsonValue, depth: number): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0);
  if (typeof value !== 'object') return typeof value === 'string' || typeof value === 'boolean';
  if (value === null) return true;
  if (depth >= MAX_JSON_DEPTH) return false;
  if (Array.isArray(value)) return value.every((item: JsonValue) => isInOrder(item, depth + 1));
  return (
    areSorted(Object.keys(value)) &&
    Object.values(value as JsonObject).every((item) => isInOrder(item, depth + 1))
  );
}

/** How JSON.stringify spells a lone surrogate; text that holds these six characters is spelled alike. */
const MAYBE_LONE = /\\ud[89a-f]/;

function encode(value: JsonValue): string {
  if (isInOrder(value, 0)) {
    const text = JSON.stringify(value);
    if (!MAYBE_LONE.test(text)) return text;
  }
  return encodeValue(value, 0);
}

/** Canonical UTF-8 bytes of a value that came from outside, or why it has none (RFC 8785, SPEC K1 to K5). */
export function tryEncodeJcs(value: JsonValue): Result<Uint8Array, NotEncodable> {
  try {
    return ok(utf8ToBytes(encode(value)));
  } catch (cause) {
    if (cause instanceof Refused) return err({ code: cause.code });
    throw cause;
  }
}

/** Canonical UTF-8 bytes of a value of ours. Throws on a value that has no canonical form: that is a defect of the caller. */
export function encodeJcs(value: JsonValue): Uint8Array {
  const encoded = tryEncodeJcs(value);
  if (!encoded.ok) throw new TypeError(`no canonical form: ${encoded.error.code}`);
  return encoded.value;
}

export { encodeJcs, MAX_JSON_DEPTH, tryEncodeJcs, type NotEncodable } from './encode-jcs.js';
export { fromHex, hashOf, isHash, sha256, toHex } from './hash.js';
export type { JsonArray, JsonObject, JsonValue } from './json-value.js';
export { lengthPrefixed } from './length-prefixed.js';
export { MAX_JSON_BYTES, parseJcs, type NotCanonical } from './parse-jcs.js';
export { decodeUtf8, encodeUtf8 } from './utf8.js';

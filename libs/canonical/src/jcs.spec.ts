import fc from 'fast-check';
import { encodeJcs, encodeUtf8, decodeUtf8, parseJcs, tryEncodeJcs, MAX_JSON_DEPTH } from './index.js';
import type { JsonValue } from './index.js';

const text = (bytes: Uint8Array): string => decodeUtf8(bytes) ?? 'not UTF-8';
const parse = (json: string) => parseJcs(encodeUtf8(json));

function nested(depth: number): JsonValue {
  let value: JsonValue = 1;
  for (let i = 0; i < depth; i += 1) value = [value];
  return value;
}

const jsonValue: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger().filter((number) => !Object.is(number, -0)),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value')),
    fc.dictionary(
      fc.string({ unit: 'binary' }).filter((key) => key !== '__proto__'),
      tie('value'),
      { noNullPrototype: true },
    ),
  ),
})).value;

describe('strict RFC 8785 JSON', () => {
  it('[K1] sorts keys as the example of RFC 8785 §3.2.3', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(Object.values(JSON.parse(text(encodeJcs(value))) as object)).toEqual([
      // The digit comes first in any JavaScript object; the order of the bytes is asserted below.
      'One',
      'Carriage Return',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
    expect(text(encodeJcs(value))).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis",' +
        '"€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
  });

  it('[K1] writes the string and the literals of RFC 8785 §3.2.2 as its §3.2.4 does', () => {
    const value = {
      numbers: [333333333, 4, 0, -7],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(Buffer.from(encodeJcs(value)).toString('hex')).toBe(
      Buffer.from(
        '{"literals":[null,true,false],"numbers":[333333333,4,0,-7],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
      ).toString('hex'),
    );
  });

  it('[K1] equals a sorted JSON.stringify on random values, and parses back to the same value', () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        const bytes = encodeJcs(value);
        const sortedKeys = (_key: string, item: unknown): unknown =>
          item !== null && typeof item === 'object' && !Array.isArray(item)
            ? new Map(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
            : item;
        expect(text(bytes)).toBe(stringifySorted(JSON.parse(JSON.stringify(value)) as JsonValue, sortedKeys));
        expect(parseJcs(bytes)).toEqual({ ok: true, value });
      }),
      { numRuns: 500 },
    );
  });

  it.each([0.5, -0, NaN, Infinity, 2 ** 53, -(2 ** 53), 1e21])('[K2] refuses the number %p', (number) => {
    expect(tryEncodeJcs([number])).toEqual({ ok: false, error: { code: 'NUMBER_RANGE' } });
  });

  it('[K2] keeps the largest safe integers', () => {
    expect(text(encodeJcs([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]))).toBe(
      '[9007199254740991,-9007199254740991]',
    );
  });

  it.each([['\ud800'], ['a\udc00b'], ['\udc00\ud800']])('[K3] refuses the lone surrogate in %j', (string) => {
    expect(tryEncodeJcs(string)).toEqual({ ok: false, error: { code: 'SURROGATE_LONE' } });
    expect(tryEncodeJcs({ [string]: 1 })).toEqual({ ok: false, error: { code: 'SURROGATE_LONE' } });
    expect(parse(JSON.stringify([string])).ok).toBe(false);
  });

  it('[K4] refuses the key __proto__ in both directions', () => {
    const value = JSON.parse('{"__proto__":1}') as JsonValue;
    expect(tryEncodeJcs(value)).toEqual({ ok: false, error: { code: 'KEY_RESERVED' } });
    expect(parse('{"__proto__":1}')).toEqual({ ok: false, error: { code: 'KEY_RESERVED' } });
  });

  it('[K5] takes 64 levels and refuses 65, however deep the bytes are', () => {
    expect(tryEncodeJcs(nested(MAX_JSON_DEPTH)).ok).toBe(true);
    expect(tryEncodeJcs(nested(MAX_JSON_DEPTH + 1))).toEqual({ ok: false, error: { code: 'TOO_DEEP' } });
    expect(parse('['.repeat(200_000) + ']'.repeat(200_000)).ok).toBe(false);
  });

  it.each([
    ['a space', '[1, 2]', 'NOT_CANONICAL'],
    ['a final line end', '[1]\n', 'NOT_CANONICAL'],
    ['keys out of order', '{"b":1,"a":2}', 'NOT_CANONICAL'],
    ['a duplicate key', '{"a":1,"a":1}', 'NOT_CANONICAL'],
    ['an escape that is not needed', '"\\u0041"', 'NOT_CANONICAL'],
    ['an escaped solidus', '"\\/"', 'NOT_CANONICAL'],
    ['a number spelled with an exponent', '1e2', 'NOT_CANONICAL'],
    ['minus zero', '-0', 'NUMBER_RANGE'],
    ['a fraction', '1.5', 'NUMBER_RANGE'],
    ['a byte order mark', '\ufeff[1]', 'JSON_INVALID'],
    ['no value', '', 'JSON_INVALID'],
    ['a cut-off value', '{"a":', 'JSON_INVALID'],
  ])('[K6] refuses %s', (_name, json, code) => {
    expect(parse(json)).toMatchObject({ ok: false, error: { code } });
  });

  it('[K6] says where the bytes leave the canonical form', () => {
    expect(parse('[1, 2]')).toEqual({ ok: false, error: { code: 'NOT_CANONICAL', at: 3 } });
  });

  it('[K6] refuses every change of one byte, or reads another value', () => {
    const value = { a: [1, 'ü', { b: null }], c: true };
    const bytes = encodeJcs(value);
    for (let at = 0; at < bytes.length; at += 1) {
      for (const flip of [1, 2, 32, 128]) {
        const changed = Uint8Array.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ flip;
        const parsed = parseJcs(changed);
        if (parsed.ok) expect(parsed.value).not.toEqual(value);
      }
    }
  });
});

function stringifySorted(value: JsonValue, replacer: (key: string, item: unknown) => unknown): string {
  const sorted = replacer('', value);
  if (sorted instanceof Map) {
    return `{${[...sorted].map(([k, v]) => `${JSON.stringify(k)}:${stringifySorted(v as JsonValue, replacer)}`).join(',')}}`;
  }
  if (Array.isArray(sorted)) {
    return `[${sorted.map((v) => stringifySorted(v as JsonValue, replacer)).join(',')}]`;
  }
  return JSON.stringify(sorted);
}

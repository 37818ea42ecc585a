import { convertUpdateFormatV1ToV2, encodeStateAsUpdate, encodeStateVector, XmlElement, XmlText } from 'yjs';
import * as Y from 'yjs';
import { paragraph } from './drafter.kit.js';
import { any, element, forge, type ForgedStruct, format, raw, run, text, xmlText } from './forge.kit.js';
import { GateServer, textOf } from './server.kit.js';

const VICTIM = 900;
const ME = 500;
const MINE = new Set([ME]);

/**
 * The document under attack, by the victim: two paragraphs, the first with the words 'Hello 😀 all', the second with
 * 'locked'; some of it deleted, so that there are collected structs too.
 */
class Target {
  readonly server = new GateServer();
  readonly victim = new Y.Doc();
  readonly words: Y.XmlText;
  readonly others: Y.XmlText;

  constructor() {
    this.victim.clientID = VICTIM;
    const root = this.victim.getXmlFragment('content');
    root.insert(0, [paragraph('a', 'Hello 😀 all'), paragraph('b', 'locked'), paragraph('c', 'to go')]);
    root.delete(2, 1);
    this.words = wordsIn(root.get(0));
    this.others = wordsIn(root.get(1));
    expect(typeof this.server.submit(encodeStateAsUpdate(this.victim), new Set([VICTIM]))).toBe('object');
  }

  get end(): number {
    return Y.getState(this.victim.store, VICTIM);
  }

  /** Id of the character at `index` of the first paragraph's words. */
  at(index: number, words = this.words): readonly [number, number] {
    const first = words._start;
    if (first === null) throw new Error('no words');
    return [VICTIM, first.id.clock + index];
  }

  typeOf(type: { _item: Y.Item | null }): readonly [number, number] {
    if (type._item === null) throw new Error('a root has no id');
    return [type._item.id.client, type._item.id.clock];
  }

  get block(): Y.XmlElement {
    const first = this.victim.getXmlFragment('content').get(0);
    if (!(first instanceof XmlElement)) throw new Error('no paragraph');
    return first;
  }
}

function wordsIn(block: unknown): Y.XmlText {
  const leaf = block instanceof XmlElement ? block.get(0) : null;
  const words = leaf instanceof XmlElement ? leaf.get(0) : null;
  if (!(words instanceof XmlText)) throw new Error('no words');
  return words;
}

const mine = (...structs: ForgedStruct[]): Uint8Array => forge([{ client: ME, clock: 0, structs }]);

type Attack = readonly [id: string, what: string, code: string, make: (target: Target) => Uint8Array];

const inWords = (target: Target) => ({ origin: target.at(0) });

const ATTACKS: readonly Attack[] = [
  [
    'Y01',
    'a run of 2^40 collected clocks',
    'LEN_RANGE',
    (t) => forge([{ client: VICTIM, clock: t.end, structs: [run(0, 2 ** 40)] }]),
  ],
  [
    'Y01',
    'collected clocks under the victim',
    'CLIENT_NOT_BOUND',
    (t) => forge([{ client: VICTIM, clock: t.end, structs: [run(0, 9)] }]),
  ],
  ['Y02', 'deleting what the victim will type', 'DELETE_FUTURE', (t) => forge([], [[VICTIM, [[t.end, 50]]]])],
  [
    'Y03',
    "the victim's id and next clock",
    'CLIENT_NOT_BOUND',
    (t) => forge([{ client: VICTIM, clock: t.end, structs: [text('EVIL', inWords(t))] }]),
  ],
  [
    'Y05',
    'a count of 2^25 structs',
    'TOO_MANY_STRUCTS',
    () => forge([{ client: ME, clock: 0, structs: [], count: 2 ** 25 }]),
  ],
  ['Y06', 'an empty string', 'ZERO_LENGTH', (t) => mine(text('', inWords(t)))],
  ['Y06', 'a client without structs', 'ZERO_LENGTH', () => forge([{ client: ME, clock: 0, structs: [] }])],
  ['Y06', 'an empty delete range', 'ZERO_LENGTH', () => forge([], [[VICTIM, [[0, 0]]]])],
  [
    'Y07',
    'a varint of 2^56',
    'VARINT_RANGE',
    () => new Uint8Array([1, 1, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1]),
  ],
  ['Y07', 'a varint that never ends', 'VARINT_RANGE', () => new Uint8Array(40).fill(0x80)],
  ['Y08', 'a varint with a needless byte', 'VARINT_NONMINIMAL', () => new Uint8Array([0x81, 0x00])],
  [
    'Y09',
    'a gap in the own clock',
    'CLOCK_GAP',
    (t) => forge([{ client: ME, clock: 3, structs: [text('x', inWords(t))] }]),
  ],
  [
    'Y10',
    'a huge own clock',
    'LEN_RANGE',
    () => forge([{ client: ME, clock: 2 ** 40, structs: [run(0, 9)] }]),
  ],
  ['Y11', 'a skip', 'SKIP_STRUCT', () => mine(run(10, 5))],
  [
    'Y12',
    'a prototype in a value',
    'KEY_RESERVED',
    (t) => mine(any([JSON.parse('{"__proto__": 1}')], { parent: t.typeOf(t.block), key: 'id' })),
  ],
  [
    'Y13',
    'a prototype as an attribute',
    'KEY_RESERVED',
    (t) => mine(any(['x'], { parent: t.typeOf(t.block), key: '__proto__' })),
  ],
  [
    'Y13',
    'a constructor as an attribute',
    'KEY_RESERVED',
    (t) => mine(any(['x'], { parent: t.typeOf(t.block), key: 'constructor' })),
  ],
  ['Y14', 'a prototype as a mark', 'KEY_RESERVED', (t) => mine(format('__proto__', '{}', inWords(t)))],
  [
    'Y15',
    'a value nested 5,000 deep',
    'ANY_TOO_DEEP',
    (t) =>
      mine(
        raw(8, [1, ...Array.from({ length: 5_000 }, () => [117, 1]).flat(), 126], {
          parent: t.typeOf(t.block),
          key: 'id',
        }),
      ),
  ],
  [
    'Y16',
    'a mark nested 5,000 deep',
    'JSON_TOO_DEEP',
    (t) => mine(format('b', '['.repeat(5_000) + ']'.repeat(5_000), inWords(t))),
  ],
  ['Y17', 'a document within', 'CONTENT_DOC', (t) => mine(raw(9, [1, 97, 118, 0], inWords(t)))],
  ['Y18', 'binary content', 'CONTENT_BINARY', (t) => mine(raw(3, [1, 7], inWords(t)))],
  [
    'Y18',
    'binary in a value',
    'CONTENT_BINARY',
    (t) => mine(raw(8, [1, 116, 1, 7], { parent: t.typeOf(t.block), key: 'id' })),
  ],
  ['Y18', 'JSON content', 'CONTENT_JSON', (t) => mine(raw(2, [1, 1, 49], inWords(t)))],
  ['Y18', 'an embed', 'CONTENT_EMBED', (t) => mine(raw(5, [2, 123, 125], inWords(t)))],
  ['Y19', 'an unknown root', 'ROOT_UNKNOWN', () => mine(element('paragraph', { root: 'evil' }))],
  [
    'Y19',
    'the structure root in a section',
    'ROOT_UNKNOWN',
    () => mine(element('section', { root: 'structure' })),
  ],
  ['Y20', 'an unknown node', 'NODE_UNKNOWN', (t) => mine(element('script', { origin: t.typeOf(t.block) }))],
  ['Y20', 'a map', 'NODE_UNKNOWN', (t) => mine(raw(7, [1], { origin: t.typeOf(t.block) }))],
  [
    'Y20',
    'a type that Yjs does not have',
    'UNKNOWN_FORMAT',
    (t) => mine(raw(7, [9], { origin: t.typeOf(t.block) })),
  ],
  ['Y21', 'bad UTF-8', 'UTF8_INVALID', (t) => mine(raw(4, [2, 0xc3, 0x28], inWords(t)))],
  ['Y21', 'an overlong form', 'UTF8_INVALID', (t) => mine(raw(4, [2, 0xc0, 0xaf], inWords(t)))],
  ['Y21', 'a lone surrogate', 'UTF8_INVALID', (t) => mine(raw(4, [3, 0xed, 0xa0, 0x80], inWords(t)))],
  [
    'Y22',
    'bytes after the end',
    'TRAILING_BYTES',
    (t) => new Uint8Array([...mine(text('x', inWords(t))), 0]),
  ],
  ['Y23', 'a cut update', 'TRUNCATED', (t) => mine(text('xyz', inWords(t))).slice(0, -3)],
  ['Y23', 'nothing', 'TRUNCATED', () => new Uint8Array(0)],
  [
    'Y28',
    'two structs that refer to each other',
    'REF_UNKNOWN',
    (t) => mine(text('a', { origin: [ME, 1] }), text('b', { origin: [ME, 0], right: t.at(1) })),
  ],
  ['Y28', 'a reference to what nobody has', 'REF_UNKNOWN', () => mine(text('a', { origin: [777, 5] }))],
  ['Y28', 'a parent that nobody has', 'REF_UNKNOWN', () => mine(text('a', { parent: [777, 5] }))],
  ['Y29', 'words as a parent', 'PARENT_NOT_TYPE', (t) => mine(text('a', { parent: t.at(1) }))],
  [
    'Y30',
    'neighbours in different lists',
    'POSITION_PARENTS',
    (t) => mine(text('a', { origin: t.at(0), right: t.at(0, t.others) })),
  ],
  [
    'Y31',
    'the right one before the left',
    'POSITION_ORDER',
    (t) => mine(text('a', { origin: t.at(3), right: t.at(1) })),
  ],
  [
    'Y31',
    'the same one on both sides',
    'POSITION_ORDER',
    (t) => mine(text('a', { origin: t.at(3), right: t.at(3) })),
  ],
  [
    'Y32',
    'a client id above 2^32',
    'CLIENT_RANGE',
    (t) => forge([{ client: 2 ** 32 + 5, clock: 0, structs: [text('x', inWords(t))] }]),
  ],
  [
    'Y32',
    'clients out of order',
    'CLIENT_ORDER',
    (t) => forge([ME - 1, ME].map((client) => ({ client, clock: 0, structs: [text('x', inWords(t))] }))),
  ],
  ['Y33', 'version 2', 'TRAILING_BYTES', (t) => convertUpdateFormatV1ToV2(mine(text('x', inWords(t))))],
  [
    'Y35',
    'a left neighbour that splits a character',
    'SURROGATE_SPLIT',
    (t) => mine(text('x', { origin: t.at(6) })),
  ],
  [
    'Y35',
    'a right neighbour that splits a character',
    'SURROGATE_SPLIT',
    (t) => mine(text('x', { right: t.at(7) })),
  ],
  [
    'Y35',
    'a deletion that splits a character',
    'SURROGATE_SPLIT',
    (t) => forge([], [[VICTIM, [[t.at(7)[1], 1]]]]),
  ],
  [
    'Y35',
    'a deletion that splits an own character',
    'SURROGATE_SPLIT',
    (t) => forge([{ client: ME, clock: 0, structs: [text('😀', inWords(t))] }], [[ME, [[1, 1]]]]),
  ],
  [
    'Y35',
    'a collected and a living neighbour',
    'POSITION_PARENTS',
    (t) => mine(text('x', { origin: [VICTIM, t.end - 1], right: t.at(0) })),
  ],
  [
    'Y36',
    'a child of the wrong kind',
    'SCHEMA',
    (t) => mine(element('recital', { origin: t.typeOf(t.block) })),
  ],
  [
    'Y36',
    'an attribute of the wrong type',
    'SCHEMA',
    (t) => mine(any([5], { parent: t.typeOf(t.block), key: 'x' })),
  ],
  ['Y36', 'words directly in the root', 'SCHEMA', (t) => mine(text('x', { origin: t.typeOf(t.block) }))],
  ['Y36', 'a mark that the text does not have', 'SCHEMA', (t) => mine(format('bold', 'true', inWords(t)))],
  ['Y36', 'an attribute of the root', 'SCHEMA', () => mine(any(['x'], { root: 'content', key: 'id' }))],
  ['Y36', 'a value in a list of words', 'SCHEMA', (t) => mine(any(['x'], inWords(t)))],
  [
    'Y39',
    '20,000 roots',
    'TOO_MANY_STRUCTS',
    () => mine(...Array.from({ length: 20_000 }, (_, n) => xmlText({ root: `r${String(n)}` }))),
  ],
  [
    'Y39',
    '500 roots',
    'ROOT_UNKNOWN',
    () => mine(...Array.from({ length: 500 }, (_, n) => xmlText({ root: `r${String(n)}` }))),
  ],
];

const of = (...codes: string[]): Attack[] => ATTACKS.filter(([, , code]) => codes.includes(code));

/** Refused with its code, the document as before, nothing recorded, and the victim types on as if nothing had been. */
function attempt(_id: string, _what: string, code: string, make: (target: Target) => Uint8Array): void {
  const target = new Target();
  const before = textOf(target.server.doc);
  const vector = encodeStateVector(target.server.doc);
  expect(target.server.submit(make(target), MINE)).toBe(code);
  expect(textOf(target.server.doc)).toBe(before);
  expect(encodeStateVector(target.server.doc)).toEqual(vector);
  expect(target.server.rows).toHaveLength(1);
  target.words.insert(0, 'Well, ');
  const next = target.server.submit(encodeStateAsUpdate(target.victim, vector), new Set([VICTIM]));
  expect(next).toBeInstanceOf(Uint8Array);
  expect(textOf(target.server.doc)).toBe(textOf(target.victim));
}

const FORM = of('TRUNCATED', 'TRAILING_BYTES', 'UNKNOWN_FORMAT');
const NUMBERS = [
  of('VARINT_RANGE', 'VARINT_NONMINIMAL', 'LEN_RANGE'),
  of('ZERO_LENGTH', 'CLIENT_RANGE', 'CLIENT_ORDER'),
].flat();
const COUNTS = of('TOO_MANY_STRUCTS');
const CONTENTS = [
  of('CONTENT_DOC', 'CONTENT_BINARY', 'CONTENT_JSON', 'CONTENT_EMBED'),
  of('SKIP_STRUCT', 'ANY_TOO_DEEP', 'JSON_TOO_DEEP'),
].flat();
const NAMES = of('ROOT_UNKNOWN', 'NODE_UNKNOWN', 'KEY_RESERVED');
const TEXTS = of('UTF8_INVALID');
const OWNERS = of('CLIENT_NOT_BOUND');
const DEPENDENCIES = of('CLOCK_GAP', 'REF_UNKNOWN');
const PLACES = of('PARENT_NOT_TYPE', 'POSITION_PARENTS');
const ORDERS = of('POSITION_ORDER');
const CHARACTERS = of('SURROGATE_SPLIT');
const DELETIONS = of('DELETE_FUTURE');
const SHAPES = of('SCHEMA');

describe('hostile updates', () => {
  it.each(FORM)('[S10] %s %s: %s', attempt);
  it.each(NUMBERS)('[S11] %s %s: %s', attempt);
  it.each(COUNTS)('[S12] %s %s: %s', attempt);
  it.each(CONTENTS)('[S13] %s %s: %s', attempt);
  it.each(NAMES)('[S14] %s %s: %s', attempt);
  it.each(TEXTS)('[S15] %s %s: %s', attempt);
  it.each(OWNERS)('[S21] %s %s: %s', attempt);
  it.each(DEPENDENCIES)('[S23] %s %s: %s', attempt);
  it.each(PLACES)('[S24] %s %s: %s', attempt);
  it.each(ORDERS)('[S25] %s %s: %s', attempt);
  it.each(CHARACTERS)('[S27] %s %s: %s', attempt);
  it.each(DELETIONS)('[S28] %s %s: %s', attempt);
  it.each(SHAPES)('[S30] %s %s: %s', attempt);

  it('tries every attack of the list', () => {
    const tried = [FORM, NUMBERS, COUNTS, CONTENTS, NAMES, TEXTS, OWNERS, DEPENDENCIES, PLACES, ORDERS];
    const all = [...tried, CHARACTERS, DELETIONS, SHAPES].flat();
    expect(all).toHaveLength(ATTACKS.length);
  });

  it('[S25] an order that only the applied document shows is looked at, and refused where it is false', () => {
    const big = new Set([VICTIM + 100]);
    const [A, B, C] = [1, 2, 3];
    for (const [right, answer] of [
      [B, 'POSITION_ORDER'],
      [C, 'object'],
    ] as const) {
      const target = new Target();
      const before = textOf(target.server.doc);
      // Yjs puts the first after B, because its id is the larger: it cannot be the left neighbour of something before B.
      const first = text('x', { origin: target.at(A), right: target.at(C) });
      const second = text('y', { origin: [VICTIM + 100, 0], right: target.at(right) });
      const update = forge([{ client: VICTIM + 100, clock: 0, structs: [first, second] }]);
      const got = target.server.submit(update, big);
      expect(typeof got === 'string' ? got : typeof got).toBe(answer);
      expect(textOf(target.server.doc) === before).toBe(answer === 'POSITION_ORDER');
      expect(textOf(target.server.reloaded())).toBe(textOf(target.server.doc));
    }
  });

  it('[S29] what is known and deleted already is known, whoever repeats it', () => {
    const target = new Target();
    const whole = encodeStateAsUpdate(target.victim);
    expect(target.server.submit(whole, MINE)).toBe('known');
    expect(target.server.submit(new Uint8Array([0, 0]), MINE)).toBe('known');
    expect(target.server.rows).toHaveLength(1);
  });

  it('[S22] Y04 another story about known clocks is refused as EQUIVOCATION', () => {
    const target = new Target();
    const honest = mine(text('AAAA', inWords(target)));
    expect(target.server.submit(honest, MINE)).toBeInstanceOf(Uint8Array);
    const before = textOf(target.server.doc);
    const stories = [
      mine(text('BBBB', inWords(target))),
      mine(text('AAAA', { origin: target.at(1) })),
      mine(text('AAAA', { origin: target.at(0), right: target.at(1) })),
      mine(run(1, 4, inWords(target))),
      mine(run(0, 4)),
      mine(any([1, 2, 3, 4], inWords(target))),
      mine(text('AABBxx', inWords(target))),
    ];
    for (const story of stories) expect(target.server.submit(story, MINE)).toBe('EQUIVOCATION');
    expect(textOf(target.server.doc)).toBe(before);
    expect(target.server.submit(honest, MINE)).toBe('known');
  });

  it('[S22] a known part is honest where it is deleted, and the rest of the struct is new', () => {
    const target = new Target();
    expect(target.server.submit(mine(text('AAAA', inWords(target))), MINE)).toBeInstanceOf(Uint8Array);
    const deleted = forge(
      [{ client: ME, clock: 0, structs: [run(1, 4, inWords(target))] }],
      [[ME, [[0, 4]]]],
    );
    expect(target.server.submit(deleted, MINE)).toBeInstanceOf(Uint8Array);
    expect(target.server.submit(mine(text('whatBBB', inWords(target))), MINE)).toBeInstanceOf(Uint8Array);
    expect(textOf(target.server.doc)).toContain('HBBBello');
    expect(textOf(target.server.reloaded())).toBe(textOf(target.server.doc));
  });

  const FANS: readonly (readonly [string, (n: number, t: Target) => ForgedStruct])[] = [
    ['one left neighbour, no right one', (_, t) => text('x', { origin: t.at(0) })],
    ['no neighbours, one parent', (_, t) => text('x', { parent: t.typeOf(t.words) })],
    [
      'one left neighbour, changing right ones',
      (n, t) => text('x', { origin: t.at(0), right: n < 2 ? t.at(1) : [ME, (n * 7) % (n - 1)] }),
    ],
    ['a tree', (n, t) => text('x', { origin: n === 0 ? t.at(0) : [ME, n >> 1] })],
  ];
  it.each(FANS)('[S26] Y34 a fan of 5,000 structs with %s ends as CONFLICT_TOO_WIDE', (_what, make) => {
    const target = new Target();
    const before = textOf(target.server.doc);
    const fan = mine(...Array.from({ length: 5_000 }, (_, n) => make(n, target)));
    expect(['CONFLICT_TOO_WIDE', 'POSITION_ORDER', 'REF_UNKNOWN']).toContain(target.server.submit(fan, MINE));
    expect(textOf(target.server.doc)).toBe(before);
  });

  it('[S26] typing backwards, forwards and pasting are no fans', () => {
    const target = new Target();
    const backwards = Array.from({ length: 1_200 }, (_, n) =>
      text('x', { origin: target.at(0), right: n === 0 ? target.at(1) : [ME, n - 1] }),
    );
    expect(target.server.submit(mine(...backwards), MINE)).toBeInstanceOf(Uint8Array);
    const doc = new Y.Doc();
    doc.clientID = ME + 1;
    Y.applyUpdate(doc, encodeStateAsUpdate(target.server.doc));
    const vector = encodeStateVector(doc);
    const paste = Array.from({ length: 800 }, (_, n) => paragraph(`n${String(n)}`, 'words'));
    doc.getXmlFragment('content').insert(1, paste);
    expect(target.server.submit(encodeStateAsUpdate(doc, vector), new Set([ME + 1]))).toBeInstanceOf(
      Uint8Array,
    );
    expect(textOf(target.server.doc)).toBe(textOf(doc));
  });
});

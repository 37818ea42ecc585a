import { convertUpdateFormatV1ToV2 } from 'yjs';
import { EVIL } from './battlefield.js';
import { element, forge, format, raw, run, value, words, type Struct } from './forge.js';
import type { Victim } from './victim.js';

/** Made for the attacker's own leased id, `me`, and the victim's text. */
type Forger = (victim: Victim, me: number) => Uint8Array;
type Attack = readonly [id: string, what: string, code: string, make: Forger];

const DEEP = 5_000;
const mine = (me: number, ...structs: Struct[]): Uint8Array => forge([{ client: me, clock: 0, structs }]);
const evil = (victim: Victim): Struct => words(EVIL, { origin: victim.at(0) });
const attribute = (victim: Victim, key: string): { parent: Victim['block']; key: string } => ({
  parent: victim.block,
  key,
});

/** Whose structs, and which clocks. */
const OWNERS: readonly Attack[] = [
  [
    'Y01',
    'a run of 2^40 collected clocks under the victim’s id',
    'LEN_RANGE',
    (v) => forge([{ client: v.client, clock: v.end, structs: [run(0, 2 ** 40)] }]),
  ],
  [
    'Y01',
    'a short run of them',
    'CLIENT_NOT_BOUND',
    (v) => forge([{ client: v.client, clock: v.end, structs: [run(0, 9)] }]),
  ],
  [
    'Y02',
    'the deletion of what the victim will type',
    'DELETE_FUTURE',
    (v) => forge([], [[v.client, [[v.end, 50]]]]),
  ],
  [
    'Y03',
    'words under the victim’s id and next clock',
    'CLIENT_NOT_BOUND',
    (v) => forge([{ client: v.client, clock: v.end, structs: [evil(v)] }]),
  ],
  [
    'Y03',
    'words under an id that nobody has',
    'CLIENT_NOT_BOUND',
    (v) => forge([{ client: 7, clock: 0, structs: [evil(v)] }]),
  ],
  [
    'Y09',
    'a gap in the own clock',
    'CLOCK_GAP',
    (v, me) => forge([{ client: me, clock: 3, structs: [evil(v)] }]),
  ],
  [
    'Y10',
    'a huge own clock',
    'LEN_RANGE',
    (_, me) => forge([{ client: me, clock: 2 ** 40, structs: [run(0, 9)] }]),
  ],
];

/** The bytes themselves. */
const FORMS: readonly Attack[] = [
  [
    'Y05',
    'a count of 2^25 structs',
    'TOO_MANY_STRUCTS',
    (_, me) => forge([{ client: me, clock: 0, structs: [], count: 2 ** 25 }]),
  ],
  ['Y06', 'an empty string', 'ZERO_LENGTH', (v, me) => mine(me, words('', { origin: v.at(0) }))],
  ['Y06', 'an empty delete range', 'ZERO_LENGTH', (v) => forge([], [[v.client, [[0, 0]]]])],
  [
    'Y07',
    'a number of 2^56',
    'VARINT_RANGE',
    () => Uint8Array.of(1, 1, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1),
  ],
  ['Y08', 'a number with a needless byte', 'VARINT_NONMINIMAL', () => Uint8Array.of(0x81, 0)],
  ['Y11', 'a skip', 'SKIP_STRUCT', (_, me) => mine(me, run(10, 5))],
  ['Y21', 'bad UTF-8', 'UTF8_INVALID', (v, me) => mine(me, raw(4, [2, 0xc3, 0x28], { origin: v.at(0) }))],
  [
    'Y21',
    'a lone surrogate',
    'UTF8_INVALID',
    (v, me) => mine(me, raw(4, [3, 0xed, 0xa0, 0x80], { origin: v.at(0) })),
  ],
  ['Y22', 'a byte after the end', 'TRAILING_BYTES', (v, me) => Uint8Array.of(...mine(me, evil(v)), 0)],
  ['Y23', 'a cut update', 'TRUNCATED', (v, me) => mine(me, evil(v)).slice(0, -3)],
  ['Y23', 'nothing', 'TRUNCATED', () => new Uint8Array(0)],
  [
    'Y32',
    'a client id above 2^32',
    'CLIENT_RANGE',
    (v) => forge([{ client: 2 ** 32 + 5, clock: 0, structs: [evil(v)] }]),
  ],
  [
    'Y33',
    'the same update in version 2',
    'TRAILING_BYTES',
    (v, me) => convertUpdateFormatV1ToV2(mine(me, evil(v))),
  ],
  ['Y33', 'a bomb of version 2: a few bytes, 20,000 structs', 'TRAILING_BYTES', (_, me) => bomb(me)],
];

/** What is in them. */
const CONTENTS: readonly Attack[] = [
  [
    'Y12',
    '`__proto__` in a value',
    'KEY_RESERVED',
    (v, me) => mine(me, raw(8, [1, 118, 1, 9, ...Buffer.from('__proto__'), 126], attribute(v, 'id'))),
  ],
  [
    'Y13',
    '`__proto__` as an attribute',
    'KEY_RESERVED',
    (v, me) => mine(me, value('x', attribute(v, '__proto__'))),
  ],
  [
    'Y13',
    '`constructor` as an attribute',
    'KEY_RESERVED',
    (v, me) => mine(me, value('x', attribute(v, 'constructor'))),
  ],
  [
    'Y14',
    '`__proto__` as a mark',
    'KEY_RESERVED',
    (v, me) => mine(me, format('__proto__', '{}', { origin: v.at(0) })),
  ],
  [
    'Y15',
    'a value nested 5,000 deep',
    'ANY_TOO_DEEP',
    (v, me) =>
      mine(me, raw(8, [1, ...Array.from({ length: DEEP }, () => [117, 1]).flat(), 126], attribute(v, 'id'))),
  ],
  [
    'Y16',
    'a mark nested 5,000 deep',
    'JSON_TOO_DEEP',
    (v, me) => mine(me, format('b', '['.repeat(DEEP) + ']'.repeat(DEEP), { origin: v.at(0) })),
  ],
  [
    'Y17',
    'a document within the document',
    'CONTENT_DOC',
    (v, me) => mine(me, raw(9, [1, 97, 118, 0], { origin: v.at(0) })),
  ],
  ['Y18', 'binary content', 'CONTENT_BINARY', (v, me) => mine(me, raw(3, [1, 7], { origin: v.at(0) }))],
  ['Y19', 'an unknown root', 'ROOT_UNKNOWN', (_, me) => mine(me, element('paragraph', { root: 'evil' }))],
  ['Y20', 'an unknown node', 'NODE_UNKNOWN', (v, me) => mine(me, element('script', { origin: v.block }))],
  [
    'Y36',
    'a child of the wrong kind',
    'SCHEMA',
    (v, me) => mine(me, element('recital', { origin: v.block })),
  ],
  [
    'Y36',
    'an attribute of the wrong type',
    'SCHEMA',
    (v, me) => mine(me, raw(8, [1, 125, 5], attribute(v, 'x'))),
  ],
  [
    'Y36',
    'a mark that the text does not have',
    'SCHEMA',
    (v, me) => mine(me, format('bold', 'true', { origin: v.at(0) })),
  ],
  ['Y39', '5,000 roots', 'ROOT_UNKNOWN', (_, me) => mine(me, ...roots(5_000))],
  ['Y39', '20,000 roots, which nobody reads', 'TOO_MANY_STRUCTS', (_, me) => mine(me, ...roots(20_000))],
];

/** Where it claims to stand. */
const PLACES: readonly Attack[] = [
  [
    'Y28',
    'two structs that refer to each other',
    'REF_UNKNOWN',
    (v, me) => mine(me, words(EVIL, { origin: [me, 4] }), words(EVIL, { origin: [me, 0], right: v.at(1) })),
  ],
  [
    'Y28',
    'a neighbour that nobody has',
    'REF_UNKNOWN',
    (_, me) => mine(me, words(EVIL, { origin: [777, 5] })),
  ],
  ['Y29', 'words as a parent', 'PARENT_NOT_TYPE', (v, me) => mine(me, words(EVIL, { parent: v.at(1) }))],
  [
    'Y30',
    'neighbours in different lists',
    'POSITION_PARENTS',
    (v, me) => mine(me, words(EVIL, { origin: v.at(0), right: v.other(0) })),
  ],
  [
    'Y31',
    'the right neighbour before the left one',
    'POSITION_ORDER',
    (v, me) => mine(me, words(EVIL, { origin: v.at(3), right: v.at(1) })),
  ],
  [
    'Y35',
    'a left neighbour that parts a character',
    'SURROGATE_SPLIT',
    (v, me) => mine(me, words(EVIL, { origin: v.at(6) })),
  ],
  [
    'Y35',
    'a right neighbour that parts a character',
    'SURROGATE_SPLIT',
    (v, me) => mine(me, words(EVIL, { right: v.at(7) })),
  ],
  [
    'Y35',
    'a deletion that parts a character',
    'SURROGATE_SPLIT',
    (v) => forge([], [[v.client, [[v.at(7)[1], 1]]]]),
  ],
  [
    'Y35',
    'a collected and a living neighbour',
    'POSITION_PARENTS',
    (v, me) => mine(me, words(EVIL, { origin: v.collected, right: v.at(0) })),
  ],
];

const FAN = 4_000;
const fan = (what: string, make: (n: number, victim: Victim, me: number) => Struct): Attack => [
  'Y34',
  `a fan of ${String(FAN)} structs: ${what}`,
  'CONFLICT_TOO_WIDE',
  (v, me) => mine(me, ...Array.from({ length: FAN }, (_, n) => make(n, v, me))),
];

/** Shapes that make Yjs pass more and more items for each struct. */
const FANS: readonly Attack[] = [
  fan('one left neighbour, no right one', (_, v) => words('x', { origin: v.at(0) })),
  fan('no neighbours, one parent', (_, v) => words('x', { parent: v.list })),
  fan('one left neighbour, one right one', (_, v) => words('x', { origin: v.at(0), right: v.at(1) })),
  fan('no left neighbour, one right one', (_, v) => words('x', { right: v.at(0) })),
];

export const HOSTILE_UPDATES: readonly Attack[] = [...OWNERS, ...FORMS, ...CONTENTS, ...PLACES, ...FANS];

function roots(count: number): readonly Struct[] {
  return Array.from({ length: count }, (_, n) => raw(7, [6], { root: `r${String(n)}` }));
}

/** 20,000 collected clocks one by one: in version 2 the columns are run-length coded, and all of them take some 40 bytes. */
function bomb(client: number): Uint8Array {
  const structs = Array.from({ length: 20_000 }, () => run(0, 1));
  return convertUpdateFormatV1ToV2(forge([{ client, clock: 0, structs }]));
}

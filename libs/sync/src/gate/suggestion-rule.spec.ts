import * as Y from 'yjs';
import { settleSuggestion } from '@entente/document';
import type { DelegationCode } from '@entente/kernel';
import { paragraph } from './drafter.kit.js';
import { any, forge, format, text } from './forge.kit.js';
import { acceptedOf, Hand, mark, scene, SUGGESTS, type SuggestionServer, WRITES } from './suggestion.kit.js';

const INS = mark('insertion', 'FR', 10);
const DEL = mark('deletion', 'FR', 11);
const EE_INS = mark('insertion', 'EE', 1);
const EE_DEL = mark('deletion', 'EE', 2);

/** Where `at once ` of EE begins and ends in the first paragraph. */
const EE_FROM = 15;
const EE_TO = 23;

const block = (hand: Hand, n: number): Y.XmlElement =>
  hand.doc.getXmlFragment('content').get(n) as Y.XmlElement;
const root = (hand: Hand): Y.XmlFragment => hand.doc.getXmlFragment('content');
const settle = (hand: Hand, delegation: string, id: number, decision: 'accept' | 'reject'): boolean =>
  settleSuggestion(
    hand.doc,
    { delegation: delegation as DelegationCode, id: id.toString(16).padStart(32, '0') },
    { decision, origin: null },
  );

type Act = (hand: Hand) => void;

/** Refused of a person of FR who may suggest; each leaves the document and everybody else as they were. */
const BARRED: readonly (readonly [rule: string, what: string, code: string, act: Act])[] = [
  ['S120', 'plain words', 'SUGGEST_ONLY', (h) => h.text().insert(5, ' never', {})],
  [
    'S120',
    'plain words at the end of their own suggestion',
    'SUGGEST_ONLY',
    (h) => {
      h.text().insert(5, ' and', { [INS]: true });
      h.text().insert(9, ' never', {});
    },
  ],
  ['S120', 'deleting accepted words', 'SUGGEST_ONLY', (h) => h.text().delete(0, 5)],
  [
    'S120',
    'deleting one accepted letter beside a good suggestion',
    'SUGGEST_ONLY',
    (h) => {
      h.text().insert(5, ' and', { [INS]: true });
      h.text(1).delete(8, 1);
    },
  ],
  [
    'S120',
    'hiding accepted words under an insertion of their own',
    'SUGGEST_ONLY',
    (h) => h.text().format(0, 5, { [INS]: true }),
  ],
  [
    'S120',
    'an insertion without an end',
    'SUGGEST_ONLY',
    (h) => {
      h.text().insert(3, 'x', { [INS]: true });
      deleteFormat(h.text(), (item) => item.content.value === null && item.content.key === INS);
    },
  ],
  [
    'S120',
    'making their own suggestion text',
    'SUGGEST_ONLY',
    (h) => {
      h.text().insert(5, ' and', { [INS]: true });
      h.push();
      h.text().format(5, 4, { [INS]: null });
    },
  ],
  [
    'S120',
    'accepting their own suggestion',
    'SUGGEST_ONLY',
    (h) => {
      h.text().insert(5, ' and', { [INS]: true });
      h.push();
      settle(h, 'FR', 10, 'accept');
    },
  ],
  [
    'S120',
    'accepting their own deletion',
    'SUGGEST_ONLY',
    (h) => {
      h.text().format(0, 5, { [DEL]: true });
      h.push();
      settle(h, 'FR', 11, 'accept');
    },
  ],
  [
    'S121',
    'a new block',
    'SUGGEST_ONLY',
    (h) => root(h).insert(1, [paragraph('three', 'Nobody is exempt.')]),
  ],
  ['S121', 'a new empty block', 'SUGGEST_ONLY', (h) => root(h).insert(1, [paragraph('three', '')])],
  ['S121', 'removing a block', 'SUGGEST_ONLY', (h) => root(h).delete(1, 1)],
  [
    'S121',
    'replacing a block by one with the same words',
    'SUGGEST_ONLY',
    (h) => {
      root(h).delete(1, 1);
      root(h).insert(1, [paragraph('two', 'Assets too.')]);
    },
  ],
  [
    'S121',
    'moving a block',
    'SUGGEST_ONLY',
    (h) => {
      root(h).delete(0, 1);
      root(h).insert(1, [paragraph('one', 'Funds shall be frozen.')]);
    },
  ],
  [
    'S121',
    'replacing a run of words by the same words',
    'SUGGEST_ONLY',
    (h) => {
      const p = block(h, 0).get(0) as Y.XmlElement;
      p.delete(0, 1);
      p.insert(0, [new Y.XmlText('Funds shall be frozen.')]);
    },
  ],
  [
    'S121',
    'a second run with plain words',
    'SUGGEST_ONLY',
    (h) => {
      (block(h, 0).get(0) as Y.XmlElement).insert(1, [new Y.XmlText(' No exceptions.')]);
    },
  ],
  ['S121', 'another id for a provision', 'SUGGEST_ONLY', (h) => block(h, 0).setAttribute('id', 'three')],
  ['S121', 'taking the id of a provision away', 'SUGGEST_ONLY', (h) => block(h, 0).removeAttribute('id')],
  [
    'S122',
    'an insertion in the name of another delegation',
    'MARK_NOT_YOURS',
    (h) => h.text().insert(5, ' never', { [mark('insertion', 'EE', 9)]: true }),
  ],
  [
    'S122',
    'a deletion in the name of another delegation',
    'MARK_NOT_YOURS',
    (h) => h.text().format(0, 5, { [mark('deletion', 'EE', 9)]: true }),
  ],
  [
    'S122',
    "words in another's suggestion",
    'MARK_NOT_YOURS',
    (h) => h.text().insert(EE_FROM + 3, 'never ', { [EE_INS]: true }),
  ],
  [
    'S122',
    "making another's deletion longer",
    'MARK_NOT_YOURS',
    (h) => h.text(1).format(0, 10, { [EE_DEL]: true }),
  ],
  [
    'S122',
    "making another's insertion longer, over accepted words",
    'MARK_NOT_YOURS',
    (h) => h.text().format(EE_FROM, 12, { [EE_INS]: true }),
  ],
  [
    'S122',
    "claiming another's insertion",
    'MARK_NOT_YOURS',
    (h) => h.text().format(EE_FROM, 8, { [INS]: true }),
  ],
  ['S123', "deleting another's suggested words", 'MARK_NOT_YOURS', (h) => h.text().delete(EE_FROM, 8)],
  [
    'S123',
    "deleting one letter of another's suggested words",
    'MARK_NOT_YOURS',
    (h) => h.text().delete(EE_FROM + 1, 1),
  ],
  ['S123', "accepting another's insertion", 'MARK_NOT_YOURS', (h) => settle(h, 'EE', 1, 'accept')],
  ['S123', "rejecting another's insertion", 'MARK_NOT_YOURS', (h) => settle(h, 'EE', 1, 'reject')],
  ['S123', "rejecting another's deletion", 'MARK_NOT_YOURS', (h) => settle(h, 'EE', 2, 'reject')],
  ['S123', "carrying out another's deletion", 'SUGGEST_ONLY', (h) => settle(h, 'EE', 2, 'accept')],
  [
    'S123',
    "taking a part of another's deletion back",
    'MARK_NOT_YOURS',
    (h) => h.text(1).format(2, 2, { [EE_DEL]: null }),
  ],
];

type FormatItem = Y.Item & { content: Y.ContentFormat };

function deleteFormat(words: Y.XmlText, which: (item: FormatItem) => boolean): void {
  words.doc?.transact((transaction) => {
    for (let item = words._start; item !== null; item = item.right) {
      if (item.content instanceof Y.ContentFormat && which(item as FormatItem)) item.delete(transaction);
    }
  });
}

function stateOf(server: SuggestionServer): unknown {
  return [acceptedOf(server.doc), server.open(), Y.encodeStateAsUpdate(server.doc)];
}

describe('who may suggest and not write', () => {
  it.each(BARRED)('[%s] is refused %s', (_rule, _what, code, act) => {
    const server = scene();
    const france = new Hand(server, 30, SUGGESTS('FR'));
    act(france);
    const before = stateOf(server);
    expect(france.push()).toBe(code);
    expect(stateOf(server)).toEqual(before);
  });

  it('[S121] is refused a value written over an id without deleting it', () => {
    const server = scene();
    const provision = server.doc.getXmlFragment('content').get(0) as Y.XmlElement;
    const { id } = provision._map.get('id') ?? { id: { client: 0, clock: 0 } };
    const forged = forge([
      { client: 30, clock: 0, structs: [any(['three'], { origin: [id.client, id.clock] })] },
    ]);
    expect(server.submit(forged, 30, SUGGESTS('FR'))).toBe('SUGGEST_ONLY');
    expect((server.doc.getXmlFragment('content').get(0) as Y.XmlElement).getAttribute('id')).toBe('one');
  });

  it.each([
    ['a key that is no mark', 'bold', 'true', 'SCHEMA'],
    ['a key of another form', `${INS}0`, 'true', 'SCHEMA'],
    ['a delegation in small letters', INS.replace('FR', 'fr'), 'true', 'SCHEMA'],
    ['another value', INS, '"FR"', 'SCHEMA'],
    ['another number', INS, '1', 'SCHEMA'],
  ])('[S120] is refused %s, and so is who writes', (_what, key, json, code) => {
    for (const sender of [SUGGESTS('FR'), WRITES('FR')]) {
      const server = scene();
      const words = new Hand(server, 30, sender).text();
      const id = words._start?.id ?? { client: 0, clock: 0 };
      const place = { origin: [id.client, id.clock] } as const;
      const forged = forge([{ client: 30, clock: 0, structs: [format(key, json, place)] }]);
      expect(server.submit(forged, 30, sender)).toBe(code);
    }
  });

  it('[S123] is refused the undoing of what another did', () => {
    const server = scene();
    const chair = new Hand(server, 2, WRITES('PRES'));
    chair.text().insert(0, 'All ', {});
    expect(chair.push()).toBe('new');
    const france = new Hand(server, 30, SUGGESTS('FR'));
    france.text().delete(0, 4);
    expect(france.push()).toBe('SUGGEST_ONLY');
  });

  it('[S120] is refused words that were typed into their own suggestion when it is text already', () => {
    const server = scene();
    const france = new Hand(server, 30, SUGGESTS('FR'));
    france.text().insert(5, ' and assets', { [INS]: true });
    france.push();
    const chair = new Hand(server, 2, WRITES('PRES'));
    settle(chair, 'FR', 10, 'accept');
    expect(chair.push()).toBe('new');
    france.text().insert(9, ' all', { [INS]: true });
    expect(france.push()).toBe('SUGGEST_ONLY');
    expect(server.accepted).toContain('Funds and assets shall be frozen.');
  });

  it('[S120] puts in, strikes, types on, takes back, undoes and redoes', () => {
    const server = scene();
    const before = server.accepted;
    const france = new Hand(server, 30, SUGGESTS('FR'));
    const undo = new Y.UndoManager(france.doc.getXmlFragment('content'), { captureTimeout: 0 });
    const acts: Act[] = [
      (h) => h.text().insert(5, ' held', { [INS]: true }),
      (h) => h.text().insert(10, ' abroad', { [INS]: true }),
      (h) => h.text().format(0, 5, { [DEL]: true }),
      (h) => h.text().delete(11, 2),
      () => undo.undo(),
      () => undo.undo(),
      () => undo.redo(),
      (h) => h.text(1).format(3, 5, { [DEL]: true }),
      (h) => h.text().insert(EE_FROM + 15, ' not', { [INS]: true }),
      (h) => settle(h, 'FR', 10, 'reject'),
      (h) => settle(h, 'FR', 11, 'reject'),
    ];
    for (const act of acts) {
      act(france);
      expect(france.push()).toBe('new');
      expect(server.accepted).toBe(before);
    }
    expect(server.open()).toEqual(['EE -+at once ', 'EE -Assets+']);
  });

  it('[S122] puts words of their own beside and amid what others suggest, without touching it', () => {
    const server = scene();
    const france = new Hand(server, 30, SUGGESTS('FR'));
    france.text().insert(EE_FROM + 3, 'never ', { [INS]: true });
    expect(france.push()).toBe('new');
    france.text().insert(EE_TO + 6, 'so ', { [INS]: true });
    france.text().format(EE_FROM, 3, { [DEL]: true });
    france.text(1).insert(3, 'x', { [INS]: true });
    expect(france.push()).toBe('new');
    expect(server.open()).toEqual(['FR -at +', 'EE -+at once ', 'FR -+never so x', 'EE -Assets+']);
  });

  it('[S121] begins a block that has no run of words yet', () => {
    const server = scene();
    const chair = new Hand(server, 2, WRITES('PRES'));
    const bare = new Y.XmlElement('p');
    block(chair, 0).insert(1, [bare]);
    expect(chair.push()).toBe('new');
    const france = new Hand(server, 30, SUGGESTS('FR'));
    const run = new Y.XmlText();
    (block(france, 0).get(1) as Y.XmlElement).insert(0, [run]);
    run.insert(0, 'new', { [INS]: true });
    const before = server.accepted;
    expect(france.push()).toBe('new');
    expect([server.accepted, server.open()[1]]).toEqual([before, 'FR -+new']);
  });
});

describe('who writes', () => {
  const chairOf = (server: SuggestionServer): Hand => new Hand(server, 2, WRITES('PRES'));

  it.each<readonly [string, Act]>([
    [
      'an insertion in the name of another',
      (h) => h.text().insert(5, 'x', { [mark('insertion', 'FR', 9)]: true }),
    ],
    [
      'a deletion in the name of another',
      (h) => h.text().format(0, 5, { [mark('deletion', 'FR', 9)]: true }),
    ],
    ["words in another's suggestion", (h) => h.text().insert(EE_FROM + 3, 'never ', { [EE_INS]: true })],
    [
      "other words in place of another's",
      (h) => {
        h.text().insert(EE_TO, 'at leisure ', { [EE_INS]: true });
        h.text().delete(EE_FROM, 8);
      },
    ],
    ["a longer deletion of another's", (h) => h.text(1).format(0, 10, { [EE_DEL]: true })],
    [
      "claiming another's insertion",
      (h) => h.text().format(EE_FROM, 8, { [mark('insertion', 'PRES', 5)]: true }),
    ],
  ])('[S122] is refused %s', (_what, act) => {
    const server = scene();
    const chair = chairOf(server);
    act(chair);
    const before = stateOf(server);
    expect(chair.push()).toBe('MARK_NOT_YOURS');
    expect(stateOf(server)).toEqual(before);
  });

  it.each([
    ['accept', 1, 'Funds shall be at once frozen.', 'Assets too.'],
    ['reject', 1, 'Funds shall be frozen.', 'Assets too.'],
    ['accept', 2, 'Funds shall be frozen.', ' too.'],
    ['reject', 2, 'Funds shall be frozen.', 'Assets too.'],
  ] as const)('[S123] may %s suggestion %i of another', (decision, id, one, two) => {
    const server = scene();
    const chair = chairOf(server);
    settle(chair, 'EE', id, decision);
    expect(chair.push()).toBe('new');
    expect([server.accepted.includes(one), server.accepted.includes(`"${two}"`)]).toEqual([true, true]);
    expect(server.open()).toHaveLength(1);
  });

  it('[S123] writes and strikes around, amid and under what others suggest', () => {
    const server = scene();
    const chair = chairOf(server);
    chair.text().insert(0, 'All ', {});
    chair.text().insert(EE_FROM + 7, 'and ', {});
    chair.text(1).insert(3, 'x', {});
    chair.text(1).delete(8, 3);
    expect(chair.push()).toBe('new');
    expect(server.open()).toEqual(['EE -+at once ', 'EE -Assets+']);
  });

  it('[S124] splits, joins and moves blocks with what others suggest in them', () => {
    const server = scene();
    const chair = chairOf(server);
    const words = chair.text();
    const tail = words.toDelta() as { insert: string; attributes?: Record<string, true> }[];
    words.delete(EE_FROM, words.length - EE_FROM);
    const split = paragraph('three', '');
    root(chair).insert(1, [split]);
    const run = (split.get(0) as Y.XmlElement).get(0) as Y.XmlText;
    for (const { insert, attributes } of tail.slice(1)) run.insert(run.length, insert, attributes ?? {});
    expect(chair.push()).toBe('new');
    expect(server.open()).toEqual(['EE -+at once ', 'EE -Assets+']);
    expect(server.accepted).toContain('"frozen."');
  });

  it('[S124] is refused a block moved with more in another’s suggestion than was there', () => {
    const server = scene();
    const chair = chairOf(server);
    root(chair).delete(1, 1);
    const moved = paragraph('two', '');
    root(chair).insert(0, [moved]);
    const run = (moved.get(0) as Y.XmlElement).get(0) as Y.XmlText;
    run.insert(0, 'Assets and more', { [EE_DEL]: true });
    expect(chair.push()).toBe('MARK_NOT_YOURS');
  });

  it('[S123] keeps what an author types into a suggestion while it is rejected a suggestion', () => {
    const server = scene();
    const estonia = new Hand(server, 21, SUGGESTS('EE'));
    const chair = chairOf(server);
    estonia.text().insert(EE_TO - 1, ' indeed', { [EE_INS]: true });
    settle(chair, 'EE', 1, 'reject');
    const before = server.accepted;
    expect([estonia.push(), chair.push()]).toEqual(['new', 'new']);
    expect(server.accepted).toBe(before);
    expect(server.open()[0]).toBe('EE -+ indeed');
  });

  it('[S120] words put in by an update that names another’s place are read where they land', () => {
    const server = scene();
    const id = server.doc.getXmlFragment('content').get(0) as Y.XmlElement;
    const words = (id.get(0) as Y.XmlElement).get(0) as Y.XmlText;
    const first = words._start?.id ?? { client: 0, clock: 0 };
    const forged = forge([
      { client: 30, clock: 0, structs: [text('x', { origin: [first.client, first.clock] })] },
    ]);
    expect(server.submit(forged, 30, SUGGESTS('FR'))).toBe('SUGGEST_ONLY');
    expect(server.submit(forged, 30, WRITES('FR'))).toBe('new');
  });
});

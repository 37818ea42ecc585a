import type { DelegationCode, DocumentId } from '@entente/kernel';
import { seededRandom, type SeededRandom, testSeed } from '@entente/testing';
import * as Y from 'yjs';
import {
  acceptedWords,
  canonicalSection,
  canonicalText,
  checkShape,
  keepMarks,
  markedWords,
  openSuggestions,
  readSuggestionKey,
  schema,
  sectionFromTree,
  settleSuggestion,
  suggestionIdFrom,
  suggestionKey,
  type SuggestionKind,
} from './index.js';

const FR = 'FR' as DelegationCode;
const EE = 'EE' as DelegationCode;
const id = (digit: string): string => digit.repeat(32);
const key = (kind: SuggestionKind, delegation: string, digit: string): string =>
  suggestionKey({ kind, delegation: delegation as DelegationCode, id: id(digit) });
const INS = key('insertion', 'FR', '1');
const DEL = key('deletion', 'FR', '1');
const OTHER = key('deletion', 'EE', '2');

const START = sectionFromTree(
  [
    'articleSection',
    {},
    [
      [
        'paragraph',
        { id: 'one' },
        [
          ['p', {}, [['t', 'Funds shall be frozen immediately.', []]]],
          ['point', { id: 'pt' }, [['p', {}, [['t', 'owned;', []]]]]],
        ],
      ],
    ],
  ],
  7,
);

function replica(client: number, ...updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = client;
  keepMarks(doc);
  doc.getXmlFragment('content');
  for (const update of [START, ...updates]) Y.applyUpdate(doc, update);
  return doc;
}

function textOf(doc: Y.Doc): Y.XmlText {
  const paragraph = doc.getXmlFragment('content').get(0) as Y.XmlElement;
  const p = paragraph.get(0) as Y.XmlElement;
  return p.get(0) as Y.XmlText;
}

/** `immediately` becomes `within two days`, as FR suggests it. */
function suggest(doc: Y.Doc): void {
  const text = textOf(doc);
  text.format(22, 11, { [DEL]: true });
  text.insert(33, 'within two days', { [INS]: true });
}

const markOn = (text: Y.XmlText, at: number): string[] => {
  let from = 0;
  for (const { words, marks } of markedWords(text)) {
    if (at < from + words.length) return [...marks.keys()].toSorted();
    from += words.length;
  }
  return [];
};

describe('suggestions', () => {
  it('[D15] a mark is a format key with kind, delegation and 128 random bits, and the value true; nothing else is one', () => {
    expect(readSuggestionKey(INS)).toEqual({ kind: 'insertion', delegation: 'FR', id: id('1') });
    expect(suggestionIdFrom(new Uint8Array(16).fill(10))).toBe('0a'.repeat(16));
    for (const bad of [
      'bold',
      `${INS}0`,
      INS.replace('FR', 'fr'),
      `x${INS}`,
      INS.slice(0, -1),
      '__proto__',
    ]) {
      expect(readSuggestionKey(bad)).toBeNull();
    }
    const good = replica(1);
    suggest(good);
    expect(checkShape(good, 'article').ok).toBe(true);
    for (const format of [
      { bold: true },
      { [INS]: 'FR' },
      { [INS]: false },
      { [INS]: { delegation: 'FR' } },
    ]) {
      const bad = replica(1);
      textOf(bad).format(0, 4, format);
      expect(checkShape(bad, 'article')).toMatchObject({ error: { what: 'MARK_UNKNOWN' } });
    }
  });

  it('[D15] only leaf blocks carry marks, in the schema of the editor too', () => {
    const { insertion } = schema.marks;
    expect(schema.nodes.p.allowsMarkType(insertion)).toBe(true);
    expect(schema.nodes.paragraph.allowsMarkType(insertion)).toBe(false);
    const two = [{ id: id('1') }, { id: id('2') }].map((own) =>
      insertion.create({ ...own, delegation: 'FR' }),
    );
    expect(two[1]?.addToSet([two[0] ?? insertion.create({})])).toHaveLength(2);
  });

  it('[D17] the text as accepted is the text with every suggestion rejected', () => {
    const doc = replica(1);
    const before = canonicalSection(doc, 'article');
    suggest(doc);
    textOf(doc).format(0, 5, { [OTHER]: true });
    expect(acceptedWords(textOf(doc))).toBe('Funds shall be frozen immediately.');
    expect(canonicalSection(doc, 'article')).toEqual(before);
  });

  it('[D18] open suggestions come in the order of the text, with their words; marks over no words are none', () => {
    const doc = replica(1);
    suggest(doc);
    textOf(doc).format(0, 5, { [OTHER]: true });
    expect(openSuggestions(doc)).toEqual([
      { delegation: 'EE', id: id('2'), provision: 'one', inserted: '', deleted: 'Funds' },
      {
        delegation: 'FR',
        id: id('1'),
        provision: 'one',
        inserted: 'within two days',
        deleted: 'immediately',
      },
    ]);
    settleSuggestion(doc, { delegation: FR, id: id('1') }, { decision: 'reject', origin: null });
    expect(openSuggestions(doc).map(({ delegation }) => delegation)).toEqual(['EE']);
  });

  it.each([
    ['accept', 'Funds shall be frozen within two days.'],
    ['reject', 'Funds shall be frozen immediately.'],
  ] as const)('[D19] to %s settles what one id stands for and nothing else', (decision, words) => {
    const doc = replica(1);
    suggest(doc);
    textOf(doc).format(0, 5, { [OTHER]: true });
    expect(settleSuggestion(doc, { delegation: FR, id: id('1') }, { decision, origin: 'me' })).toBe(true);
    expect(acceptedWords(textOf(doc))).toBe(words);
    expect(openSuggestions(doc)).toEqual([
      { delegation: 'EE', id: id('2'), provision: 'one', inserted: '', deleted: 'Funds' },
    ]);
    expect(settleSuggestion(doc, { delegation: EE, id: id('1') }, { decision, origin: 'me' })).toBe(false);
  });

  it('[D19] words typed into a suggestion while it is rejected stay a suggestion', () => {
    const start = replica(1);
    suggest(start);
    const shared = Y.encodeStateAsUpdate(start);
    const author = replica(2, shared);
    const chair = replica(3, shared);
    textOf(author).insert(39, ' about', { [INS]: true });
    settleSuggestion(chair, { delegation: FR, id: id('1') }, { decision: 'reject', origin: null });
    Y.applyUpdate(chair, Y.encodeStateAsUpdate(author));
    Y.applyUpdate(author, Y.encodeStateAsUpdate(chair));
    for (const doc of [author, chair]) {
      expect(acceptedWords(textOf(doc))).toBe('Funds shall be frozen immediately.');
      expect(openSuggestions(doc)).toMatchObject([{ inserted: ' about', deleted: '' }]);
    }
  });

  it('[D33] a text with open suggestions is not frozen; each is named with its place and delegation', () => {
    const doc = replica(1);
    suggest(doc);
    const point = (doc.getXmlFragment('content').get(0) as Y.XmlElement).get(1) as Y.XmlElement;
    const words = (point.get(0) as Y.XmlElement).get(0) as Y.XmlText;
    words.insert(0, 'held or ', { [key('insertion', 'EE', '3')]: true });
    const document = '00000000-0000-4000-8000-000000000001' as DocumentId;
    const text = canonicalText([{ document, kind: 'article', doc }]);
    const at = { document, kind: 'article', code: 'SUGGESTION_OPEN' };
    expect(text.ok && text.value.freezeFaults).toEqual([
      { ...at, provision: 'one', detail: 'FR' },
      { ...at, provision: 'pt', detail: 'EE' },
    ]);
  });

  it('[D34] nobody who hears of marks has an edit to send, also where marks have become redundant', () => {
    const author = replica(1);
    const reader = replica(2);
    const sent: Uint8Array[] = [];
    reader.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'remote') sent.push(update);
    });
    author.on('update', (update: Uint8Array) => Y.applyUpdate(reader, update, 'remote'));
    suggest(author);
    settleSuggestion(author, { delegation: FR, id: id('1') }, { decision: 'reject', origin: null });
    textOf(author).format(3, 20, { [OTHER]: true });
    textOf(author).format(0, 30, { [OTHER]: true });
    expect(sent).toEqual([]);
    expect(Y.encodeStateAsUpdate(reader)).toEqual(Y.encodeStateAsUpdate(author));
  });
});

interface Marked {
  readonly letter: string;
  readonly key: string;
}

/** One person marks stretches, each with an id of its own, and puts words in; tells what they marked. */
function edits(doc: Y.Doc, client: number, random: SeededRandom): Marked[] {
  const marked: Marked[] = [];
  for (let n = 0; n < 1 + random.integer(4); n += 1) {
    const text = textOf(doc);
    const from = random.integer(text.length);
    const length = 1 + random.integer(text.length - from);
    const own = suggestionIdFrom(new Uint8Array(16).map(() => random.integer(256)));
    const kind = random.pick(['deletion', 'insertion'] as const);
    const one = suggestionKey({ kind, delegation: random.pick([FR, EE]), id: own });
    if (kind === 'deletion') {
      for (const letter of text
        .toJSON()
        .replace(/<[^>]*>/gu, '')
        .slice(from, from + length))
        marked.push({ letter, key: one });
      text.format(from, length, { [one]: true });
    } else {
      const letter = String.fromCodePoint(0x4e00 + client * 64 + n);
      text.insert(from, letter, { [one]: true });
      marked.push({ letter, key: one });
    }
  }
  return marked;
}

function shuffled<T>(list: readonly T[], random: SeededRandom): T[] {
  return list
    .map((value) => ({ value, at: random.fraction() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ value }) => value);
}

/** Every letter of the start stands there once, so that a letter names its place. */
const LETTERS = Array.from({ length: 40 }, (_, n) => String.fromCodePoint(0x3041 + n)).join('');

describe('concurrent overlapping suggestions', () => {
  const seed = testSeed();
  it.each(Array.from({ length: 12 }, (_, n) => seed * 100 + n))(
    '[D16] of n people each mark survives over each word it was put on, whatever the order, seed %i',
    (one) => {
      const random = seededRandom(one);
      const base = replica(1);
      textOf(base).delete(0, textOf(base).length);
      textOf(base).insert(0, LETTERS, {});
      const shared = Y.encodeStateAsUpdate(base);
      const people = Array.from({ length: 2 + random.integer(4) }, (_, n) => replica(10 + n, shared));
      const marked = people.flatMap((doc, n) => edits(doc, n, random));
      const updates = people.map((doc) => Y.encodeStateAsUpdate(doc));
      const merged = [0, 1, 2].map(() => replica(99, shared, ...shuffled(updates, random)));
      for (const doc of merged) {
        const letters = [...markedWords(textOf(doc))].map(({ words }) => words).join('');
        for (const { letter, key: mark } of marked) {
          expect(markOn(textOf(doc), letters.indexOf(letter))).toContain(mark);
        }
        expect(checkShape(doc, 'article').ok).toBe(true);
        expect(letters.replace(/[^\u3041-\u3068]/gu, '')).toBe(LETTERS);
      }
      const [first, ...rest] = merged.map((doc) => JSON.stringify(textOf(doc).toDelta()));
      for (const other of rest) expect(other).toBe(first);
    },
  );
});

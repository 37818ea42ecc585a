import fc from 'fast-check';
import * as Y from 'yjs';
import type { DocumentId } from '@entente/kernel';
import {
  canonicalText,
  canonicalTextOfTrees,
  checkShape,
  CONTENT_ROOT,
  type CanonicalNode,
  type CanonicalRun,
} from './index.js';

const DOCUMENT = '00000000-0000-4000-8000-000000000001' as DocumentId;

/** A stream of choices, so that a history is a value that fast-check can shrink and print. */
class Choices {
  readonly #numbers: readonly number[];
  #at = 0;
  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }
  below(limit: number): number {
    this.#at += 1;
    return (this.#numbers[this.#at % this.#numbers.length] ?? 0) % limit;
  }
}

/** Several people with a document each; whoever is next writes on top of what the others have. */
class Table {
  readonly #docs: Y.Doc[];
  readonly choices: Choices;
  constructor(people: number, choices: Choices) {
    this.choices = choices;
    this.#docs = Array.from({ length: people }, (_, i) => {
      const doc = new Y.Doc();
      doc.clientID = 1000 + i * 7 + choices.below(7);
      return doc;
    });
  }
  next(): Y.Doc {
    const writer = this.#docs[this.choices.below(this.#docs.length)] ?? new Y.Doc();
    for (const doc of this.#docs)
      Y.applyUpdate(writer, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(writer)));
    return writer;
  }
  /** Everything, as one who joins late gets it. */
  joined(): Y.Doc {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.next()));
    return doc;
  }
}

/** The element at a path of places among element children, in one person's document. */
function find(doc: Y.Doc, path: readonly number[]): Y.XmlFragment {
  let type: Y.XmlFragment = doc.getXmlFragment(CONTENT_ROOT);
  for (const place of path) {
    type =
      type.toArray().filter((child): child is Y.XmlElement => child instanceof Y.XmlElement)[place] ?? type;
  }
  return type;
}

const isRun = (child: CanonicalNode | CanonicalRun): child is CanonicalRun => child[0] === 't';

/** Types a run in pieces: into one text or several, with slips that are deleted again, sometimes decomposed. */
function typeWords(table: Table, path: readonly number[], words: string): void {
  const { choices } = table;
  // By code points: Yjs turns half of a surrogate pair into U+FFFD (SECURITY §8.1), which is refused elsewhere.
  const characters = Array.from(words);
  while (characters.length > 0) {
    const piece = characters.splice(0, 1 + choices.below(9)).join('');
    const leaf = find(table.next(), path);
    const last = leaf.get(leaf.length - 1);
    const text = last instanceof Y.XmlText && choices.below(4) > 0 ? last : new Y.XmlText();
    if (text !== last) leaf.insert(leaf.length, [text]);
    if (choices.below(3) === 0) {
      text.insert(text.length, 'slip');
      text.delete(text.length - 4, 4);
    }
    text.insert(text.length, choices.below(5) === 0 ? piece.normalize('NFD') : piece);
  }
}

function writeNode(table: Table, path: readonly number[], node: CanonicalNode): void {
  const [name, attributes, children] = node;
  const { choices } = table;
  const place = path.at(-1) ?? 0;
  const parent = find(table.next(), path.slice(0, -1));
  const element = new Y.XmlElement(name);
  parent.insert(place, [element]);
  if (choices.below(3) === 0) {
    parent.insert(place, [new Y.XmlElement('p')]);
    parent.delete(place, 1);
  }
  for (const [key, value] of Object.entries(attributes)) {
    if (choices.below(2) === 0) element.setAttribute(key, 'draft');
    element.setAttribute(key, value);
  }
  writeChildren(table, path, children);
}

/** Puts the children in their places in some order: first, or last, or between. */
function writeChildren(table: Table, path: readonly number[], children: CanonicalNode[2]): void {
  const blocks = children.filter((child): child is CanonicalNode => !isRun(child));
  const written: number[] = [];
  const left = blocks.map((_, i) => i);
  while (left.length > 0) {
    const [index] = left.splice(table.choices.below(left.length), 1);
    if (index === undefined) break;
    const place = written.filter((other) => other < index).length;
    written.push(index);
    const block = blocks[index];
    if (block !== undefined) writeNode(table, [...path, place], block);
  }
  for (const child of children) if (isRun(child)) typeWords(table, path, child[1]);
}

const WORDS = fc.stringMatching(/^[a-zé ñ\u{20000}ß“”—;,()]{0,30}$/u);
const p = WORDS.map((words): CanonicalNode => ['p', {}, words === '' ? [] : [['t', words, []]]]);
const point = fc
  .array(p, { maxLength: 2 })
  .map((children): CanonicalNode => ['point', { id: 'point' }, children]);
const paragraph = fc
  .array(fc.oneof(p, point), { maxLength: 3 })
  .map((children): CanonicalNode => ['paragraph', { id: 'paragraph' }, children]);
const article = fc
  .array(paragraph, { minLength: 1, maxLength: 3 })
  .map((children): CanonicalNode => ['articleSection', {}, children]);
const history = fc.record({
  people: fc.integer({ min: 1, max: 4 }),
  numbers: fc.array(fc.nat(), { minLength: 8, maxLength: 64 }),
});

function hashOfHistory(
  tree: CanonicalNode,
  { people, numbers }: { people: number; numbers: number[] },
): unknown {
  const table = new Table(people, new Choices(numbers));
  writeChildren(table, [], tree[2]);
  const doc = table.joined();
  expect(checkShape(doc, 'article')).toEqual({ ok: true, value: undefined });
  const text = canonicalText([{ document: DOCUMENT, kind: 'article', doc }]);
  return text.ok ? text.value.textHash : text.error;
}

function hashOfTree(tree: CanonicalNode): unknown {
  const text = canonicalTextOfTrees([{ document: DOCUMENT, kind: 'article', tree }]);
  return text.ok ? text.value.textHash : text.error;
}

describe('the same visible text', () => {
  it('[D32] has one hash, whoever wrote it in whatever order (50 texts, 6 histories each)', () => {
    fc.assert(
      fc.property(article, fc.array(history, { minLength: 6, maxLength: 6 }), (tree, histories) => {
        const expected = hashOfTree(tree);
        for (const one of histories) expect(hashOfHistory(tree, one)).toBe(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('[D32] has another hash when a letter, an id, a node or the order differs', () => {
    const base: CanonicalNode = [
      'articleSection',
      {},
      [
        ['paragraph', { id: 'a' }, [['p', {}, [['t', 'Funds', []]]]]],
        ['paragraph', { id: 'b' }, [['p', {}, []]]],
      ],
    ];
    const json = JSON.stringify(base);
    const others = [
      json.replace('Funds', 'funds'),
      json.replace('Funds', 'Funds '),
      json.replace('"a"', '"c"'),
      json.replace('["p",{},[]]', ''),
      json.replace('["p",{},[]]', '["point",{},[]]'),
      JSON.stringify([base[0], base[1], base[2].toReversed()]),
    ].map((changed) => hashOfTree(JSON.parse(changed) as CanonicalNode));
    expect(new Set([hashOfTree(base), ...others]).size).toBe(7);
  });
});

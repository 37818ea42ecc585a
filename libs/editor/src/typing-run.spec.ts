import { schema } from '@entente/document';
import { EditorState, type Transaction } from 'prosemirror-state';
import { markFromDocuments } from './transaction-source.js';
import { TypingRun } from './typing-run.js';

/** A recital typed into, by acts at given times; each answer: does it go on with the act before it? */
function acts(words: string, ...changes: ((tr: Transaction) => Transaction)[]): boolean[] {
  const recital = schema.nodes.recital.create({ id: 'r1' }, words === '' ? [] : schema.text(words));
  const doc = schema.nodes.doc.create(null, schema.nodes.preambleSection.create(null, recital));
  let state = EditorState.create({ doc });
  const run = new TypingRun();
  return changes.map((change) => {
    const tr = change(state.tr);
    state = state.apply(tr);
    return run.goesOn([tr]);
  });
}

/** Where the words of the recital start. */
const START = 2;
const type =
  (at: number, text: string, time: number) =>
  (tr: Transaction): Transaction =>
    tr.insertText(text, START + at).setTime(time);
const erase =
  (from: number, to: number, time: number) =>
  (tr: Transaction): Transaction =>
    tr.delete(START + from, START + to).setTime(time);

describe('what undo takes as one act', () => {
  it('[E25] typing goes on through any pause within a word, and ends at a pause between words', () => {
    expect(acts('', type(0, 'a', 0), type(1, 'b', 9000), type(2, ' ', 9100), type(3, 'c', 9200))).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(acts('', type(0, 'ab ', 0), type(3, 'c', 9000), type(4, 'd', 9900))).toEqual([false, false, true]);
  });

  it('[E25] a slip put right at once belongs to the typing, words erased before it do not', () => {
    expect(acts('old ', type(4, 'nex', 0), erase(6, 7, 100), type(6, 'w', 200))).toEqual([false, true, true]);
    expect(acts('old ', type(4, 'n', 0), erase(3, 5, 100))).toEqual([false, false]);
  });

  it('[E25] erasing goes on letter by letter in both directions, and typing after it is another act', () => {
    expect(acts('one two', erase(6, 7, 0), erase(5, 6, 9000), erase(4, 5, 18_000))).toEqual([
      false,
      true,
      true,
    ]);
    expect(acts('one two', erase(0, 1, 0), erase(0, 1, 100), type(0, 'x', 200))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('[E25] a change of structure and a paste are acts of their own', () => {
    expect(acts('', type(0, 'ab', 0), (tr) => tr.split(START + 2).setTime(10), type(4, 'c', 20))).toEqual([
      false,
      false,
      false,
    ]);
    expect(
      acts('', type(0, 'ab', 0), (tr) => type(2, 'c', 10)(tr).setMeta('uiEvent', 'paste'), type(3, 'd', 20)),
    ).toEqual([false, false, false]);
  });

  it("[E25] others' words before it move the place where typing goes on", () => {
    expect(
      acts('', type(0, 'ab', 0), (tr) => markFromDocuments(type(0, 'theirs ', 5)(tr)), type(9, 'c', 10)),
    ).toEqual([false, false, true]);
  });
});

import * as Y from 'yjs';
import { readSuggestionKey, type SuggestionMark } from './suggestion-mark.js';

/** The internals of a text that hold its words and marks. */
type ReadableText = Pick<Y.AbstractType<unknown>, '_start'>;

/** Marks in force, by format key. */
export type Marks = ReadonlyMap<string, SuggestionMark>;

/** What one format item does to the marks in force. A key that is no suggestion's changes nothing: the shape refuses it. */
export function applyFormat(marks: Map<string, SuggestionMark>, { key, value }: Y.ContentFormat): void {
  const mark = readSuggestionKey(key);
  if (mark === null) return;
  if (value === null) marks.delete(key);
  else marks.set(key, mark);
}

/** Whether words under these marks are part of the text as accepted: a suggested insertion is not (SPEC D17). */
export function isAccepted(marks: Marks): boolean {
  for (const { kind } of marks.values()) if (kind === 'insertion') return false;
  return true;
}

/** The living words of a text with the marks over them, in order. */
export function* markedWords(text: ReadableText): Generator<{ item: Y.Item; words: string; marks: Marks }> {
  let marks = new Map<string, SuggestionMark>();
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const { content } = item;
    if (content instanceof Y.ContentFormat) {
      // Another map each time: what was yielded stays true.
      marks = new Map(marks);
      applyFormat(marks, content);
    } else if (content instanceof Y.ContentString) yield { item, words: content.str, marks };
  }
}

/** The words of one text with all suggestions rejected (SPEC D17). */
export function acceptedWords(text: ReadableText): string {
  let accepted = '';
  for (const { words, marks } of markedWords(text)) if (isAccepted(marks)) accepted += words;
  return accepted;
}

/**
 * Yjs tidies format items that have become redundant, on every replica that hears of a change, as edits of that replica's
 * own. Here they stay: what looks redundant to one replica may hold the words that another is typing, which would then
 * stand in the text although nobody accepted them; and who may only read must never have an edit to send (SPEC D34).
 * Call it for every Y.Doc of a section before anything is applied to it.
 */
export function keepMarks(doc: Y.Doc): void {
  doc.on('afterTransaction', (transaction: Y.Transaction) => {
    transaction._needFormattingCleanup = false;
  });
}

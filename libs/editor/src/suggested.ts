import { schema } from '@entente/document';
import type { DelegationCode } from '@entente/kernel';
import { Fragment, Slice, type Mark, type Node } from 'prosemirror-model';
import { TextSelection, type EditorState, type Transaction } from 'prosemirror-state';
import { ReplaceStep } from 'prosemirror-transform';
import { isSuggesting, isWritable, sectionAround, speakerOf } from './section-places.js';
import { isOwnMark, isOwnSuggestion, suggestReplace } from './suggest.js';
import { isFromDocuments, isSuggestion } from './transaction-source.js';

/** The words of a slice that is nothing but words, whatever blocks it is cut out of; null where it brings blocks. */
function wordsOf({ content }: Slice): Node[] | null {
  let inner = content;
  while (inner.childCount === 1 && inner.firstChild?.isText === false) inner = inner.firstChild.content;
  return inner.content.every((node) => node.isText) ? [...inner.content] : null;
}

/** One replacement that brings nothing but words. */
interface InWords {
  readonly step: ReplaceStep;
  readonly words: readonly Node[];
}

function inWords({ steps }: Transaction): InWords | null {
  const [step, ...more] = steps;
  const words = step instanceof ReplaceStep && more.length === 0 ? wordsOf(step.slice) : null;
  return step instanceof ReplaceStep && words !== null ? { step, words } : null;
}

function keepingMeta(tr: Transaction, from: Transaction): Transaction {
  for (const key of ['uiEvent', 'paste', 'composition']) {
    const value: unknown = from.getMeta(key);
    if (value !== undefined) tr.setMeta(key, value);
  }
  return tr;
}

function isAllOwn(words: readonly Node[], speaker: DelegationCode): boolean {
  return words.every(({ marks }) => marks.some((mark) => isOwnMark(mark, 'insertion', speaker)));
}

/**
 * What a person did in words, as it is meant where they are: where one suggests, deleting strikes and typing puts in a
 * suggestion; where one writes, what is typed amid others' suggestions is no part of them. Everything else passes as it
 * is, and the guard looks at it.
 */
export function suggested(state: EditorState, tr: Transaction): Transaction {
  const act = isFromDocuments(tr) || isSuggestion(tr) ? null : inWords(tr);
  const place = act === null ? null : sectionAround(tr.before.resolve(act.step.from));
  if (act === null || place === null || act.step.to > place.pos + place.node.nodeSize) return tr;
  const { step, words } = act;
  if (isWritable(place.node)) return plain(state, tr, { step, words });
  if (!isSuggesting(place.node)) return tr;
  if (isAsMeant(tr, { step, words }, speakerOf(place.node))) return tr;
  const text = words.map((node) => node.text ?? '').join('');
  return keepingMeta(suggestReplace(state.tr, step.from, step.to, text), tr);
}

/** Own suggested words, typed into or taken back within one block: an input method writes so, under the mark it was given. */
function isAsMeant({ before }: Transaction, { step, words }: InWords, speaker: DelegationCode): boolean {
  const { from, to } = step;
  if (!isAllOwn(words, speaker) || !isOwnSuggestion(before, from, to, speaker)) return false;
  return before.resolve(from).sameParent(before.resolve(to));
}

function plain(state: EditorState, tr: Transaction, { step, words }: InWords): Transaction {
  const isFlat = step.slice.openStart === 0 && step.slice.openEnd === 0;
  if (!isFlat || words.every(({ marks }) => marks.length === 0)) return tr;
  const text = words.map((node) => schema.text(node.text ?? ''));
  const instead = state.tr.step(
    new ReplaceStep(step.from, step.to, new Slice(Fragment.fromArray(text), 0, 0)),
  );
  const { anchor, head } = tr.selection;
  return keepingMeta(
    instead.setSelection(TextSelection.create(instead.doc, anchor, head)).scrollIntoView(),
    tr,
  );
}

function skeletonOf(node: Node, speaker: DelegationCode): string {
  const parts: string[] = [];
  node.descendants((child) => {
    if (!child.isText) parts.push(`<${child.type.name} ${String(child.attrs['id'] ?? '')}>`);
    else if (!child.marks.some((mark) => isOwnMark(mark, 'insertion', speaker)))
      parts.push(wordsUnder(child, speaker));
    return true;
  });
  return parts.join('');
}

/** A stretch of words, letter by letter with others' marks over it: how it is cut into nodes says nothing. */
function wordsUnder(text: Node, speaker: DelegationCode): string {
  const others = text.marks.filter(({ attrs }) => attrs['delegation'] !== speaker).map(nameOf);
  const suffix = others.length === 0 ? '' : `{${others.toSorted().join()}}`;
  return Array.from(text.text ?? '', (letter) => letter + suffix).join('');
}

function nameOf({ type, attrs }: Mark): string {
  return `${type.name}--${String(attrs['delegation'])}--${String(attrs['id'])}`;
}

/** Whether only suggestions of the speaker changed: blocks, accepted words and what others suggest stand as they did. */
export function onlySuggests(before: Node, after: Node): boolean {
  const speaker = speakerOf(before);
  return skeletonOf(before, speaker) === skeletonOf(after, speaker);
}

/** The words that others suggest to put in, by suggestion. */
function othersWords(section: Node): Map<string, string> {
  const speaker = speakerOf(section);
  const words = new Map<string, string>();
  section.descendants((node) => {
    for (const mark of node.marks) {
      const isTheirs = mark.type === schema.marks.insertion && mark.attrs['delegation'] !== speaker;
      if (isTheirs) words.set(nameOf(mark), (words.get(nameOf(mark)) ?? '') + (node.text ?? ''));
    }
    return true;
  });
  return words;
}

/** Whether what others suggest to put in stands word for word as it did: it is accepted or rejected, not written over. */
export function keepsSuggestions(before: Node, after: Node): boolean {
  const were = othersWords(before);
  if (were.size === 0) return true;
  const are = othersWords(after);
  return [...were].every(([name, words]) => are.get(name) === words);
}

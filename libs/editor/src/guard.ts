import { MAX_BLOCK_DEPTH } from '@entente/document';
import type { DocumentId } from '@entente/kernel';
import type { Node, Slice } from 'prosemirror-model';
import { Plugin, TextSelection, type EditorState, type Selection, type Transaction } from 'prosemirror-state';
import { ReplaceAroundStep, ReplaceStep, type Step } from 'prosemirror-transform';
import { deleteAcross } from './delete-across.js';
import { documentOf, isEditable, isSuggesting, isWritable, sectionPlaces } from './section-places.js';
import { suggestReplace } from './suggest.js';
import { keepsSuggestions, onlySuggests } from './suggested.js';
import { isFromDocuments } from './transaction-source.js';

function depthOf(node: Node): number {
  let deepest = 0;
  node.forEach((child) => {
    if (child.isBlock) deepest = Math.max(deepest, 1 + depthOf(child));
  });
  return deepest;
}

/** Why a section is left as it is. `WORDS_ONLY`: one suggests words there. `SUGGESTION_OPEN`: it would change what others suggest. */
export type RefusedBecause = 'READ_ONLY' | 'WORDS_ONLY' | 'SUGGESTION_OPEN';

interface RefusedSection {
  /** Null: the sections themselves. */
  readonly document: DocumentId | null;
  readonly because: RefusedBecause;
}

function reasonAgainst(section: Node, now: Node): RefusedBecause | null {
  if (isSuggesting(section)) return onlySuggests(section, now) ? null : 'WORDS_ONLY';
  if (!isWritable(section)) return 'READ_ONLY';
  return keepsSuggestions(section, now) ? null : 'SUGGESTION_OPEN';
}

/** What a transaction would change that it may not; empty when it may pass. */
function refusedBy(before: Node, after: Node): RefusedSection[] {
  const sections = { document: null, because: 'READ_ONLY' } as const;
  if (before.childCount !== after.childCount) return [sections];
  const refused: RefusedSection[] = [];
  before.forEach((section, _offset, index) => {
    const now = after.child(index);
    if (now === section || now.eq(section)) return;
    const because = reasonAgainst(section, now);
    if (!now.sameMarkup(section) || depthOf(now) > MAX_BLOCK_DEPTH) refused.push(sections);
    else if (because !== null) refused.push({ document: documentOf(section) as DocumentId, because });
  });
  return refused;
}

/** Told which sections an act would have changed and may not, and why. */
export type OnRefused = (documents: readonly DocumentId[], because?: RefusedBecause) => void;

/** Refuses what would change the number, order or kind of sections, or the text of one that may not be written. */
export function guardSections(onRefused: OnRefused): Plugin {
  return new Plugin({
    filterTransaction: (tr) => {
      if (!tr.docChanged || isFromDocuments(tr)) return true;
      const refused = refusedBy(tr.before, tr.doc);
      for (const because of ['READ_ONLY', 'WORDS_ONLY', 'SUGGESTION_OPEN'] as const) {
        const documents = refused.flatMap((one) =>
          one.because === because && one.document !== null ? [one.document] : [],
        );
        if (documents.length > 0) onRefused(documents, because);
      }
      return refused.length === 0;
    },
  });
}

interface Reach {
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

function reachOf(step: Step, doc: Node): Reach | null {
  if (!(step instanceof ReplaceStep) && !(step instanceof ReplaceAroundStep)) return null;
  const { from, to, slice } = step;
  const $from = doc.resolve(from);
  const inOneSection = $from.depth > 0 && from <= to && to <= $from.end(1);
  return inOneSection ? null : { from, to, words: wordsOf(slice) };
}

function wordsOf(slice: Slice): string {
  return slice.content.textBetween(0, slice.content.size, ' ');
}

/**
 * Whatever reaches over a section's edge (typing, cutting, composing over a selection of several sections) becomes the same act done
 * section by section: the first such step is what the person meant, and its words land where the deletion began.
 */
export function sectionwise(state: EditorState, tr: Transaction): Transaction {
  if (!tr.docChanged || isFromDocuments(tr)) return tr;
  for (const [index, step] of tr.steps.entries()) {
    const doc = tr.docs[index];
    const reach = doc === undefined ? null : reachOf(step, doc);
    // Steps before it stay inside sections and are part of the same act; they are rare, and refused with it.
    if (reach !== null) return index === 0 ? rewritten(state, tr, reach) : tr;
  }
  return tr;
}

/**
 * Words of a change that the browser made by itself. Deleting over blocks it joins them, and the words after the selection
 * are then part of what it wrote: they belong to their own section, and stay there.
 */
function withoutTail(words: string, { $to }: Selection): string {
  const tail = $to.parent.textBetween(
    Math.min($to.parentOffset, $to.parent.content.size),
    $to.parent.content.size,
  );
  return tail !== '' && words.endsWith(tail) ? words.slice(0, -tail.length) : words;
}

function rewritten(state: EditorState, tr: Transaction, reach: Reach): Transaction {
  const { selection } = state;
  const selected = selection.$from.depth === 0 || selection.$from.index(0) !== selection.$to.index(0);
  const instead = selected
    ? replaceAcross(state.tr, selection.from, selection.to, withoutTail(reach.words, selection))
    : replaceAcross(state.tr, reach.from, reach.to, reach.words);
  const uiEvent: unknown = tr.getMeta('uiEvent');
  return uiEvent === undefined ? instead : instead.setMeta('uiEvent', uiEvent);
}

/** Deletes the range section by section and puts `words` where it began, or at the first place in it that may be written. */
export function replaceAcross(tr: Transaction, from: number, to: number, words: string): Transaction {
  const place = sectionPlaces(tr.doc).find(
    ({ node, pos }) => isEditable(node) && pos < to && pos + node.nodeSize > from,
  );
  deleteAcross(tr, from, to);
  if (place === undefined) return tr;
  const $at = tr.doc.resolve(Math.min(Math.max(from, place.pos + 1), tr.doc.content.size));
  const selection = TextSelection.near($at, 1);
  tr.setSelection(selection);
  const inPlace = selection.from >= place.pos && selection.$from.index(0) === place.index;
  if (words.length === 0 || !inPlace || !(selection instanceof TextSelection)) return tr.scrollIntoView();
  if (isSuggesting(place.node)) suggestReplace(tr, selection.from, selection.from, words);
  else tr.insertText(words);
  return tr.scrollIntoView();
}

import { schema, SUGGESTION_ID_BYTES, suggestionIdFrom, type SuggestionKind } from '@entente/document';
import type { DelegationCode } from '@entente/kernel';
import { Fragment, Slice, type Mark, type Node, type ResolvedPos } from 'prosemirror-model';
import { TextSelection, type Transaction } from 'prosemirror-state';
import { ReplaceStep } from 'prosemirror-transform';
import { markSet } from './marked-runs.js';
import { sectionAround, speakerOf } from './section-places.js';
import { markSuggestion } from './transaction-source.js';

/** Words that stand in one block under the same marks. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly marks: readonly Mark[];
}

function stretchesIn(doc: Node, from: number, to: number): Stretch[] {
  const stretches: Stretch[] = [];
  doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isText) return true;
    const stretch = { from: Math.max(from, pos), to: Math.min(to, pos + node.nodeSize), marks: node.marks };
    if (stretch.to > stretch.from) stretches.push(stretch);
    return false;
  });
  return stretches;
}

export function isOwnMark(mark: Mark, kind: SuggestionKind, speaker: DelegationCode): boolean {
  return mark.type === schema.marks[kind] && mark.attrs['delegation'] === speaker;
}

function isOwn(marks: readonly Mark[], kind: SuggestionKind, speaker: DelegationCode): boolean {
  return marks.some((mark) => isOwnMark(mark, kind, speaker));
}

function ownIdOf(marks: readonly Mark[], speaker: DelegationCode): string | null {
  const own = marks.find(
    (mark) => isOwnMark(mark, 'insertion', speaker) || isOwnMark(mark, 'deletion', speaker),
  );
  return own === undefined ? null : String(own.attrs['id']);
}

function marksBefore($pos: ResolvedPos): readonly Mark[] {
  return $pos.nodeBefore?.marks ?? [];
}

/** The suggestion that an act at this place goes on with: one of the same delegation that touches it. Else a new one. */
function idFor(doc: Node, from: number, to: number, speaker: DelegationCode): string {
  const $from = doc.resolve(from);
  const $to = doc.resolve(to);
  const before = $from.parent.isTextblock ? ownIdOf(marksBefore($from), speaker) : null;
  const after = $to.parent.isTextblock ? ownIdOf($to.nodeAfter?.marks ?? [], speaker) : null;
  return before ?? after ?? suggestionIdFrom(crypto.getRandomValues(new Uint8Array(SUGGESTION_ID_BYTES)));
}

/** The mark that words get which are put in at a place of a section one suggests in. */
export function insertionAt(doc: Node, pos: number, speaker: DelegationCode): Mark {
  return schema.marks.insertion.create({ delegation: speaker, id: idFor(doc, pos, pos, speaker) });
}

function speakerAt(doc: Node, pos: number): DelegationCode | null {
  const place = sectionAround(doc.resolve(pos));
  return place === null ? null : speakerOf(place.node);
}

/** The same words under other marks. */
function remark(tr: Transaction, { from, to }: Stretch, marks: readonly Mark[]): void {
  const words = schema.text(tr.doc.textBetween(from, to), markSet(marks));
  tr.step(new ReplaceStep(from, to, new Slice(Fragment.from(words), 0, 0)));
}

/** Strikes what stands between two places of one section; words that the own delegation suggested are taken back. */
function strike(
  tr: Transaction,
  from: number,
  to: number,
  by: { speaker: DelegationCode; id: string },
): void {
  const { speaker, id } = by;
  const deletion = schema.marks.deletion.create({ delegation: speaker, id });
  markSuggestion(tr);
  for (const stretch of stretchesIn(tr.doc, from, to).reverse()) {
    if (isOwn(stretch.marks, 'insertion', speaker)) tr.delete(stretch.from, stretch.to);
    else if (!isOwn(stretch.marks, 'deletion', speaker)) remark(tr, stretch, [...stretch.marks, deletion]);
  }
}

/**
 * Suggests that what stands between two places of one section goes, and that `words` come in its place, after it. Blocks stay as they
 * are. The caret goes after the words, or before what was struck.
 */
export function suggestReplace(tr: Transaction, from: number, to: number, words: string): Transaction {
  const speaker = speakerAt(tr.doc, Math.min(from + 1, tr.doc.content.size)) ?? speakerAt(tr.doc, from);
  if (speaker === null) return tr;
  const id = idFor(tr.doc, from, to, speaker);
  const $from = tr.doc.resolve(from);
  const place = $from.parent.isTextblock ? Math.min(to, $from.end()) : to;
  const before = tr.steps.length;
  strike(tr, from, to, { speaker, id });
  const at = tr.mapping.slice(before).map(place, -1);
  if (words !== '' && tr.doc.resolve(at).parent.isTextblock) {
    const mark = schema.marks.insertion.create({ delegation: speaker, id });
    tr.insert(at, schema.text(words, [mark]));
    tr.setSelection(TextSelection.create(tr.doc, at + words.length));
  } else if (words === '') {
    tr.setSelection(TextSelection.near(tr.doc.resolve(from), 1));
  }
  return tr.scrollIntoView();
}

/** Strikes a part of one section, without moving the caret. */
export function suggestDeletion(tr: Transaction, from: number, to: number): void {
  const speaker = speakerAt(tr.doc, from);
  if (speaker !== null && to > from) strike(tr, from, to, { speaker, id: idFor(tr.doc, from, to, speaker) });
}

/** Whether all words between two places are the own delegation's suggestions: they are typed into and deleted as they are. */
export function isOwnSuggestion(doc: Node, from: number, to: number, speaker: DelegationCode): boolean {
  return stretchesIn(doc, from, to).every(({ marks }) => isOwn(marks, 'insertion', speaker));
}

import type { DelegationCode } from '@entente/kernel';
import type { ResolvedPos } from 'prosemirror-model';
import { TextSelection, type Command } from 'prosemirror-state';
import { sectionAround, speakerOf } from './section-places.js';
import { isOwnMark, suggestReplace } from './suggest.js';

type Unit = 'character' | 'word';

/** The characters of a block, in order; each with its place in the block, and whether the own delegation has struck it. */
interface Character {
  readonly offset: number;
  readonly text: string;
  readonly struck: boolean;
}

function charactersOf($at: ResolvedPos, speaker: DelegationCode): Character[] {
  const characters: Character[] = [];
  $at.parent.forEach((node, start) => {
    const struck = node.marks.some((mark) => isOwnMark(mark, 'deletion', speaker));
    let offset = start;
    for (const { segment } of new Intl.Segmenter().segment(node.text ?? '')) {
      characters.push({ offset, text: segment, struck });
      offset += segment.length;
    }
  });
  return characters;
}

const LETTER = /[\p{L}\p{N}\p{M}'’-]/u;

/** How many of these characters, nearest first, go at one press: a word is what stands before the next space. */
function count(nearest: readonly Character[], unit: Unit): number {
  if (unit === 'character') return 1;
  const begun = nearest.findIndex(({ text }) => LETTER.test(text));
  if (begun < 0) return nearest.length;
  const end = nearest.findIndex(({ text }, at) => at > begun && !LETTER.test(text));
  return end < 0 ? nearest.length : end;
}

/** What one press strikes, as offsets in the block; null at the block's edge. What is struck already is passed over. */
function target($at: ResolvedPos, direction: -1 | 1, unit: Unit): { from: number; to: number } | null {
  const place = sectionAround($at);
  if (place === null || !$at.parent.isTextblock) return null;
  const all = charactersOf($at, speakerOf(place.node)).filter(({ struck }) => !struck);
  const before = all.filter(({ offset }) => offset < $at.parentOffset).reverse();
  const nearest = direction < 0 ? before : all.filter(({ offset }) => offset >= $at.parentOffset);
  const [first] = nearest;
  const last = nearest[count(nearest, unit) - 1];
  if (first === undefined || last === undefined) return null;
  const [left, right] = direction < 0 ? [last, first] : [first, last];
  return { from: $at.start() + left.offset, to: $at.start() + right.offset + right.text.length };
}

/** Backspace and Delete where one suggests: strikes, and takes one's own words back. At a block's edge `atEdge` is told. */
export function suggestErase(direction: -1 | 1, unit: Unit, atEdge: () => void): Command {
  return (state, dispatch) => {
    const { selection, tr } = state;
    const found = selection.empty ? target(selection.$head, direction, unit) : selection;
    if (found === null) {
      if (dispatch !== undefined) atEdge();
      return true;
    }
    const { from, to } = found;
    const before = tr.steps.length;
    suggestReplace(tr, from, to, '');
    if (direction > 0 && selection.empty) {
      tr.setSelection(TextSelection.near(tr.doc.resolve(tr.mapping.slice(before).map(to, -1)), 1));
    }
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

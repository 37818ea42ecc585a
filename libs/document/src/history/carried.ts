/** Words that one row took out or put in, side by side in one client's clocks. */
export interface Piece {
  readonly client: number;
  readonly clock: number;
  readonly words: string;
}

/** The same words, before and after a row moved them. */
export interface Carry {
  readonly from: { readonly client: number; readonly clock: number };
  readonly to: { readonly client: number; readonly clock: number };
  readonly words: string;
}

/** Shorter stretches may be the same by chance. */
const MIN_CARRIED = 4;
/** Beyond it the words of a row are looked at no further: a row is one push, of some kilobytes. */
const MAX_LOOKS = 20_000;

interface Overlap {
  /** Where the common words begin in the added and in the removed text. */
  readonly inAdded: number;
  readonly inRemoved: number;
  readonly length: number;
}

/**
 * Finds words that a row took out at one place and put in at another: where a paragraph is split, joined, indented or moved, the
 * editor writes them anew, and who wrote them first is still who wrote them (SPEC D63). Each of `removed` is one stretch of the
 * text, in the pieces that it was made of.
 */
export function findCarried(removed: readonly (readonly Piece[])[], added: readonly Piece[]): Carry[] {
  const texts = removed.map((pieces) => ({
    words: pieces.map(({ words }) => words).join(''),
    pieces,
    used: [] as Overlap[],
  }));
  const carried: Carry[] = [];
  let looks = 0;
  for (const piece of added) {
    const used: Overlap[] = [];
    for (const text of texts) {
      looks += 1;
      if (looks > MAX_LOOKS) return carried;
      const found = overlap({ words: piece.words, used }, text);
      if (found === null) continue;
      carried.push(...carryPieces(piece, text.pieces, found));
      used.push(found);
      text.used.push(found);
    }
  }
  return carried;
}

interface Side {
  readonly words: string;
  /** What of it has found its like already. */
  readonly used: readonly Overlap[];
}

/** One holds the other whole: anything less could be chance, or a new wording. */
function overlap(added: Side, removed: Side): Overlap | null {
  const length = Math.min(added.words.length, removed.words.length);
  if (length < MIN_CARRIED) return null;
  if (added.words.length <= removed.words.length) {
    if (added.used.length > 0) return null;
    const at = freeIndex(removed, added.words, 'inRemoved');
    return at < 0 ? null : { inAdded: 0, inRemoved: at, length };
  }
  if (removed.used.length > 0) return null;
  const at = freeIndex(added, removed.words, 'inAdded');
  return at < 0 ? null : { inAdded: at, inRemoved: 0, length };
}

function freeIndex({ words, used }: Side, sought: string, place: 'inAdded' | 'inRemoved'): number {
  for (let at = words.indexOf(sought); at >= 0; at = words.indexOf(sought, at + 1)) {
    const end = at + sought.length;
    if (used.every((one) => end <= one[place] || one[place] + one.length <= at)) return at;
  }
  return -1;
}

function carryPieces(added: Piece, pieces: readonly Piece[], found: Overlap): Carry[] {
  const { inAdded, inRemoved, length } = found;
  const carries: Carry[] = [];
  let start = 0;
  for (const { client, clock, words } of pieces) {
    const from = Math.max(start, inRemoved);
    const to = Math.min(start + words.length, inRemoved + length);
    if (from < to) {
      carries.push({
        from: { client, clock: clock + from - start },
        to: { client: added.client, clock: added.clock + inAdded + from - inRemoved },
        words: words.slice(from - start, to - start),
      });
    }
    start += words.length;
  }
  return carries;
}

import type { Act, Delegation, NoticeOfPartner, VersionStrip } from '@entente/contracts';
import type { Provision } from '../text/outline.js';
import type { SignName } from '../ui/signs.js';
import type { Cell } from './board.js';

/** What opens on a cell. */
export type Detail =
  | {
      readonly kind: 'position';
      readonly cell: Cell;
      readonly name: string;
      readonly provision: Provision | null;
    }
  | { readonly kind: 'act'; readonly act: Act }
  | {
      readonly kind: 'version';
      readonly strip: VersionStrip;
      readonly partner: VersionStrip['partners'][number];
    }
  | { readonly kind: 'stage'; readonly notice: NoticeOfPartner };

/** What a cell shows and says. */
export type Face = {
  readonly sign: SignName;
  /** Given for other words. */
  readonly stale: boolean;
  /** Somebody wrote something with it. */
  readonly note: boolean;
  /** Of a *what if*. */
  readonly supposed: boolean;
  /** What a reader hears after partner and column. */
  readonly words: string;
  readonly detail: Detail | null;
};

/** The last row under a column. */
export type Result = {
  /** As narrow as a column: `14/15`. */
  readonly short: string;
  readonly words: string;
  readonly verdict: Verdict;
};

/**
 * What the rule makes of a column: met; `open`, where it would be met if all who have said nothing were in favour; missed, which what
 * was said does not allow; null where no rule measures it.
 */
export type Verdict = 'met' | 'open' | 'missed' | null;

export const SIGN_OF = { met: '✓', open: '○', missed: '✗' } as const;

/** What is seen in the cell, then the words: whoever says what they see means this cell (WCAG 2.5.3). */
export const resultHeard = ({ short, words, verdict }: Result): string =>
  short === '' ? words : `${short}${verdict === null ? '' : SIGN_OF[verdict]} ${words}`;

/** A column of the board, whatever it stands for. */
export type Column = {
  readonly key: string;
  /** As narrow as a column: `4`, `4(2)`, `R3`. */
  readonly short: string;
  readonly name: string;
  readonly title: string;
  /** What its head opens or closes; null: nothing. */
  readonly toggle: string | null;
  readonly expanded: boolean;
  /** First of its group: a rule stands before it. */
  readonly first: boolean;
  /** What may be supposed otherwise here; null: nothing. */
  readonly provisions: readonly Provision[] | null;
  /** The same object for the same partner. */
  readonly face: (partner: Delegation) => Face;
  readonly result: () => Result;
};

/** Keeps the answer for each partner: columns are asked at every frame. */
export function kept<Answer>(answer: (partner: Delegation) => Answer): (partner: Delegation) => Answer {
  const known = new Map<string, Answer>();
  return (partner) => {
    const made = known.get(partner.code) ?? answer(partner);
    known.set(partner.code, made);
    return made;
  };
}

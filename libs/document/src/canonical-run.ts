import { err, ok, type Result } from '@entente/kernel';
import type { RefusalCode } from './tree.js';
import { unassignedRanges } from './unicode-15.js';

/** Most text: nothing in it is refused and nothing below U+0300 is changed by NFC. */
const PLAIN = /^[\n\u0020-\u007e\u00a0-\u02ff\u2010-\u2027\u2030-\u205e]*$/;

const LONE_SURROGATE = /\p{Surrogate}/u;
const COMBINING = /^\p{M}/u;

/** SECURITY §4.6: controls but LF, bidirectional controls and marks, U+FFFD, private use, unassigned. */
const REFUSED_CLASS =
  '[\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f' +
  '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufffd' +
  `\\p{Co}${unassignedRanges()}]`;
const REFUSED = new RegExp(REFUSED_CLASS, 'u');
const ALL_REFUSED = new RegExp(`${REFUSED_CLASS}|\\p{Surrogate}|^\\p{M}+`, 'gu');

export interface RunRefusal {
  readonly code: Extract<RefusalCode, 'SURROGATE_LONE' | 'CHARACTER_REFUSED' | 'COMBINING_START'>;
  /** The code point, e.g. `U+202E`. */
  readonly detail: string;
}

function codePointName(text: string): string {
  return `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The canonical form of one whole run of words: NFC, nothing trimmed (SPEC D22 to D25). */
export function canonicalRun(text: string): Result<string, RunRefusal> {
  if (PLAIN.test(text)) return ok(text);
  const surrogate = LONE_SURROGATE.exec(text);
  if (surrogate !== null) return err({ code: 'SURROGATE_LONE', detail: codePointName(surrogate[0]) });
  const refused = REFUSED.exec(text);
  if (refused !== null) return err({ code: 'CHARACTER_REFUSED', detail: codePointName(refused[0]) });
  // A run that starts with a mark could join what stands before it: NFC is not closed under concatenation.
  if (COMBINING.test(text)) return err({ code: 'COMBINING_START', detail: codePointName(text) });
  return ok(text.normalize('NFC'));
}

/** Words as a run may hold them, and what had to go: code points such as `U+202E`, each as often as it stood there. */
export function cleanWords(text: string): { readonly words: string; readonly removed: readonly string[] } {
  if (PLAIN.test(text)) return { words: text, removed: [] };
  const removed: string[] = [];
  let words = text;
  // Again, because what stood after something removed may be a combining mark that now starts the run.
  for (let before = ''; before !== words;) {
    before = words;
    words = words.replace(ALL_REFUSED, (gone) => {
      for (const point of gone) removed.push(codePointName(point));
      return '';
    });
  }
  return { words, removed };
}

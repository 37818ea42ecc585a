import { derogationTerms, type Rule } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import type { Instant } from '@entente/kernel';
import { useNow } from '../../../frame/use-now.js';
import { asRulebook, useBook, useShelf } from '../../books/use-book.js';

/** `terms`: when silence grants it, and how it is counted otherwise. `unknown`: the server has the last word. */
export type Preview =
  | { readonly is: 'terms'; readonly deadlineAt: Instant; readonly rule: Rule }
  | { readonly is: 'unknown' }
  | { readonly is: 'no_derogations' };

/**
 * The core's own terms, here and now, by the very version of the rule book that was decided by, in use or not (SPEC R203). Only a rule book that
 * was read and knows no derogations is a reason not to ask.
 */
export function usePreview(under: Procedure): Preview {
  const now = useNow();
  const { rulebook } = under;
  const name =
    rulebook === null ? null : { kind: 'rulebook' as const, book: rulebook.id, version: rulebook.version };
  const { data } = useBook(name);
  const { data: shelf } = useShelf();
  if (name === null) return { is: 'no_derogations' };
  const book = data === undefined ? null : asRulebook(name, data.of);
  if (book === null) return { is: 'unknown' };
  if (book.derogation === null) return { is: 'no_derogations' };
  // A period in working days is counted by the calendars.
  if (shelf === undefined) return { is: 'unknown' };
  const facts = { procedure: under.id, requestHash: under.packageHash, askedAt: now };
  const terms = derogationTerms(book, under.core, facts, shelf);
  if (!terms.ok) return { is: 'unknown' };
  const { deadlineAt, fallback, rule } = terms.value;
  return { is: 'terms', deadlineAt: deadlineAt ?? now, rule: fallback ?? rule };
}

import type { Procedure } from '@entente/contracts';
import type { Translate } from '../messages/use-t.js';

/** Titles of entries by their ids; an id that is no entry, such as a part of a rule, stands for itself. */
export const titlesOf = ({ core }: Procedure, ids: readonly string[]): readonly string[] =>
  ids.map((id) => core.terms.items.find((item) => item.id === id)?.title ?? id);

/** What an act is about, as a sentence; '' where it is about everything. */
export function scopeWords(t: Translate, procedure: Procedure, scope: readonly string[]): string {
  if (scope.length === 0) return '';
  const composite = procedure.core.terms.rule.id === 'COMPOSITE';
  return t(composite ? 'scope.onPart' : 'scope.onEntries', { what: titlesOf(procedure, scope).join(', ') });
}

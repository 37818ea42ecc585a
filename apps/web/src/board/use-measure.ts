import type { Rulebook } from '@entente/consensus';
import type { Delegation, Procedure } from '@entente/contracts';
import { instant } from '@entente/kernel';
import { useMemo } from 'react';
import { useRulebooks } from '../api/queries.js';
import { useNow } from '../frame/use-now.js';
import { useT, type Translate } from '../messages/use-t.js';
import type { Option } from '../ui/field.js';
import { measureByBook, measureOf, type Measure } from './measure.js';

export const NO_RULE = 'none';

type Measured = {
  readonly measure: Measure | null;
  /** What it is measured by, in words. */
  readonly name: string;
  readonly options: readonly Option<string>[];
  /** The option that is chosen. */
  readonly value: string;
};

const LAST = 'last';
const DAY_MS = 86_400_000;

/** What positions are measured by: the rule of the package's last procedure, a rule book that is chosen, or nothing. */
export function useMeasure(
  book: string | null,
  procedure: Procedure | null,
  partners: readonly Delegation[],
): Measured {
  const t = useT();
  const books = useRulebooks().data?.rulebooks;
  // Weights are those of a day.
  const today = Math.floor(useNow() / DAY_MS) * DAY_MS;
  return useMemo(() => {
    const value = book ?? (procedure === null ? NO_RULE : LAST);
    const options = [
      { value: NO_RULE, label: t('board.byNothing') },
      ...(procedure === null
        ? []
        : [{ value: LAST, label: t('board.byLast', { revision: procedure.revision }) }]),
      ...(books ?? []).map(({ id, name, body }) => ({ value: id, label: `${name} (${body})` })),
    ];
    if (value === LAST && procedure !== null) {
      return { measure: measureOf(procedure), name: nameOf(procedure, books ?? [], t), options, value };
    }
    const chosen = books?.find(({ id }) => id === value);
    if (chosen === undefined) return { measure: null, name: '', options, value: NO_RULE };
    return { measure: measureByBook(chosen, partners, instant(today)), name: chosen.name, options, value };
  }, [book, books, procedure, partners, today, t]);
}

const nameOf = ({ rule, rulebook }: Procedure, books: readonly Rulebook[], t: Translate): string =>
  books.find(({ id }) => id === rulebook?.id)?.name ?? t(`rule.${rule}`);

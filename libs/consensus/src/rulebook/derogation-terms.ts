import { err, ok, type Hash, type Instant, type ProcedureId, type Result } from '@entente/kernel';
import { derogation } from '../procedure/derogation.js';
import type { Procedure, ProcedureState } from '../procedure/state.js';
import type { Terms } from '../procedure/terms.js';
import { endOfPeriod } from './period.js';
import type { Rulebook } from './rulebook.js';
import type { Shelf } from './terms-from.js';

/** Why nothing can be asked under a decision. */
export type DerogationRefusal =
  | { readonly code: 'not_adopted'; readonly state: ProcedureState }
  | { readonly code: 'no_derogations' }
  | { readonly code: 'calendar_missing' }
  | { readonly code: 'calendar_ends'; readonly day: string }
  | { readonly code: 'period_not_whole' };

/** The facts of the moment at which it is asked. */
export interface DerogationFacts {
  readonly procedure: ProcedureId;
  /** Hash of the request (`derogationHash`). */
  readonly requestHash: Hash;
  readonly askedAt: Instant;
}

/**
 * The terms of a request under what `base` adopted, by the rule book that it was adopted by: the electorate as it stood at the end, silence
 * for the period laid down, then the count laid down (SPEC R203).
 */
export function derogationTerms(
  book: Pick<Rulebook, 'derogation' | 'clock'>,
  base: Procedure,
  { procedure, requestHash, askedAt }: DerogationFacts,
  { calendars }: Pick<Shelf, 'calendars'>,
): Result<Terms, DerogationRefusal> {
  if (base.state !== 'adopted') return err({ code: 'not_adopted', state: base.state });
  if (book.derogation === null) return err({ code: 'no_derogations' });
  const { period, onObjection } = book.derogation;
  const calendar = base.terms.calendar ?? calendars.find(({ id }) => id === book.clock.calendar) ?? null;
  const end = endOfPeriod(period, askedAt, calendar);
  if (!end.ok) {
    return err(end.error.code === 'not_a_whole_number' ? { code: 'period_not_whole' } : end.error);
  }
  const request = { procedure, packageHash: requestHash, opensAt: null, deadlineAt: end.value };
  const under = { ...base.terms, members: base.members, calendar };
  return ok(derogation(under, { ...request, fallback: onObjection }));
}

import {
  capitals,
  hostCities,
  shippedWeightTables,
  termsFaults,
  termsFrom,
  type Rulebook,
  type Shelf,
  type Terms,
} from '@entente/consensus';
import type { Delegation, Procedure } from '@entente/contracts';
import { err, ok, type Hash, type Instant, type ProcedureId, type Result } from '@entente/kernel';

/** What the chair chooses when opening by a rule book. `lane` '' with a stated deadline. */
export type Choice = {
  readonly book: Rulebook;
  readonly lane: string;
  readonly deadlineAt: Instant | null;
  /** Null: now. */
  readonly opensAt: Instant | null;
};

const SHELF: Shelf = { calendars: [...hostCities(), ...capitals()], weightTables: shippedWeightTables() };

/** A stand-in: the server gives the procedure its id. */
const PREVIEW = '00000000-0000-4000-8000-000000000000' as ProcedureId;

/** What would be frozen if it opened now, or the code of what is wrong, by the server's own core. */
export function previewOf(
  { book, lane, deadlineAt, opensAt }: Choice,
  { packageHash, partners, now }: { packageHash: Hash; partners: readonly Delegation[]; now: Instant },
): Result<Terms, string> {
  const seats = partners.map(({ code }) => ({ partner: code, participates: true }));
  const announced = opensAt !== null && opensAt > now;
  const terms = termsFrom(
    book,
    seats,
    {
      procedure: PREVIEW,
      packageHash,
      by: 'chair',
      opensAt: announced ? opensAt : now,
      announcedAt: announced ? now : null,
      ...(lane === '' ? {} : { lane }),
      ...(deadlineAt === null ? {} : { deadlineAt }),
    },
    SHELF,
  );
  if (!terms.ok) return err(terms.error.code);
  const [fault] = termsFaults(terms.value, announced ? opensAt : now);
  return fault === undefined ? ok(terms.value) : err(fault.code);
}

/** The procedure that opening now would follow: the last one, where it ended without adoption. */
export function followedBy(procedures: readonly Procedure[]): Procedure | null {
  const [last] = procedures;
  return last !== undefined &&
    ['broken', 'not_adopted', 'no_decision', 'void', 'withdrawn'].includes(last.state)
    ? last
    : null;
}

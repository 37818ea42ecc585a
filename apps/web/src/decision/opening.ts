import {
  capitals,
  hostCities,
  shippedWeightTables,
  termsFaults,
  termsFrom,
  leftOutBy,
  withoutOf,
  type Forum,
  type Item,
  type OpeningFacts,
  type Rulebook,
  type Shelf,
  type Terms,
} from '@entente/consensus';
import type { Delegation, Procedure } from '@entente/contracts';
import {
  err,
  ok,
  type DelegationCode,
  type Hash,
  type Instant,
  type ProcedureId,
  type Result,
} from '@entente/kernel';

/** What the chair chooses when opening by a rule book. `lane` '' with a stated deadline. */
export type Choice = {
  readonly book: Rulebook;
  readonly lane: string;
  readonly deadlineAt: Instant | null;
  /** Null: now. */
  readonly opensAt: Instant | null;
  /** When what is adopted expires; null: no stated end. */
  readonly sunsetAt: Instant | null;
  /** Targets of a matrix, or entries that can be severed; empty: the package as one. */
  readonly items: readonly Item[];
};

const SHELF: Shelf = { calendars: [...hostCities(), ...capitals()], weightTables: shippedWeightTables() };

/** What an opening is about, and whom it could ask. */
type OpenedOn = {
  readonly packageHash: Hash;
  readonly partners: readonly Pick<Delegation, 'code'>[];
  readonly now: Instant;
  readonly following: Following | null;
  readonly forum: ForumWritten;
};

/** A stand-in: the server gives the procedure its id. */
const PREVIEW = '00000000-0000-4000-8000-000000000000' as ProcedureId;

/** What would be frozen if it opened now, or the code of what is wrong, by the server's own core. */
export function previewOf({ book, opensAt, ...chosen }: Choice, on: OpenedOn): Result<Terms, string> {
  const { packageHash, partners, now } = on;
  const seats = partners.map(({ code }) => ({ partner: code, participates: true }));
  const follows = followingFacts(on);
  if (!follows.ok) return follows;
  const announced = opensAt !== null && opensAt > now;
  const opens = announced ? opensAt : now;
  const facts: OpeningFacts = {
    procedure: PREVIEW,
    packageHash,
    by: 'chair',
    opensAt: opens,
    announcedAt: announced ? now : null,
    ...follows.value,
    ...statedOf(chosen),
  };
  const terms = termsFrom(book, seats, facts, SHELF);
  if (!terms.ok) return err(terms.error.code);
  const [fault] = termsFaults(terms.value, opens);
  return fault === undefined ? ok(terms.value) : err(fault.code);
}

/** What it follows, and whom it does not ask. */
function followingFacts({
  partners,
  following,
  forum,
}: OpenedOn): Result<Pick<OpeningFacts, 'follows' | 'followsAs' | 'without'>, string> {
  if (following === null) return ok({});
  const codes = partners.map(({ code }) => code);
  const { procedure, as: followsAs } = following;
  const before = leftOutBy(procedure.core);
  const without = withoutOf(codes, { followsAs, before, forum: chosenForum(codes, following, forum) });
  if (!without.ok) return err(without.error.code);
  return ok({ follows: procedure.id, followsAs, without: without.value });
}

/** What was chosen beside the rule book's own answers; what was not is the rule book's to say. */
const statedOf = ({
  lane,
  deadlineAt,
  sunsetAt,
  items,
}: Omit<Choice, 'book' | 'opensAt'>): Partial<
  Pick<OpeningFacts, 'lane' | 'deadlineAt' | 'sunsetAt' | 'items'>
> => ({
  ...(lane === '' ? {} : { lane }),
  ...(deadlineAt === null ? {} : { deadlineAt }),
  ...(sunsetAt === null ? {} : { sunsetAt }),
  ...(items.length === 0 ? {} : { items }),
});

/** Whether a rule book decides several things for themselves, so that they have to be named at opening. */
export const asksForItems = ({ kind, severable }: Rulebook): boolean => kind === 'matrix' || severable;

/** One entry as the chair writes it: its title, and the provisions and sections of the frozen text that it is. */
export type WrittenEntry = { readonly title: string; readonly provisions: readonly string[] };

/**
 * In their order, which the residual hashes keep. Numbered, so that two of one title are two. The framework, of entries alone, is what no
 * entry names, and stands first.
 */
export function itemsOf(
  { kind }: Pick<Rulebook, 'kind'>,
  { entries, framework }: { readonly entries: readonly WrittenEntry[]; readonly framework: string | null },
): readonly Item[] {
  const matrix = kind === 'matrix';
  const named = entries
    .map(({ title, provisions }) => ({ title: title.trim(), provisions }))
    .filter(({ title, provisions }) => title !== '' || provisions.length > 0)
    .map(({ title, provisions }, index) => {
      const id = `${matrix ? 'T' : 'E'}${String(index + 1)}`;
      return { id, title: title === '' ? id : title, provisions };
    });
  return framework === null || matrix || named.length === 0
    ? named
    : [{ id: 'F', title: framework, framework: true }, ...named];
}

const WITHOUT_ADOPTION = ['broken', 'not_adopted', 'no_decision', 'void', 'withdrawn', 'referred'];

/** How opening now may follow the last procedure: the same words again by the same rule book, or before another body (SPEC R89, R90). */
export type Following = { readonly procedure: Procedure; readonly as: 'reissue' | 'forum_switch' };

/** The last procedure, where it ended without adoption on exactly these words: other words are a new matter. */
export function followableOn(procedures: readonly Procedure[], packageHash: Hash): Procedure | null {
  const [last] = procedures;
  if (last === undefined || !WITHOUT_ADOPTION.includes(last.state)) return null;
  return last.core.packageHash === packageHash ? last : null;
}

/** The same, and how this opening follows it. */
export function followedBy(
  procedures: readonly Procedure[],
  chosen: { readonly packageHash: Hash; readonly book: Pick<Rulebook, 'id'>; readonly forum: ForumWritten },
): Following | null {
  const last = followableOn(procedures, chosen.packageHash);
  if (last === null) return null;
  const before = leftOutBy(last.core)?.partners ?? [];
  const { left } = chosen.forum;
  const asksTheSame = left.length === before.length && left.every((code) => before.includes(code));
  const same = last.rulebook?.id === chosen.book.id && last.state !== 'referred' && asksTheSame;
  return { procedure: last, as: same ? 'reissue' : 'forum_switch' };
}

/** Whom an opening leaves out, and why. */
export type ForumWritten = { readonly left: readonly DelegationCode[]; readonly ground: string };

/** Before anybody chooses: as the procedure before it had it. */
export const forumBefore = (last: Procedure | null): ForumWritten => ({
  left: (last === null ? undefined : leftOutBy(last.core))?.partners ?? [],
  ground: (last === null ? undefined : leftOutBy(last.core))?.ground ?? '',
});

/** The forum that is named on the wire: of a forum switch that leaves somebody out. */
export const chosenForum = (
  partners: readonly DelegationCode[],
  following: Following | null,
  { left, ground }: ForumWritten,
): Forum | undefined =>
  following?.as !== 'forum_switch' || left.length === 0
    ? undefined
    : { asks: partners.filter((code) => !left.includes(code)), ground: ground.trim() };

import type { DelegationCode, Hash, Instant, MandateId, PersonId } from '@entente/kernel';
import { standingOf, type Position } from '../position.js';
import type { Level } from '../procedure/act.js';
import type { Reserve, ReserveEnd } from './reserve.js';

/** A position as its partner took it, and by whom. */
export interface TakenPosition extends Position {
  /** 1, 2, 3 … among the positions on the package. */
  readonly sequence: number;
  readonly note: string;
  readonly person: PersonId;
  readonly mandate: MandateId;
  readonly level: Level;
  readonly at: Instant;
}

/** The words on which a procedure is opened: the hash of each provision. */
export type ProvisionHashes = ReadonlyMap<string, Hash>;

/** What stands on a text beside the positions: the reserves of the procedure that was on the package last, and its words. */
export interface LastProcedure {
  readonly reserves: readonly Reserve[];
  readonly words: ProvisionHashes;
}

/**
 * The reserves that a procedure takes over when it opens, live and ended ones, so that each has its history: what positions say of
 * words that are the same now, and what the last procedure left of such words or of the whole. What has been ended in a procedure
 * stays so, whatever the position still says (DOMAIN §1.2; SPEC R191, R192).
 */
export function standingReserves(
  taken: readonly TakenPosition[],
  words: ProvisionHashes,
  earlier: LastProcedure | null,
): readonly Reserve[] {
  const known = new Map(earlier?.reserves.map((reserve) => [reserve.id, reserve]));
  const stated = statedReserves(taken, words).map((reserve) => {
    const before = known.get(reserve.id);
    return before === undefined || before.end === null ? reserve : before;
  });
  const ids = new Set(stated.map((reserve) => reserve.id));
  const left = (earlier?.reserves ?? []).filter(
    (reserve) => !ids.has(reserve.id) && !isStated(reserve) && isOnSame(reserve, words, earlier?.words),
  );
  return [...stated, ...left];
}

/** Positions are the board's to give and take back; what they made of a reserve goes with them. */
const STATED = 'position ';
const isStated = ({ id }: Reserve): boolean => id.startsWith(STATED);

const isOnSame = ({ scope }: Reserve, now: ProvisionHashes, then: ProvisionHashes | undefined): boolean =>
  scope.every((id) => then?.get(id) === now.get(id));

/** Of each partner and provision where a reserve stands on the present words: the reserve, and those before it. */
function statedReserves(taken: readonly TakenPosition[], words: ProvisionHashes): readonly Reserve[] {
  const courses = new Map<string, TakenPosition[]>();
  for (const position of [...taken].sort((one, other) => one.sequence - other.sequence)) {
    const key = `${position.partner} ${position.provision}`;
    courses.set(key, [...(courses.get(key) ?? []), position]);
  }
  return [...courses.values()].flatMap((course) => {
    const last = course.at(-1);
    const stands =
      last !== undefined &&
      reserveKindOf(last) !== null &&
      standingOf(last, words.get(last.provision) ?? null) === 'given';
    return stands ? courseOf(course) : [];
  });
}

// A hold stops a clock, and there was none: in a procedure it is placed, never taken over (SPEC R106).
const reserveKindOf = ({ position, reserve }: Position): Reserve['kind'] | null =>
  position === 'reserve' && reserve !== 'hold' ? reserve : null;

/** One partner's reserves on one provision, in the order in which it entered them; only the last is live. */
function courseOf(course: readonly TakenPosition[]): readonly Reserve[] {
  const ended: Reserve[] = [];
  let live = null as Reserve | null;
  for (const position of course) {
    const kind = reserveKindOf(position);
    if (live !== null && live.kind === kind) {
      live = { ...live, reason: position.note };
      continue;
    }
    if (live !== null) ended.push({ ...live, end: endBy(position) });
    live = kind === null ? null : entered(position, kind, ended.at(-1)?.id ?? null);
  }
  return live === null ? ended : [...ended, live];
}

function entered(position: TakenPosition, kind: Reserve['kind'], reopens: string | null): Reserve {
  const { sequence, partner, person, mandate, level, provision, note, at } = position;
  const said = { partner, person, mandate, level, at, scope: [provision], reason: note };
  return {
    id: `${STATED}${String(sequence)}`,
    kind,
    ...said,
    language: null,
    waitsFor: '',
    reopens,
    end: null,
  };
}

function endBy({ position, partner, person, level, note, at }: TakenPosition): ReserveEnd {
  const objects = position === 'oppose';
  return {
    mode: objects ? 'converted' : 'lifted',
    to: objects ? 'objection' : null,
    by: { partner, person, level },
    reason: note,
    evidence: '',
    at,
  };
}

/** Those of partners that are asked: another's reserve stops nobody here. */
export const reservesOfAsked = (
  reserves: readonly Reserve[],
  asked: readonly DelegationCode[],
): readonly Reserve[] => reserves.filter(({ partner }) => asked.includes(partner));

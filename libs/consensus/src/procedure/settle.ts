import type { DelegationCode, Hash, Instant } from '@entente/kernel';
import { count, type Count } from '../count/count.js';
import type { Electorate } from '../count/electorate.js';
import type { BothCounts } from '../count/reduced.js';
import { liveReserves, type Reserve } from '../reserve/reserve.js';
import { asIfNobodyLeft } from './departure.js';
import { evolve, evolveAll, isClosed, isUndecided } from './evolve.js';
import type { Closing, EventOf, ProcedureEvent, Settlement } from './event.js';
import {
  asked,
  ballotOf,
  bearsOn,
  endsAtObjection,
  isBySilence,
  kindOf,
  liveActs,
  ruleOf,
  spokenStances,
  isBlocking,
} from './live.js';
import type { Cause, ClosedState, Comparison, Matter, Procedure } from './state.js';
import { WHOLE } from './state.js';
import { residualHash } from './terms.js';

/** What one matter comes to. `whole`: the state of the procedure if that is all there is to decide. */
interface Verdict {
  readonly matter: string;
  readonly state: 'adopted' | 'rejected';
  readonly whole: ClosedState;
  readonly cause: Cause;
  readonly partners: readonly DelegationCode[];
  readonly reserves: readonly string[];
}

export const electorateOf = ({ members, terms }: Pick<Procedure, 'members' | 'terms'>): Electorate => ({
  members,
  quorum: terms.quorum,
});

/** The arithmetic of one matter as it stands; where silence is consent, the silent are in favour. */
export const countOf = (procedure: Procedure, matter: string = WHOLE): Count =>
  count(ruleOf(procedure), electorateOf(procedure), ballotOf(procedure, matter));

/** What ends a procedure without a count. */
type End = Pick<Closing, 'state' | 'cause'> & Partial<Pick<Closing, 'partners' | 'to'>>;

/** An end that needs no count. It takes what is undecided; items that are adopted already stay so. */
export function ended(procedure: Procedure, end: End, at: Instant): EventOf<'closed'> {
  const adopted = adoptedOf(procedure);
  // What the chair confirmed of a part stays in the record, however the rest ends.
  const nothing = { partners: [], reserves: [], comparison: procedure.comparison, to: null };
  const residual = residualOf(procedure, adopted);
  const state = adopted.length > 0 ? 'adopted' : end.state;
  return { type: 'closed', ...nothing, residual, ...end, state, at };
}

const adoptedOf = ({ matters }: Procedure): readonly string[] =>
  matters.filter((matter) => matter.state === 'adopted').map((matter) => matter.id);

/**
 * What follows from the acts as they are, at the instant that brought them: an objection ends, the last answer of a vote closes, an
 * electorate without members voids (SPEC R5, R66 to R69). Empty: nothing yet.
 */
export function consequences(procedure: Procedure, at: Instant): readonly ProcedureEvent[] {
  const { state, openedAt, pending } = procedure;
  if (openedAt === null || pending !== null || isClosed(state)) return [];
  if (asked(procedure).length === 0) return [ended(procedure, { state: 'void', cause: 'no_electorate' }, at)];
  const kind = kindOf(procedure);
  if (kind === 'matrix' || kind === 'written') return [];
  const objections = objectionVerdicts(procedure);
  if (objections.length > 0) return objected(procedure, objections, at);
  return kind === 'vote' && !closesAtItsDeadlineOnly(procedure) ? answered(procedure, at) : [];
}

/** The default that stands unless all are against it has its whole period (SPEC R100). */
export const closesAtItsDeadlineOnly = (procedure: Procedure): boolean =>
  ruleOf(procedure).id === 'REVERSE_CONSENSUS' && procedure.deadlineAt !== null;

function objected(
  procedure: Procedure,
  verdicts: readonly Verdict[],
  at: Instant,
): readonly ProcedureEvent[] {
  if (procedure.terms.fallback === null || procedure.escalatedAt !== null)
    return settle(procedure, verdicts, at);
  const partners = [...new Set(verdicts.flatMap((verdict) => verdict.partners))];
  const escalated: ProcedureEvent = { type: 'escalated', partners, at };
  return [escalated, ...consequences(evolve(procedure, escalated), at)];
}

/** A vote that all have answered is counted, unless a blocking reserve or a corrigendum still stands in the way. */
function answered(procedure: Procedure, at: Instant): readonly ProcedureEvent[] {
  if (procedure.corrigenda.some((corrigendum) => corrigendum.state === 'running')) return [];
  const ready = procedure.matters.filter(
    ({ id, state }) =>
      state === 'open' && isAnswered(procedure, id) && blockersOf(procedure, [id]).length === 0,
  );
  const framework = undecidedFramework(procedure);
  const waits = framework !== undefined && !ready.includes(framework);
  return ready.length === 0 || waits ? [] : closeMatters(procedure, ready, at);
}

/** The framework text while it is to be decided: no entry is decided on before it but by an objection (SPEC R249). */
export function undecidedFramework({ terms, matters }: Procedure): Matter | undefined {
  const framework = terms.items.find((item) => item.framework === true)?.id;
  return matters.find((matter) => matter.id === framework && isUndecided(matter));
}

/** Whether everybody asked has answered on a matter, in each part where the rule has parts. */
export function isAnswered(procedure: Procedure, matter: string): boolean {
  const rule = ruleOf(procedure);
  const subjects = rule.id === 'COMPOSITE' ? rule.parts.map((part) => part.name) : [matter];
  return subjects.every((subject) => {
    const stances = spokenStances(procedure, subject);
    return asked(procedure).every(
      (member) => member.obligatoryAbstention === true || stances.has(member.partner),
    );
  });
}

function objectionVerdicts(procedure: Procedure): readonly Verdict[] {
  const rule = ruleOf(procedure);
  const ends = isBySilence(procedure) ? rule.id !== 'REVERSE_CONSENSUS' : endsAtObjection(rule);
  if (!ends) return [];
  return procedure.matters.filter(isUndecided).flatMap(({ id }): Verdict[] => {
    const acts = liveActs(procedure, id);
    const partners = asked(procedure)
      .map((member) => member.partner)
      .filter((partner) => acts.get(partner)?.act === 'object');
    const cause = 'objection' as const;
    return partners.length === 0
      ? []
      : [{ matter: id, state: 'rejected', whole: 'broken', cause, partners, reserves: [] }];
  });
}

/** Whether a reserve bears on one of these matters. */
const bears = (procedure: Procedure, reserve: Reserve, matters: readonly string[]): boolean =>
  matters.some((matter) => bearsOn(procedure.terms, reserve.scope, matter));

/** Live reserves that stop these matters at the close. */
export function blockersOf(procedure: Procedure, matters: readonly string[]): readonly Reserve[] {
  return liveReserves(procedure.reserves).filter(
    (reserve) => isBlocking(procedure, reserve) && bears(procedure, reserve, matters),
  );
}

/** The close of matters at their legal instant: reserves lapse or block, the rest is counted (SPEC R70, R71). */
export function closeMatters(
  procedure: Procedure,
  matters: readonly Matter[],
  at: Instant,
): readonly ProcedureEvent[] {
  const ids = matters.map((matter) => matter.id);
  const lapses = liveReserves(procedure.reserves)
    .filter((reserve) => procedure.terms.reservePolicy[reserve.kind] === 'lapses')
    .filter((reserve) => bears(procedure, reserve, ids))
    .map(({ id }): ProcedureEvent => lapsed(id, at));
  const flip = comparisonOf(procedure, ids);
  if (turns(flip)) {
    return [...lapses, { type: 'confirmation_due', comparison: flip, matters: ids, at }];
  }
  return [...lapses, ...settle(procedure, verdictsOf(procedure, ids), at)];
}

export const lapsed = (id: string, at: Instant): EventOf<'reserve_ended'> => ({
  type: 'reserve_ended',
  id,
  end: { mode: 'lapsed', to: null, by: null, reason: '', evidence: '', at },
  at,
});

export function verdictsOf(procedure: Procedure, ids: readonly string[]): readonly Verdict[] {
  const verdicts = kindOf(procedure) === 'matrix' ? matrixVerdicts(procedure) : undefined;
  const counted = verdicts ?? ids.map((id) => verdictOf(procedure, id));
  const framework = procedure.terms.items.find((item) => item.framework === true)?.id;
  const fallen = counted.find((verdict) => verdict.matter === framework && verdict.state === 'rejected');
  if (fallen === undefined) return counted;
  // Without its framework text no entry stands, be it held or still running.
  return procedure.matters.filter(isUndecided).map(({ id }) => ({ ...fallen, matter: id }));
}

function verdictOf(procedure: Procedure, matter: string): Verdict {
  const reserves = blockersOf(procedure, [matter]);
  if (reserves.length > 0) {
    const partners = [...new Set(reserves.map((reserve) => reserve.partner))];
    const ids = reserves.map((reserve) => reserve.id);
    const cause = 'reserve_not_lifted';
    return { matter, state: 'rejected', whole: 'broken', cause, partners, reserves: ids };
  }
  return { matter, ...countVerdict(procedure, countOf(procedure, matter)) };
}

function countVerdict(procedure: Procedure, { outcome, adopted }: Count): Omit<Verdict, 'matter'> {
  const none = { partners: [], reserves: [] };
  if (adopted) {
    return {
      state: 'adopted',
      whole: outcome,
      cause: isBySilence(procedure) ? 'silence' : 'counted',
      ...none,
    };
  }
  const cause = outcome === 'no_decision' ? 'quorum_not_met' : 'counted';
  return { state: 'rejected', whole: outcome, cause, ...none };
}

/** Targets that are launched are adopted, as long as there are enough of them; the others are dropped and stay listed. */
function matrixVerdicts(procedure: Procedure): readonly Verdict[] {
  const counted = countOf(procedure);
  const whole = countVerdict(procedure, counted);
  const launched =
    'targets' in counted && counted.adopted
      ? counted.targets.filter((target) => target.launched).map((target) => target.target)
      : [];
  return procedure.matters.map(({ id }) => ({
    matter: id,
    ...whole,
    state: launched.includes(id) ? 'adopted' : 'rejected',
  }));
}

/** What both computations come to where members were removed while it was open; null where none was (DOMAIN §1.3.3). */
export function comparisonOf(procedure: Procedure, ids: readonly string[]): Comparison | null {
  const before = asIfNobodyLeft(procedure);
  const both = ids.map((id) => compared(procedure, wholeOf(procedure, id), wholeOf(before, id)));
  return both.find(turns) ?? both[0] ?? null;
}

const compared = ({ departed }: Procedure, is: ClosedState, wouldHaveBeen: ClosedState): Comparison | null =>
  departed.length === 0
    ? null
    : { without: [...new Set(departed.map((each) => each.partner))], is, wouldHaveBeen };

/** Whether the removal of members has turned the result (SPEC R86). */
export const turns = (comparison: Comparison | null): comparison is Comparison =>
  comparison !== null && comparison.is !== comparison.wouldHaveBeen;

/** What one matter comes to as it stands. A matrix comes to one thing, whichever targets are launched. */
const wholeOf = (procedure: Procedure, matter: string): ClosedState =>
  kindOf(procedure) === 'matrix' ? countOf(procedure).outcome : verdictOf(procedure, matter).whole;

/** Both computations of one matter, with their arithmetic (SPEC R37, R84); null where nobody was removed. */
export function bothCountsOf(procedure: Procedure, matter = firstOf(procedure)): BothCounts | null {
  if (procedure.departed.length === 0) return null;
  const countWith = countOf(asIfNobodyLeft(procedure), matter);
  const countWithout = countOf(procedure, matter);
  return { countWith, countWithout, flips: countWith.outcome !== countWithout.outcome };
}

const firstOf = ({ matters }: Procedure): string => matters[0]?.id ?? WHOLE;

/** Writes verdicts down, and closes the procedure where nothing is left to decide. */
export function settle(
  procedure: Procedure,
  verdicts: readonly Verdict[],
  at: Instant,
): readonly ProcedureEvent[] {
  const severed = procedure.matters.some((matter) => matter.id !== WHOLE);
  const settled: readonly ProcedureEvent[] = severed
    ? grouped(verdicts).map((settlement) => ({ type: 'settled', ...settlement, at }))
    : [];
  const after = evolveAll(procedure, settled) ?? procedure;
  const left = after.matters.filter(isUndecided).length;
  if (severed ? left > 0 : verdicts.length === 0) return settled;
  return [...settled, closedBy(after, verdicts, at)];
}

function grouped(verdicts: readonly Verdict[]): readonly Settlement[] {
  const groups = new Map<string, Settlement>();
  for (const { matter, state, cause, partners, reserves } of verdicts) {
    const key = [state, cause, ...partners, ...reserves].join(' ');
    const matters = [...(groups.get(key)?.matters ?? []), matter];
    groups.set(key, { matters, state, cause, partners, reserves });
  }
  return [...groups.values()];
}

function closedBy(procedure: Procedure, verdicts: readonly Verdict[], at: Instant): EventOf<'closed'> {
  const adopted = adoptedOf(procedure);
  const best = verdicts.find((verdict) => verdict.state === 'adopted') ?? worst(verdicts);
  const state = adopted.length > 0 ? 'adopted' : best.whole;
  return {
    type: 'closed',
    state,
    cause: best.cause,
    partners: [...new Set(verdicts.flatMap((verdict) => verdict.partners))],
    reserves: [...new Set(verdicts.flatMap((verdict) => verdict.reserves))],
    residual: residualOf(procedure, adopted),
    comparison: closingComparison(procedure, verdicts),
    to: null,
    at,
  };
}

/** Over all that closes now; a turn that the chair confirmed for items decided before says more than one that turned nothing. */
function closingComparison(procedure: Procedure, verdicts: readonly Verdict[]): Comparison | null {
  const counted = verdicts.filter(({ cause }) => cause !== 'objection').map(({ matter }) => matter);
  // Whoever was removed, an objection ends it.
  const now = comparisonOf(procedure, counted) ?? compared(procedure, 'broken', 'broken');
  return turns(now) ? now : (procedure.comparison ?? now);
}

/** An end that somebody caused says more than one that a count came to. */
function worst(verdicts: readonly Verdict[]): Verdict {
  const found = verdicts.find((verdict) => verdict.whole === 'broken') ?? verdicts[0];
  if (found === undefined) throw new Error('nothing was decided');
  return found;
}

export function residualOf(
  { terms, packageHash, matters }: Procedure,
  adopted: readonly string[],
): Hash | null {
  if (adopted.length === 0 || adopted.length === matters.length) return null;
  return residualHash(terms, packageHash, adopted);
}

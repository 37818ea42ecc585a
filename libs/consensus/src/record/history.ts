import type { DelegationCode, Instant } from '@entente/kernel';
import type { Ballot, Stance, Stances } from '../count/ballot.js';
import { isCounted, type Member } from '../count/electorate.js';
import type { Removal } from '../count/reduced.js';
import { sumsOf } from '../count/tally.js';
import type { Act } from '../procedure/act.js';
import type { EventOf, ProcedureEvent } from '../procedure/event.js';
import { ballotOf, isBinding, liveActs, ruleOf } from '../procedure/live.js';
import type { CellAct, ElectorateChange, Hold, Procedure, Suspension } from '../procedure/state.js';
import type { Reserve } from '../reserve/reserve.js';

/** One event with its place in its procedure: 1, 2, 3 … */
export interface SequencedEvent {
  readonly sequence: number;
  readonly event: ProcedureEvent;
}

/**
 * One act with what became of it. `superseded`: the partner spoke again; `unconfirmed`: subject to a capital that has not answered;
 * `lapsed`: repudiated, withdrawn, of a revoked proxy or of a member that left.
 */
export interface RecordedAct extends Act {
  readonly event: number;
  readonly standing: 'counts' | 'superseded' | 'unconfirmed' | 'lapsed';
  readonly confirmedAt: Instant | null;
}

/** Where one member stands, and everything that was said for it, from the first word to the last. */
export interface RecordedPosition {
  readonly partner: DelegationCode;
  readonly weight: number;
  readonly counted: boolean;
  /** How it went, where it was removed while the procedure was open. */
  readonly departed: Removal['how'] | null;
  /** As what it is counted on each matter, or on each part of a composite rule; null where that cannot be said to this reader. */
  readonly stances: Readonly<Record<string, Stance>> | null;
  readonly acts: readonly RecordedAct[];
  readonly cells: readonly CellAct[];
}

export interface RecordedObjection {
  readonly event: number;
  readonly partner: DelegationCode;
  readonly at: Instant;
  /** Empty: the whole package. */
  readonly scope: readonly string[];
  readonly reason: string;
  readonly textProposal: string;
  /** `late`: after the close, without effect (SPEC R72). `not_counted`: superseded, withdrawn or lapsed. */
  readonly effect: 'counts' | 'not_counted' | 'late';
}

/** `by` and `endedBy`: the events that entered and ended it. One that stood before the opening was entered by the opening. */
export interface RecordedReserve extends Reserve {
  readonly by: number;
  readonly withLeave: boolean;
  readonly endedBy: number | null;
}

export interface RecordedHold extends Hold {
  readonly by: number;
  readonly endedBy: number | null;
}

/** A deadline that moved: `resumed` where a hold had stopped the clock. `from` null: none ran. */
export interface DeadlineChange {
  readonly event: number;
  readonly how: 'extended' | 'shortened' | 'resumed';
  readonly at: Instant;
  readonly from: Instant | null;
  readonly to: Instant;
}

/** The clock of everything stopped by the chair. */
export interface RecordedSuspension extends Suspension {
  readonly by: number;
  readonly endedAt: Instant | null;
}

export interface ElectorateStep {
  readonly event: number;
  readonly how: 'scheduled' | 'changed' | 'declined';
  readonly at: Instant;
  readonly leaving: ElectorateChange['leaving'];
  readonly joining: readonly DelegationCode[];
}

/** What the events of a procedure tell, sorted by what people ask of a decision. Everything in it follows from the events. */
export interface DecisionHistory {
  readonly positions: readonly RecordedPosition[];
  readonly objections: readonly RecordedObjection[];
  readonly reserves: readonly RecordedReserve[];
  readonly holds: readonly RecordedHold[];
  readonly suspensions: readonly RecordedSuspension[];
  readonly deadlines: readonly DeadlineChange[];
  readonly electorate: readonly ElectorateStep[];
  readonly declarations: Procedure['declarations'];
  readonly proxies: Procedure['proxies'];
  readonly corrigenda: Procedure['corrigenda'];
}

/**
 * The history of a procedure. `events` and `procedure` as one reader may see them; `whole`: nothing is kept from that reader, so that
 * what everybody is counted as can be said.
 */
export function historyOf(
  procedure: Procedure,
  events: readonly SequencedEvent[],
  { whole }: { readonly whole: boolean },
): DecisionHistory {
  const { declarations, proxies, corrigenda } = procedure;
  const acts = recordedActs(procedure, events);
  return {
    positions: positionsOf(procedure, acts, whole),
    objections: objectionsOf(acts, events),
    reserves: reservesOf(procedure, events),
    holds: holdsOf(procedure, events),
    suspensions: suspensionsOf(events),
    deadlines: deadlinesOf(events),
    electorate: electorateSteps(events),
    declarations,
    proxies,
    corrigenda,
  };
}

function of<Type extends ProcedureEvent['type']>(
  events: readonly SequencedEvent[],
  ...types: readonly Type[]
): readonly { readonly sequence: number; readonly event: EventOf<Type> }[] {
  const isWanted = (one: SequencedEvent): one is { sequence: number; event: EventOf<Type> } =>
    (types as readonly string[]).includes(one.event.type);
  return events.filter(isWanted);
}

function recordedActs(procedure: Procedure, events: readonly SequencedEvent[]): readonly RecordedAct[] {
  const counting = new Set(
    subjectsOf(procedure).flatMap((subject) => [...liveActs(procedure, subject).values()]),
  );
  const places = new Map(of(events, 'acted').map(({ sequence, event }) => [event.nonce, sequence]));
  return procedure.acts.map((act) => ({
    ...act,
    event: places.get(act.nonce) ?? 0,
    standing: standingOf(procedure, act, counting.has(act)),
    confirmedAt: procedure.confirmed.find((one) => one.act === act.nonce)?.at ?? null,
  }));
}

function standingOf(procedure: Procedure, act: Act, isLive: boolean): RecordedAct['standing'] {
  if (procedure.lapsed.includes(act.nonce)) return 'lapsed';
  if (!isLive) return 'superseded';
  return isBinding(procedure, act) ? 'counts' : 'unconfirmed';
}

/** What is counted each for itself: the parts of a composite rule, else the matters. */
function subjectsOf(procedure: Procedure): readonly string[] {
  const rule = ruleOf(procedure);
  return rule.id === 'COMPOSITE'
    ? rule.parts.map((part) => part.name)
    : procedure.matters.map((matter) => matter.id);
}

function positionsOf(
  procedure: Procedure,
  acts: readonly RecordedAct[],
  whole: boolean,
): readonly RecordedPosition[] {
  const { members, departed, cells, openedAt } = procedure;
  const stances = whole && openedAt !== null ? countedStances(procedure) : null;
  const gone = departed.filter(({ partner }) => !members.some((member) => member.partner === partner));
  return [...members, ...gone.map(({ member }) => member)].map((member): RecordedPosition => ({
    partner: member.partner,
    weight: member.weight,
    counted: members.includes(member) && isCounted(member),
    departed: departed.find((one) => one.partner === member.partner)?.how ?? null,
    stances: stances === null ? null : (stances.get(member.partner) ?? {}),
    acts: acts.filter(({ partner }) => partner === member.partner),
    cells: cells.filter(({ partner }) => partner === member.partner),
  }));
}

/** As what each member is counted, by subject; a member outside the count has none. */
function countedStances(procedure: Procedure): ReadonlyMap<DelegationCode, Readonly<Record<string, Stance>>> {
  const found = new Map<DelegationCode, Record<string, Stance>>();
  for (const [subject, ballot] of ballotsOf(procedure)) {
    for (const { member, stance } of seatsOf(procedure.members, ballot)) {
      found.set(member.partner, { ...found.get(member.partner), [subject]: stance });
    }
  }
  return found;
}

const seatsOf = (members: readonly Member[], stances: Stances): ReturnType<typeof sumsOf>['seats'] =>
  sumsOf({ members }, stances).seats;

function ballotsOf(procedure: Procedure): readonly (readonly [string, Stances])[] {
  return subjectsOf(procedure).map((subject) => {
    const [matter] = procedure.matters;
    const severed = procedure.matters.some(({ id }) => id === subject);
    return [subject, stancesIn(ballotOf(procedure, severed ? subject : (matter?.id ?? subject)), subject)];
  });
}

function stancesIn(ballot: Ballot, subject: string): Stances {
  if ('targets' in ballot) return ballot.targets.get(subject) ?? new Map();
  if ('parts' in ballot) return stancesIn(ballot.parts.get(subject) ?? new Map(), subject);
  return ballot;
}

function objectionsOf(
  acts: readonly RecordedAct[],
  events: readonly SequencedEvent[],
): readonly RecordedObjection[] {
  const spoken = acts
    .filter(({ act }) => act === 'object')
    .map(({ event, partner, at, scope, reason, textProposal, standing }): RecordedObjection => {
      const effect = standing === 'counts' ? 'counts' : 'not_counted';
      return { event, partner, at, scope, reason, textProposal, effect };
    });
  const late = of(events, 'late_objection').map(({ sequence, event }): RecordedObjection => {
    const { partner, at, reason } = event;
    return { event: sequence, partner, at, scope: [], reason, textProposal: '', effect: 'late' };
  });
  return [...spoken, ...late];
}

function reservesOf(procedure: Procedure, events: readonly SequencedEvent[]): readonly RecordedReserve[] {
  const opening = of(events, 'prepared', 'announced', 'opened').at(-1)?.sequence ?? 0;
  return procedure.reserves.map((reserve) => {
    const entered = of(events, 'reserve_entered').find(({ event }) => event.reserve.id === reserve.id);
    const ended = of(events, 'reserve_ended').find(({ event }) => event.id === reserve.id);
    return {
      ...reserve,
      by: entered?.sequence ?? opening,
      withLeave: entered?.event.withLeave ?? false,
      endedBy: ended?.sequence ?? null,
    };
  });
}

function holdsOf({ holds }: Procedure, events: readonly SequencedEvent[]): readonly RecordedHold[] {
  return holds.map((hold) => ({
    ...hold,
    by: of(events, 'hold_placed').find(({ event }) => event.hold.id === hold.id)?.sequence ?? 0,
    endedBy: of(events, 'hold_ended').find(({ event }) => event.id === hold.id)?.sequence ?? null,
  }));
}

function suspensionsOf(events: readonly SequencedEvent[]): readonly RecordedSuspension[] {
  const ends = of(events, 'suspension_ended', 'closed');
  return of(events, 'suspended').map(({ sequence, event: { at, reason, until } }) => {
    const end = ends.find((one) => one.sequence > sequence);
    return { at, reason, until, by: sequence, endedAt: end?.event.at ?? null };
  });
}

function deadlinesOf(events: readonly SequencedEvent[]): readonly DeadlineChange[] {
  return of(events, 'extended', 'shortened', 'resumed').map(({ sequence, event }): DeadlineChange => {
    const { type: how, at } = event;
    return event.type === 'resumed'
      ? { event: sequence, how, at, from: null, to: event.deadlineAt }
      : { event: sequence, how, at, from: event.from, to: event.to };
  });
}

function electorateSteps(events: readonly SequencedEvent[]): readonly ElectorateStep[] {
  return of(events, 'electorate_scheduled', 'electorate_changed', 'participation_declined').map(
    ({ sequence, event }): ElectorateStep => {
      const { at } = event;
      if (event.type === 'participation_declined') {
        const leaving = [{ partner: event.partner, how: 'left' as const }];
        return { event: sequence, how: 'declined', at, leaving, joining: [] };
      }
      const how = event.type === 'electorate_scheduled' ? 'scheduled' : 'changed';
      const { leaving, joining } = event.change;
      return { event: sequence, how, at, leaving, joining: joining.map(({ partner }) => partner) };
    },
  );
}

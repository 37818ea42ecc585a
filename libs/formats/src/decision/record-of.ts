import {
  bothCountsOf,
  historyOf,
  inZone,
  outcome,
  type Matter,
  type Procedure,
  type ProcedureEvent,
  type Terms,
} from '@entente/consensus';
import { DECISION_RECORD, decisionRecord, type DecisionRecord } from '@entente/contracts';
import type { Instant } from '@entente/kernel';

type Frozen = DecisionRecord['frozen'];

/** What nobody can compute: whom and what it is about, what was frozen, who was told, and every event. */
export interface RecordFacts extends Pick<
  DecisionRecord,
  'package' | 'coalition' | 'follows' | 'receipts' | 'events' | 'withheld'
> {
  readonly frozen: Omit<Frozen, 'deadline' | 'residuals' | 'terms'> & { readonly terms: Terms };
}

/**
 * The decision record of some facts. `procedure`: what the events come to; where something is withheld, without what its reader may not
 * see. Pure: whoever has the facts makes the same record (SPEC R180).
 */
export function decisionRecordOf(facts: RecordFacts, procedure: Procedure): DecisionRecord {
  const { frozen, events, ...rest } = facts;
  const { terms } = frozen;
  const whole = facts.withheld === null;
  const bodies: readonly ProcedureEvent[] = events.map(({ event }) => event);
  const made = {
    ...rest,
    form: DECISION_RECORD,
    procedure: terms.procedure,
    frozen: { ...frozen, deadline: deadlineOf(terms, terms.deadlineAt), residuals: residualsOf(bodies) },
    result: resultOf(procedure, bodies, whole),
    history: historyOf(procedure, events, { whole }),
    events,
  };
  // What is undefined is no JSON; and a record that is not of its form must not leave.
  return decisionRecord.parse(JSON.parse(JSON.stringify(made)));
}

function deadlineOf({ zone, deadlineInclusive }: Terms, at: Instant | null): Frozen['deadline'] {
  if (at === null) return null;
  return {
    at,
    inclusive: deadlineInclusive,
    zone,
    local: localTime(at, zone),
    utc: new Date(at).toISOString(),
  };
}

/** `2026-11-27T17:00:00.000+01:00`. */
function localTime(at: Instant, zone: string): string {
  const { date, time, offset } = inZone(at, zone);
  return `${date}T${time}:${new Date(at).toISOString().slice(17, 23)}${offset}`;
}

function residualsOf(events: readonly ProcedureEvent[]): Frozen['residuals'] {
  const opened = events.find((event) => event.type === 'opened');
  return opened?.type === 'opened' ? { ...opened.residuals } : {};
}

function resultOf(procedure: Procedure, events: readonly ProcedureEvent[], whole: boolean): object {
  const { state, cause, openedAt, closedAt, comparison, packageHash, publicationHeld } = procedure;
  const closed = events.find((event) => event.type === 'closed');
  return {
    state,
    cause,
    openedAt,
    closedAt,
    adoptedAt: state === 'adopted' ? closedAt : null,
    deadline: deadlineOf(procedure.terms, procedure.deadlineAt),
    packageHash,
    residual: closed?.type === 'closed' ? closed.residual : null,
    comparison,
    publicationHeld,
    matters: procedure.matters.map((matter) => matterOf(procedure, matter, whole)),
  };
}

function matterOf(procedure: Procedure, { id, state, since, cause }: Matter, whole: boolean): object {
  const counts = whole && procedure.openedAt !== null;
  return {
    id,
    title: procedure.terms.items.find((item) => item.id === id)?.title ?? null,
    state,
    since,
    cause,
    count: counts ? outcome(procedure, id).count : null,
    countWithRemoved: counts ? (bothCountsOf(procedure, id)?.countWith ?? null) : null,
  };
}

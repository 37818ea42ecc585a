import { err, ok, type Result } from '@entente/kernel';
import type { EventOf, ProcedureEvent } from '../procedure/event.js';
import { evolve, isUndecided } from '../procedure/evolve.js';
import { asked, liveActs } from '../procedure/live.js';
import { consequences, residualOf, settle, verdictsOf } from '../procedure/settle.js';
import { WHOLE, type Cause, type Procedure } from '../procedure/state.js';
import { closingInstant } from '../procedure/terms.js';

type Decided = EventOf<'settled' | 'closed'>;

/** A record played again. `unfounded`: places in the list of the decisions that the events before them do not come to. */
export interface Recount {
  readonly procedure: Procedure;
  readonly unfounded: readonly number[];
}

/**
 * Plays events and computes each decision in them again from those before it, by the frozen rule (SPEC R181). The error is the place of
 * the first event that does not follow from the state before it.
 */
export function recount(events: readonly ProcedureEvent[]): Result<Recount, number> {
  let procedure: Procedure | null = null;
  const unfounded: number[] = [];
  for (const [place, event] of events.entries()) {
    try {
      if (procedure !== null && isDecided(event) && !follows(procedure, event)) unfounded.push(place);
      procedure = evolve(procedure, event);
    } catch {
      // For our own record that is a defect, and the core throws; a record from elsewhere is only not one of ours.
      return err(place);
    }
  }
  return procedure === null ? err(0) : ok({ procedure, unfounded });
}

const isDecided = (event: ProcedureEvent): event is Decided =>
  event.type === 'settled' || event.type === 'closed';

/** Ends that somebody's word makes: there is nothing to count. */
const BY_WORD: readonly Cause[] = [
  'withdrawn',
  'use_contested',
  'text_changed',
  'corrigendum_contested',
  'emergency_brake',
  'referred',
  'voided_by_chair',
];

function follows(procedure: Procedure, event: Decided): boolean {
  if (event.type === 'closed') {
    const adopted = idsOf(procedure, 'adopted');
    if (!procedure.matters.some(isUndecided)) return closesWhatIsSettled(procedure, event);
    if (BY_WORD.includes(event.cause)) {
      const residual = residualOf(procedure, adopted);
      return event.residual === residual && (event.state === 'adopted') === adopted.length > 0;
    }
  }
  if (!isInTime(procedure, event)) return false;
  if (event.cause === 'early_close') return event.state === 'adopted' && allEndorse(procedure);
  return computed(procedure, event).some((one) => saysTheSame(one, event));
}

/** Everything was settled item by item before: the end says what is left of the package, and nothing more. */
function closesWhatIsSettled(procedure: Procedure, closed: EventOf<'closed'>): boolean {
  const adopted = idsOf(procedure, 'adopted');
  return (
    closed.residual === residualOf(procedure, adopted) &&
    (closed.state === 'adopted') === adopted.length > 0 &&
    procedure.matters.some((matter) => matter.cause === closed.cause)
  );
}

const idsOf = ({ matters }: Procedure, state: 'adopted'): readonly string[] =>
  matters.filter((matter) => matter.state === state).map((matter) => matter.id);

/** Silence is consent at the deadline and not before, at that of the framework text where an entry waited for it (SPEC R249). */
function isInTime(procedure: Procedure, event: Decided): boolean {
  if (event.cause !== 'silence') return true;
  const { terms, matters, corrigenda } = procedure;
  const concerned = event.type === 'settled' ? event.matters : [WHOLE];
  const framework = terms.items.find((item) => item.framework === true)?.id;
  const text = matters.flatMap(({ id, deadlineAt }) => (id === framework ? (deadlineAt ?? []) : []));
  const waits = [...text, ...corrigenda.map(({ standsAt }) => standsAt)].map((end) =>
    closingInstant(terms, end),
  );
  return matters
    .filter(({ id }) => concerned.includes(id))
    .every(({ deadlineAt }) => {
      if (deadlineAt === null) return false;
      const own = closingInstant(terms, deadlineAt);
      return event.at === own || (event.at > own && waits.includes(event.at));
    });
}

const allEndorse = (procedure: Procedure): boolean =>
  asked(procedure).every(({ partner }) => liveActs(procedure).get(partner)?.act === 'agree');

/** What the acts so far come to by themselves, and what a count of these matters comes to. */
function computed(procedure: Procedure, event: Decided): readonly Decided[] {
  const ids =
    event.type === 'settled' ? event.matters : procedure.matters.filter(isUndecided).map(({ id }) => id);
  const counted = settle(procedure, verdictsOf(procedure, ids), event.at);
  return [...consequences(procedure, event.at), ...counted].filter(isDecided);
}

function saysTheSame(one: Decided, other: Decided): boolean {
  return JSON.stringify(factsOf(one)) === JSON.stringify(factsOf(other));
}

function factsOf(event: Decided): readonly unknown[] {
  const { type, state, cause, partners, reserves } = event;
  const rest = type === 'settled' ? [event.matters] : [event.residual, event.comparison];
  return [type, state, cause, partners, reserves, ...rest];
}

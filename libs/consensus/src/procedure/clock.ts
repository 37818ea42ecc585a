import { instant, type Instant } from '@entente/kernel';
import { evolveAll, isClosed } from './evolve.js';
import type { ProcedureEvent } from './event.js';
import { changed } from './membership.js';
import { endHold } from './hold.js';
import { openedBy } from './opening.js';
import { closeMatters, consequences, undecidedFramework } from './settle.js';
import type { Matter, Procedure } from './state.js';
import { nextSunsetWarning } from './sunset.js';
import { endSuspension } from './suspension.js';
import { closingInstant } from './terms.js';
import { nextWarning } from './warnings.js';

/** Something that time alone brings, at its legal instant. */
interface Due {
  readonly at: Instant;
  readonly events: () => readonly ProcedureEvent[];
}

/**
 * When the procedure next changes by time alone: it opens, a hold or a suspension ends, members leave or join, a warning falls due, it closes, or what it
 * adopted is about to expire.
 * Null: never, as it stands. An alarm is set for it; `tick` does what is due (SPEC R76).
 */
export function nextInstant(procedure: Procedure): Instant | null {
  return nextDue(procedure)?.at ?? null;
}

/**
 * Everything that time owes until `through`, each at its legal instant and in its order, whenever it is asked and however often:
 * what has been done already is no longer due (SPEC R76, R77).
 */
export function owed(procedure: Procedure, through: Instant): readonly ProcedureEvent[] {
  const events: ProcedureEvent[] = [];
  let current = procedure;
  for (let due = nextDue(current); due !== null && due.at <= through; due = nextDue(current)) {
    const done = due.events();
    const after = evolveAll(current, done) ?? current;
    const followed = consequences(after, due.at);
    events.push(...done, ...followed);
    current = evolveAll(after, followed) ?? after;
  }
  return events;
}

/** At equal instants in the order listed: who is in the electorate comes first, the close last. */
function nextDue(procedure: Procedure): Due | null {
  const dues = isClosed(procedure.state) ? afterDues(procedure) : runningDues(procedure);
  return dues.reduce<Due | null>((first, due) => (first === null || due.at < first.at ? due : first), null);
}

/**
 * After an adoption time tells when it expires, and lets a corrigendum stand (SPEC R215): one with passages. What was filed as a bare hash and still
 * ran at the end, when nothing came of it any more, would make words of it that nobody has.
 */
function afterDues(procedure: Procedure): readonly Due[] {
  if (procedure.state !== 'adopted') return [];
  const sunset = sunsetDue(procedure);
  const corrigenda = procedure.corrigenda.filter(({ passages }) => passages !== undefined);
  return [...corrigendumDues({ ...procedure, corrigenda }), ...(sunset === null ? [] : [sunset])];
}

const runningDues = (procedure: Procedure): readonly Due[] => [
  ...changeDues(procedure),
  ...holdDues(procedure),
  ...suspensionDues(procedure),
  ...corrigendumDues(procedure),
  ...warningDues(procedure),
  ...openingDues(procedure),
  ...closingDues(procedure),
];

/** What waits for the chair was due before: the electorate that it is counted on is that of then (SPEC R247). */
const changeDues = (procedure: Procedure): readonly Due[] =>
  procedure.pending === null
    ? procedure.changes.map((change) => ({ at: change.at, events: () => changed(procedure, change) }))
    : [];

const holdDues = (procedure: Procedure): readonly Due[] =>
  procedure.holds
    .filter((hold) => hold.end === null)
    .map((hold) => ({
      at: hold.expiresAt,
      events: () => endHold(procedure, hold, { mode: 'expired', at: hold.expiresAt }),
    }));

/** The chair's suspension ends at the instant that was named with it. */
function suspensionDues(procedure: Procedure): readonly Due[] {
  const at = procedure.suspension?.until ?? null;
  return at === null ? [] : [{ at, events: () => endSuspension(procedure, 'system', at) }];
}

/** A corrigendum stands when its own mini-silence has passed, by the same instant as any deadline. */
const corrigendumDues = (procedure: Procedure): readonly Due[] =>
  procedure.corrigenda
    .filter((corrigendum) => corrigendum.state === 'running')
    .map(({ id, standsAt }) => {
      const at = closingInstant(procedure.terms, standsAt);
      return { at, events: () => [{ type: 'corrigendum_stands', id, at }] };
    });

function warningDues(procedure: Procedure): readonly Due[] {
  const warning = nextWarning(procedure);
  if (warning === null) return [];
  const at = warning.dueAt;
  return [{ at, events: () => [{ type: 'warned', warning, at }] }];
}

function sunsetDue(procedure: Procedure): Due | null {
  const warning = nextSunsetWarning(procedure);
  const sunsetAt = procedure.terms.sunset?.at;
  if (warning === null || sunsetAt === undefined) return null;
  const { at, daysBefore } = warning;
  return { at, events: () => [{ type: 'sunset_near', daysBefore, sunsetAt, at }] };
}

function openingDues(procedure: Procedure): readonly Due[] {
  const { state, terms } = procedure;
  const at = terms.opensAt;
  return state === 'announced' && at !== null ? [{ at, events: () => [openedBy(procedure, at)] }] : [];
}

/** Nothing closes while the clock is at fault or the chair has to confirm; no entry before the framework text (SPEC R249). */
function closingDues(procedure: Procedure): readonly Due[] {
  const { openedAt, clockFault, pending, matters } = procedure;
  if (openedAt === null || clockFault || pending !== null) return [];
  const framework = undecidedFramework(procedure);
  const first = framework === undefined ? instant(0) : closingOf(procedure, framework);
  const closings = new Map<Instant, Matter[]>();
  for (const matter of matters) {
    const own = closingOf(procedure, matter);
    if (own === null || first === null) continue;
    const at = own > first ? own : first;
    closings.set(at, [...(closings.get(at) ?? []), matter]);
  }
  return [...closings].map(([at, due]) => ({ at, events: () => closeMatters(procedure, due, at) }));
}

/** When a matter closes for itself; null where no clock of its own runs. */
function closingOf({ corrigenda, terms }: Procedure, { state, deadlineAt }: Matter): Instant | null {
  if (state !== 'open' || deadlineAt === null) return null;
  // Only what time itself ended can fall due while a corrigendum runs; it then waits until nobody can contest the words.
  const running = corrigenda.find((corrigendum) => corrigendum.state === 'running');
  const waits = running !== undefined && running.standsAt > deadlineAt;
  return closingInstant(terms, waits ? running.standsAt : deadlineAt);
}

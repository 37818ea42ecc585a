import { isDerogation, type EventOf, type Procedure as Core, type ProcedureEvent } from '@entente/consensus';
import type { NotificationFacts, NotificationKind } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';
import { packageNumber, type LockedPackage } from '../lifecycle/index.js';
import type { Notice } from '../notifications/index.js';
import type { EventRow } from './event.table.js';
import type { ProcedureRow } from './procedure.table.js';
import { CHAIR, SECRETARIAT, seesEvent, viewerAt } from './visibility.js';

/** The procedure as it is once the events are written. */
interface Written {
  readonly locked: LockedPackage;
  readonly row: ProcedureRow;
  readonly events: readonly EventRow[];
  readonly core: Core;
}

/** What is told of one event: to everybody, or to some seats; of a partner that not everybody may know. */
interface Telling {
  readonly kind: NotificationKind;
  readonly facts?: Partial<NotificationFacts>;
  /** Absent: all parties of the package. */
  readonly to?: readonly DelegationCode[];
  /** What those hear who may not know of the event (SPEC R169): nothing, or that a delegation did it. Absent: all hear the same. */
  readonly veiled?: 'nothing' | 'a delegation';
  readonly calendar?: true;
}

/** What people are told of events just written (SPEC R164, R168, R169). */
export function noticesOf(written: Written, added: readonly EventRow[]): readonly Notice[] {
  return added.flatMap((event) => {
    const telling = tellingOf(event.body, written);
    const told = telling === null ? [] : addressed(telling, event, written);
    return [...told, ...tellingThoseNotAsked(event, written)];
  });
}

/** What those that a forum does not ask hear of it beside that: what it comes to (SPEC R238). */
const TOLD_ALL: readonly NotificationKind[] = [
  'procedure_closed',
  'items_decided',
  'corrigendum_stands',
  'sunset_near',
];

/** Whom nothing is told that asks for an answer. */
function isSpared(kind: NotificationKind, seat: DelegationCode, { row, core }: Written): boolean {
  // Who was left out may have joined since.
  const left = row.terms.without?.partners.includes(seat) === true;
  return left && !TOLD_ALL.includes(kind) && core.members.every(({ partner }) => partner !== seat);
}

/** Once, when it is first known: that it is put before others, and why. */
function tellingThoseNotAsked(event: EventRow, written: Written): Notice[] {
  const { terms } = written.row;
  const first = terms.announcedAt === null ? 'opened' : 'announced';
  if (terms.without === undefined || event.type !== first) return [];
  const { partners: to, ground: reason } = terms.without;
  return addressed({ kind: 'not_asked', to, facts: { reason, ...cameFrom(written) } }, event, written);
}

function addressed(telling: Telling, event: EventRow, written: Written): Notice[] {
  const { locked, row, events, core } = written;
  const to =
    telling.kind === 'not_asked'
      ? (telling.to ?? [])
      : (telling.to ?? locked.row.parties).filter((seat) => !isSpared(telling.kind, seat, written));
  const facts: NotificationFacts = {
    number: packageNumber(locked.row),
    revision: row.revision,
    procedureKind: isDerogation(row.terms) ? 'derogation' : row.kind,
    packageHash: core.packageHash,
    ...(core.deadlineAt === null ? {} : { deadlineAt: core.deadlineAt }),
    ...telling.facts,
  };
  const notice: Notice = {
    key: `${row.id}/${String(event.sequence)}`,
    kind: telling.kind,
    package: row.package,
    procedure: row.id,
    facts,
    to,
    at: event.body.at,
    ...(telling.calendar === true && core.deadlineAt !== null ? { calendar: calendarOf(events, event) } : {}),
  };
  return unveiled(notice, telling, event, written);
}

/** By the rule that views and records are shown by: whoever may not read the event is not told of it either, or not by whom. */
function unveiled(notice: Notice, { veiled }: Telling, event: EventRow, { row }: Written): Notice[] {
  if (veiled === undefined) return [notice];
  const mayKnow = (seat: DelegationCode): boolean => seesEvent(event, row.terms, viewerAt(seat));
  const knowing = { ...notice, to: notice.to.filter(mayKnow) };
  if (veiled === 'nothing') return [knowing];
  const { partner: _partner, reason: _reason, ...rest } = notice.facts;
  const others = { ...notice, facts: rest, to: notice.to.filter((seat) => !mayKnow(seat)) };
  return [knowing, others].filter(({ to }) => to.length > 0);
}

const CHANGES_CALENDAR: readonly ProcedureEvent['type'][] = [
  'announced',
  'opened',
  'extended',
  'shortened',
  'resumed',
  'closed',
];

/** SEQUENCE of the calendar's entry after this event: how often it has been changed before. */
export function calendarSequence(events: readonly EventRow[], until: number): number {
  const changes = events.filter(({ type, sequence }) => sequence <= until && CHANGES_CALENDAR.includes(type));
  return Math.max(0, changes.length - 1);
}

function calendarOf(events: readonly EventRow[], { type, sequence }: EventRow): Notice['calendar'] & {} {
  return {
    sequence: calendarSequence(events, sequence),
    status: type === 'closed' ? 'cancelled' : 'confirmed',
  };
}

type TellingOf = {
  readonly [Type in ProcedureEvent['type']]?: (event: EventOf<Type>, written: Written) => Telling;
};

function tellingOf(event: ProcedureEvent, written: Written): Telling | null {
  // Each entry of the table takes the event of its own key; TypeScript cannot follow that through the lookup.
  const telling = TELLINGS[event.type] as ((event: ProcedureEvent, written: Written) => Telling) | undefined;
  return telling?.(event, written) ?? null;
}

/** Events without an entry are told to nobody: they follow from one that is. */
const TELLINGS: TellingOf = {
  announced: (_event, written) => ({ kind: 'procedure_announced', facts: cameFrom(written), calendar: true }),
  opened: (_event, written) => ({ kind: 'procedure_opened', facts: cameFrom(written), calendar: true }),
  extended: ({ to }) => ({ kind: 'procedure_extended', facts: { deadlineAt: to }, calendar: true }),
  shortened: ({ to }) => ({ kind: 'procedure_extended', facts: { deadlineAt: to }, calendar: true }),
  resumed: ({ deadlineAt }) => ({ kind: 'procedure_resumed', facts: { deadlineAt }, calendar: true }),
  closed: closing,
  settled: ({ state, matters, at }) => ({
    kind: 'items_decided',
    facts: { what: state, items: [...matters], at },
  }),
  acted,
  cell_set: ({ partner, cell, target }) => ({
    kind: 'position_recorded',
    facts: { partner, what: cell, items: [target] },
    veiled: 'nothing',
  }),
  hold_placed: ({ hold: { partner, reason, matters, expiresAt } }) => ({
    kind: 'hold_placed',
    facts: { partner, reason, items: [...matters], at: expiresAt },
    veiled: 'a delegation',
  }),
  hold_extension_asked: ({ partner, reason, until }) => ({
    kind: 'hold_extension_asked',
    to: [CHAIR, SECRETARIAT, partner],
    facts: { partner, reason, at: until },
  }),
  hold_extended: ({ partner, to }) => ({
    kind: 'hold_extended',
    facts: { partner, at: to },
    veiled: 'a delegation',
  }),
  reserve_entered: ({ reserve: { partner, kind, reason, scope } }) => ({
    kind: 'reserve_entered',
    facts: { partner, what: kind, reason, items: [...scope] },
  }),
  late_objection: ({ partner, reason, at }) => ({
    kind: 'late_objection',
    to: [CHAIR, SECRETARIAT, partner],
    facts: { partner, reason, at },
    veiled: 'nothing',
  }),
  disagreed: ({ partner, at }) => ({
    kind: 'members_disagree',
    to: [partner, CHAIR],
    facts: { partner, at },
    veiled: 'nothing',
  }),
  hold_ended: ({ mode, reason }) => ({
    kind: 'hold_ended',
    facts: { what: mode, reason },
    veiled: 'a delegation',
  }),
  // Who overrides its own has agreed or abstained.
  reserve_ended: ({ end: { mode, reason } }) => ({
    kind: 'reserve_ended',
    facts: { what: mode, reason },
    veiled: 'nothing',
  }),
  warned: ({ warning: { partner, what, happensAt } }) => ({
    kind: 'deadline_near',
    to: [partner],
    facts: { partner, what, at: happensAt },
  }),
  clock_faulted: () => ({ kind: 'clock_fault', to: [CHAIR, SECRETARIAT] }),
  suspended: ({ reason, until }) => ({
    kind: 'procedure_suspended',
    facts: { reason, ...(until === null ? {} : { at: until }) },
  }),
  // What it would have been tells how the removed stood (SPEC R197).
  confirmation_due: ({ comparison }, { row: { terms } }) => ({
    kind: 'procedure_suspended',
    facts:
      terms.positionVisibility === 'all' && terms.nameObjectors ? { what: comparison.wouldHaveBeen } : {},
  }),
  corrigendum_filed: ({ note, standsAt }) => ({
    kind: 'corrigendum_filed',
    facts: { reason: note, at: standsAt },
  }),
  corrigendum_contested: ({ partner }) => ({
    kind: 'corrigendum_contested',
    facts: { partner },
    veiled: 'a delegation',
  }),
  corrigendum_stands: ({ at }) => ({ kind: 'corrigendum_stands', facts: { at } }),
  sunset_near: ({ sunsetAt }) => ({ kind: 'sunset_near', facts: { at: sunsetAt } }),
  electorate_changed: ({ change: { leaving, joining } }) => ({
    kind: 'electorate_changed',
    facts: { items: [...leaving, ...joining].map(({ partner }) => partner) },
  }),
};

/** How it came after another, and whom it does not ask. */
function cameFrom({ row: { terms } }: Written): Partial<NotificationFacts> {
  const { followsAs, without } = terms;
  return {
    ...(followsAs === null || followsAs === 'derogation' ? {} : { followsAs }),
    ...(without === undefined ? {} : { without: [...without.partners] }),
  };
}

function closing({ state, at, partners }: EventOf<'closed'>, { row }: Written): Telling {
  const [objector] = partners;
  const { nameObjectors, positionVisibility } = row.terms;
  const named = nameObjectors && positionVisibility === 'all' && objector !== undefined;
  return {
    kind: 'procedure_closed',
    facts: { what: state, at, ...(named ? { partner: objector } : {}) },
    calendar: true,
  };
}

function acted(
  { partner, act, reason, scope, adReferendum, at }: EventOf<'acted'>,
  { row: { terms }, core: { escalatedAt } }: Written,
): Telling {
  if (adReferendum) return { kind: 'capital_awaited', to: [partner], facts: { partner, what: act } };
  const objects = act === 'object';
  // Silence is ended by it in sight of all; elsewhere a vote against is a position like another.
  const endsSilence =
    (terms.kind === 'silence' || terms.kind === 'no_objection') &&
    (escalatedAt === null || escalatedAt === at);
  const isPlain = terms.positionVisibility === 'all' || endsSilence;
  return {
    kind: objects ? 'objection' : 'position_recorded',
    facts: { partner, what: act, reason, items: [...scope], at },
    veiled: objects && isPlain ? 'a delegation' : 'nothing',
  };
}

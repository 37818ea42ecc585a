import type { DelegationCode, Instant } from '@entente/kernel';
import { evolveReserves } from '../reserve/reserve.js';
import { begun, type Beginning } from './beginning.js';
import type { EventOf, ProcedureEvent } from './event.js';
import { sunsetKey } from './sunset.js';
import {
  CLOSED_STATES,
  WHOLE,
  type Hold,
  type Matter,
  type Procedure,
  type ProcedureState,
} from './state.js';

type Running = Exclude<ProcedureEvent, Beginning>;
type Applied<Type extends Running['type']> = (
  procedure: Procedure,
  event: Extract<Running, { type: Type }>,
) => Procedure;

export const isClosed = (state: ProcedureState): boolean =>
  (CLOSED_STATES as readonly ProcedureState[]).includes(state);

/** What the record may still say of a procedure that has ended. */
const AFTER_CLOSING: readonly ProcedureEvent['type'][] = [
  'late_objection',
  'received',
  'reserve_ended',
  'declared',
  'publication_held',
  'publication_released',
  'sunset_near',
  'corrigendum_filed',
  'corrigendum_contested',
  'corrigendum_stands',
];

/** Applies one decided event. An event that does not follow from the state is a defect of the record: throws. */
export function evolve(procedure: Procedure | null, event: ProcedureEvent): Procedure {
  if (event.type === 'prepared' || event.type === 'announced' || event.type === 'opened') {
    return begun(procedure, event);
  }
  if (procedure === null) throw new Error('event out of order: the procedure is not open');
  if (isClosed(procedure.state) && !AFTER_CLOSING.includes(event.type)) {
    throw new Error('event out of order: the procedure is not open');
  }
  // Each entry of the table takes the event of its own key; TypeScript cannot follow that through the lookup.
  const apply = APPLIED[event.type] as (procedure: Procedure, event: Running) => Procedure;
  return derived(apply(procedure, event), procedure, event.at);
}

/** Applies events one after another. */
export function evolveAll(procedure: Procedure | null, events: readonly ProcedureEvent[]): Procedure | null {
  let next = procedure;
  for (const event of events) next = evolve(next, event);
  return next;
}

/** The state that follows from what is held, settled and at fault; it lasts since the event that brought it. */
function derived(next: Procedure, before: Procedure, at: Instant): Procedure {
  if (next.openedAt === null || isClosed(next.state)) return next;
  const state = runningState(next);
  return state === before.state ? { ...next, state } : { ...next, state, since: at };
}

function runningState({ matters, pending, clockFault, suspension }: Procedure): ProcedureState {
  if (pending !== null || clockFault || suspension !== null) return 'suspended';
  const undecided = matters.filter(isUndecided);
  if (matters.some((matter) => matter.state === 'adopted') && undecided.length > 0) return 'part_adopted';
  return undecided.length > 0 && undecided.every((matter) => matter.state === 'held') ? 'suspended' : 'open';
}

export const isUndecided = (matter: Matter): boolean => matter.state === 'open' || matter.state === 'held';

function mapMatters(
  procedure: Procedure,
  ids: readonly string[] | null,
  change: (matter: Matter) => Matter,
): Procedure {
  const matters = procedure.matters.map((matter) =>
    isUndecided(matter) && (ids === null || ids.includes(matter.id)) ? change(matter) : matter,
  );
  return { ...procedure, matters };
}

const APPLIED: { readonly [Type in Running['type']]: Applied<Type> } = {
  acted: (procedure, { type: _type, ...act }) => ({ ...procedure, acts: [...procedure.acts, act] }),
  received: (procedure, { nonce, digest }) => ({
    ...procedure,
    received: [...procedure.received, { nonce, digest }],
  }),
  disagreed: (procedure) => procedure,
  act_confirmed: (procedure, { act, at }) => ({
    ...procedure,
    confirmed: [...procedure.confirmed, { act, at }],
  }),
  act_repudiated: lapse,
  objection_withdrawn: objectionWithdrawn,
  hold_placed: holdPlaced,
  hold_ended: (procedure, { id, mode, reason, at }) =>
    mapHold(procedure, id, (hold) => ({ ...hold, end: { mode, at, reason } })),
  hold_extension_asked: (procedure, { id, until, reason, at }) =>
    mapHold(procedure, id, (hold) => ({ ...hold, asked: { until, reason, at } })),
  hold_extended: (procedure, { id, from, to }) =>
    mapHold(procedure, id, ({ asked: _granted, ...hold }) => ({
      ...hold,
      expiresAt: to,
      extendedFrom: from,
    })),
  resumed: (procedure, { matters, deadlineAt, at }) =>
    withDeadline(
      mapMatters(procedure, matters, (matter) => ({
        ...matter,
        state: 'open',
        since: at,
        deadlineAt,
        remainingMs: null,
      })),
      at,
    ),
  settled: (procedure, { matters, state, cause, at }) =>
    mapMatters(procedure, matters, (matter) => ({ ...matter, state, cause, since: at })),
  extended: (procedure, { to, counts, at }) => ({
    ...moved(procedure, { to, at }),
    extensions: procedure.extensions + (counts ? 1 : 0),
    clockFault: false,
  }),
  shortening_agreed: (procedure, { partner, deadlineAt }) => ({
    ...procedure,
    shortenings: [...procedure.shortenings, { partner, deadlineAt }],
  }),
  shortened: (procedure, { to, at }) => ({ ...moved(procedure, { to, at }), shortenings: [] }),
  suspended: (procedure, { reason, until, at }) => ({
    ...mapMatters(procedure, null, (matter) => stopped(matter, at)),
    suspension: { at, reason, until },
  }),
  suspension_ended: (procedure) => ({ ...procedure, suspension: null }),
  clock_faulted: (procedure) => ({ ...procedure, clockFault: true }),
  corrigendum_filed: (procedure, { type: _type, ...filed }) => ({
    ...procedure,
    corrigenda: [...procedure.corrigenda, { ...filed, state: 'running' }],
  }),
  corrigendum_contested: (procedure, { id }) => corrigendumIs(procedure, id, 'contested'),
  corrigendum_stands: (procedure, { id }) => {
    const stands = corrigendumIs(procedure, id, 'stands');
    const toHash = stands.corrigenda.find((corrigendum) => corrigendum.id === id)?.toHash;
    return { ...stands, packageHash: toHash ?? stands.packageHash };
  },
  electorate_scheduled: (procedure, { change }) => ({
    ...procedure,
    changes: [...procedure.changes, change],
  }),
  electorate_changed: electorateChanged,
  participation_declined: (procedure, { partner }) => {
    const members = procedure.members.map((member) =>
      member.partner === partner ? { ...member, participates: false } : member,
    );
    return { ...procedure, members, terms: { ...procedure.terms, members } };
  },
  proxy_given: (procedure, { proxy }) => ({ ...procedure, proxies: [...procedure.proxies, proxy] }),
  proxy_revoked: proxyRevoked,
  cell_set: (procedure, { type: _type, mandate: _mandate, ...cell }) => ({
    ...procedure,
    cells: [...procedure.cells, cell],
  }),
  escalated: (procedure, { at }) =>
    mapMatters({ ...procedure, escalatedAt: at, deadlineAt: null, suspension: null }, null, (matter) => ({
      ...matter,
      state: 'open',
      deadlineAt: null,
      remainingMs: null,
    })),
  confirmation_due: (procedure, { comparison, matters, at }) => ({
    ...procedure,
    pending: { comparison, matters, at },
  }),
  result_confirmed: (procedure) => {
    const comparison = procedure.pending?.comparison ?? procedure.comparison;
    return { ...procedure, pending: null, comparison };
  },
  reserve_entered: (procedure, event) => ({
    ...procedure,
    reserves: evolveReserves(procedure.reserves, event),
  }),
  reserve_ended: (procedure, event) => ({
    ...procedure,
    reserves: evolveReserves(procedure.reserves, event),
  }),
  declared: (procedure, { declaration }) => ({
    ...procedure,
    declarations: [...procedure.declarations, declaration],
  }),
  late_objection: (procedure, { partner, person, reason, nonce, at }) => ({
    ...procedure,
    lateObjections: [...procedure.lateObjections, { partner, person, reason, nonce, at }],
  }),
  publication_held: (procedure) => ({ ...procedure, publicationHeld: true }),
  publication_released: (procedure) => ({ ...procedure, publicationHeld: false }),
  sunset_near: (procedure, { daysBefore }) => ({
    ...procedure,
    warned: [...procedure.warned, sunsetKey(daysBefore)],
  }),
  warned: (procedure, { warning }) => ({ ...procedure, warned: [...procedure.warned, warning.key] }),
  closed: (procedure, { state, cause, comparison, at }) => ({
    ...mapMatters(procedure, null, (matter) => ({
      ...matter,
      // Items were settled before; what is still undecided at the end is taken by it.
      state: matter.id === WHOLE && state === 'adopted' ? 'adopted' : 'rejected',
      cause,
      since: at,
    })),
    state,
    cause,
    comparison,
    since: at,
    closedAt: at,
    pending: null,
  }),
};

function lapse(procedure: Procedure, { act }: { readonly act: string }): Procedure {
  return { ...procedure, lapsed: [...procedure.lapsed, act] };
}

function objectionWithdrawn(procedure: Procedure, { act: nonce }: EventOf<'objection_withdrawn'>): Procedure {
  const next = lapse(procedure, { act: nonce });
  const objection = procedure.acts.find((act) => act.nonce === nonce);
  if (objection === undefined) return next;
  const { partner, scope } = objection;
  const said = procedure.acts.filter((act) => act.partner === partner).map((act) => act.nonce);
  return { ...next, withdrawn: [...procedure.withdrawn, { act: nonce, scope, said }] };
}

function holdPlaced(procedure: Procedure, { hold, at }: EventOf<'hold_placed'>): Procedure {
  const held = mapMatters(procedure, hold.matters, (matter) => stopped(matter, at));
  return { ...held, holds: [...procedure.holds, hold] };
}

function mapHold(procedure: Procedure, id: string, change: (hold: Hold) => Hold): Procedure {
  return { ...procedure, holds: procedure.holds.map((hold) => (hold.id === id ? change(hold) : hold)) };
}

/** A matter that is held already stays at what was left when its clock was first stopped. */
function stopped(matter: Matter, at: Instant): Matter {
  return matter.state === 'held' || matter.deadlineAt === null
    ? { ...matter, state: 'held' }
    : { ...matter, state: 'held', since: at, remainingMs: matter.deadlineAt - at };
}

/** The deadline of the procedure is the latest of what still runs. */
function withDeadline(procedure: Procedure, at: Instant): Procedure {
  const running = procedure.matters.filter((matter) => matter.state === 'open');
  const deadlineAt = running.reduce<Instant | null>(
    (latest, matter) => (latest === null || (matter.deadlineAt ?? 0) > latest ? matter.deadlineAt : latest),
    null,
  );
  return deadlineAt === null ? procedure : { ...procedure, deadlineAt, deadlineSince: at };
}

/** Everything has the new deadline; of what is held, what was left moves with it. */
function moved(procedure: Procedure, { to, at }: { readonly to: Instant; readonly at: Instant }): Procedure {
  const all = mapMatters(procedure, null, (matter) => {
    const { remainingMs, deadlineAt } = matter;
    if (remainingMs === null || deadlineAt === null) return { ...matter, deadlineAt: to };
    return { ...matter, deadlineAt: to, remainingMs: Math.max(0, remainingMs + (to - deadlineAt)) };
  });
  return { ...all, deadlineAt: to, deadlineSince: at };
}

function corrigendumIs(procedure: Procedure, id: string, state: 'stands' | 'contested'): Procedure {
  const corrigenda = procedure.corrigenda.map((corrigendum) =>
    corrigendum.id === id ? { ...corrigendum, state } : corrigendum,
  );
  return { ...procedure, corrigenda };
}

function electorateChanged(procedure: Procedure, { change }: EventOf<'electorate_changed'>): Procedure {
  const { at, leaving, joining } = change;
  const departed = leaving.flatMap((removal) => {
    const member = procedure.members.find((one) => one.partner === removal.partner);
    return member === undefined ? [] : [{ ...removal, member, at }];
  });
  const how = new Map(leaving.map((removal) => [removal.partner, removal.how]));
  const members = procedure.members
    .filter((member) => how.get(member.partner) !== 'left')
    .map((member) => (how.get(member.partner) === 'suspended' ? { ...member, suspended: true } : member));
  const joined = joining.filter(({ partner }) => !members.some((one) => one.partner === partner));
  const isNew = ({ partner }: { readonly partner: DelegationCode }): boolean =>
    joined.some((one) => one.partner === partner);
  return {
    ...procedure,
    members: [...members, ...joined],
    // Who was a member before left with what it had said (SPEC R84).
    lapsed: [...procedure.lapsed, ...procedure.acts.filter(isNew).map((act) => act.nonce)],
    cells: procedure.cells.filter((cell) => !isNew(cell)),
    departed: [...procedure.departed, ...departed],
    changes: procedure.changes.filter((scheduled) => scheduled.id !== change.id),
  };
}

function proxyRevoked(procedure: Procedure, { giver, at }: EventOf<'proxy_revoked'>): Procedure {
  const spoken = procedure.acts.filter((act) => act.partner === giver && act.proxyHolder !== null);
  return {
    ...procedure,
    proxies: procedure.proxies.map((proxy) =>
      proxy.giver === giver && proxy.revokedAt === null ? { ...proxy, revokedAt: at } : proxy,
    ),
    lapsed: [...procedure.lapsed, ...spoken.map((act) => act.nonce)],
  };
}

import type { Instant } from '@entente/kernel';
import type { EventOf } from './event.js';
import { WHOLE, type Matter, type Procedure, type ProcedureState } from './state.js';
import type { Terms } from './terms.js';

export type Beginning = EventOf<'prepared' | 'announced' | 'opened'>;

const STEPS: readonly ProcedureState[] = ['prepared', 'announced', 'open'];

/** The procedure as a beginning leaves it; a step back or twice is a defect of the record: throws. */
export function begun(procedure: Procedure | null, event: Beginning): Procedure {
  const state = event.type === 'opened' ? 'open' : event.type;
  if (procedure !== null && STEPS.indexOf(procedure.state) >= STEPS.indexOf(state)) {
    throw new Error('event out of order: the procedure is open already');
  }
  if (procedure !== null && !STEPS.includes(procedure.state)) {
    throw new Error('event out of order: the procedure is not open');
  }
  const base = procedure ?? blank(event.terms, event.at);
  return {
    ...base,
    terms: event.terms,
    members: event.terms.members,
    reserves: event.reserves,
    state,
    since: event.at,
    openedAt: state === 'open' ? event.at : null,
    deadlineSince: event.at,
    matters: mattersOf(event.terms, event.at),
  };
}

function mattersOf(terms: Terms, at: Instant): readonly Matter[] {
  const severed = terms.severable || terms.kind === 'matrix';
  const ids = severed ? terms.items.map((item) => item.id) : [WHOLE];
  const open = {
    state: 'open',
    since: at,
    deadlineAt: terms.deadlineAt,
    remainingMs: null,
    cause: null,
  } as const;
  return ids.map((id) => ({ id, ...open }));
}

function blank(terms: Terms, at: Instant): Procedure {
  return {
    terms,
    state: 'prepared',
    since: at,
    openedAt: null,
    closedAt: null,
    cause: null,
    packageHash: terms.packageHash,
    deadlineAt: terms.deadlineAt,
    deadlineSince: at,
    extensions: 0,
    members: terms.members,
    departed: [],
    matters: [],
    acts: [],
    lapsed: [],
    withdrawn: [],
    confirmed: [],
    holds: [],
    reserves: [],
    declarations: [],
    proxies: [],
    shortenings: [],
    corrigenda: [],
    changes: [],
    cells: [],
    escalatedAt: null,
    clockFault: false,
    suspension: null,
    pending: null,
    comparison: null,
    lateObjections: [],
    received: [],
    warned: [],
    publicationHeld: false,
  };
}

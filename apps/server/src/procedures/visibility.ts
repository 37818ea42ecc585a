import type { DelegationKind } from '@entente/access';
import {
  seenBy,
  seesAll as readerSeesAll,
  seesEvent as readerSeesEvent,
  type Procedure as Core,
  type ProcedureEvent,
  type Reader,
  type Terms,
} from '@entente/consensus';
import type { DelegationCode } from '@entente/kernel';

/** Who looks at a procedure. What they see is the core's to say (SPEC R197, R198). */
export interface Viewer {
  readonly delegation: DelegationCode;
  readonly delegationKind: DelegationKind;
}

/** Seats that run procedures. */
export const CHAIR = 'PRES' as DelegationCode;
export const SECRETARIAT = 'SEC' as DelegationCode;

function readerOf({ delegation, delegationKind }: Viewer): Reader {
  const office = delegationKind === 'chair' || delegationKind === 'secretariat' ? delegationKind : null;
  return { partner: delegationKind === 'partner' ? delegation : null, office };
}

/** The procedure as a viewer may see it; null: all of it, for what is made of an adopted decision. */
export const coreFor = (core: Core, viewer: Viewer | null): Core =>
  viewer === null ? core : seenBy(core, readerOf(viewer));

export const seesAll = (terms: Terms, viewer: Viewer): boolean => readerSeesAll(terms, readerOf(viewer));

/** Whether an event is one that a viewer may know of (SPEC R169). `delegation`: whose person brought it. */
export const seesEvent = (
  { body, delegation }: { readonly body: ProcedureEvent; readonly delegation: DelegationCode | null },
  terms: Terms,
  viewer: Viewer,
): boolean => readerSeesEvent(body, delegation, { terms, reader: readerOf(viewer) });

/** Whoever sits there, as one of many who look. */
export function viewerAt(seat: DelegationCode): Viewer {
  const delegationKind = seat === CHAIR ? 'chair' : seat === SECRETARIAT ? 'secretariat' : 'partner';
  return { delegation: seat, delegationKind };
}

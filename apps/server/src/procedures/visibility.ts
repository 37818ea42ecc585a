import type { DelegationKind } from '@entente/access';
import type { Procedure as Core, ProcedureEvent, Terms } from '@entente/consensus';
import type { DelegationCode } from '@entente/kernel';

/** Who looks at a procedure. */
export interface Viewer {
  readonly delegation: DelegationCode;
  readonly delegationKind: DelegationKind;
}

/** Seats that run procedures. */
export const CHAIR = 'PRES' as DelegationCode;
export const SECRETARIAT = 'SEC' as DelegationCode;

const runs = ({ delegationKind }: Viewer): boolean =>
  delegationKind === 'chair' || delegationKind === 'secretariat';

/** Whether a viewer sees where a partner stands, by the terms (SPEC R169). */
export function seesPosition(terms: Terms, viewer: Viewer, partner: DelegationCode): boolean {
  if (viewer.delegation === partner || terms.positionVisibility === 'all') return true;
  return terms.positionVisibility === 'chair_and_secretariat' && runs(viewer);
}

/** Whether a viewer is told who objected. Who runs the procedure, and the partner itself, always are. */
export function seesObjector(terms: Terms, viewer: Viewer, partner: DelegationCode): boolean {
  return terms.nameObjectors || runs(viewer) || viewer.delegation === partner;
}

/** Seats among `parties` that are told an objector's name, or a position; the others hear of a delegation. */
export function seatsThatSee(
  terms: Terms,
  what: 'position' | 'objector',
  partner: DelegationCode,
): 'all' | readonly DelegationCode[] {
  if (what === 'objector') return terms.nameObjectors ? 'all' : [CHAIR, SECRETARIAT, partner];
  if (terms.positionVisibility === 'all') return 'all';
  return terms.positionVisibility === 'own' ? [partner] : [CHAIR, SECRETARIAT, partner];
}

/** The core's procedure without what the viewer does not see. Counts on it are then counts of what the viewer sees. */
export function coreFor(core: Core, viewer: Viewer | null): Core {
  if (viewer === null || (core.terms.positionVisibility === 'all' && core.terms.nameObjectors)) return core;
  const { terms } = core;
  const seen = (partner: DelegationCode): boolean => seesPosition(terms, viewer, partner);
  return {
    ...core,
    acts: core.acts.filter(({ partner, act }) =>
      act === 'object' ? seen(partner) && seesObjector(terms, viewer, partner) : seen(partner),
    ),
    cells: core.cells.filter(({ partner }) => seen(partner)),
    proxies: core.proxies.filter(({ giver, holder }) => seen(giver) || seen(holder)),
    holds: core.holds.filter(({ partner }) => seesObjector(terms, viewer, partner)),
    lateObjections: core.lateObjections.filter(({ partner }) => seesObjector(terms, viewer, partner)),
    received: [],
  };
}

/** Whether an event is one that a viewer may know of (SPEC R169). */
export function seesEvent(event: ProcedureEvent, terms: Terms, viewer: Viewer): boolean {
  const { objectors, speakers } = concernedBy(event);
  return (
    objectors.every((partner) => seesObjector(terms, viewer, partner)) &&
    speakers.every((partner) => seesPosition(terms, viewer, partner))
  );
}

/** Whose objection an event tells of, and whose position. */
function concernedBy(event: ProcedureEvent): {
  readonly objectors: readonly DelegationCode[];
  readonly speakers: readonly DelegationCode[];
} {
  if (event.type === 'closed' || event.type === 'settled') return { objectors: event.partners, speakers: [] };
  if (event.type === 'hold_placed') return { objectors: [event.hold.partner], speakers: [] };
  if (event.type === 'late_objection') return { objectors: [event.partner], speakers: [] };
  if (event.type === 'cell_set' || event.type === 'received') {
    return { objectors: [], speakers: [event.partner] };
  }
  if (event.type !== 'acted') return { objectors: [], speakers: [] };
  return { objectors: event.act === 'object' ? [event.partner] : [], speakers: [event.partner] };
}

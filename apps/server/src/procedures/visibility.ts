import type { DelegationKind } from '@entente/access';
import type { EventOf, Procedure as Core, ProcedureEvent, Terms } from '@entente/consensus';
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
  return isShownTo(terms, viewer);
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

/** Whether a viewer sees where everybody stands and who objected: the decision can then be counted again (SPEC R182). */
export function seesAll(terms: Terms, viewer: Viewer): boolean {
  const positions = terms.positionVisibility === 'all' || isShownTo(terms, viewer);
  return positions && (terms.nameObjectors || runs(viewer));
}

const isShownTo = ({ positionVisibility }: Terms, viewer: Viewer): boolean =>
  positionVisibility === 'chair_and_secretariat' && runs(viewer);

/** Whether an event is one that a viewer may know of (SPEC R169). `by`: the partner whose person brought it. */
export function seesEvent(
  { body, delegation }: { readonly body: ProcedureEvent; readonly delegation: DelegationCode | null },
  terms: Terms,
  viewer: Viewer,
): boolean {
  const { objectors, speakers } = concernedBy(body, delegation === null ? [] : [delegation]);
  return (
    objectors.every((partner) => seesObjector(terms, viewer, partner)) &&
    speakers.every((partner) => seesPosition(terms, viewer, partner))
  );
}

interface Concerned {
  readonly objectors: readonly DelegationCode[];
  readonly speakers: readonly DelegationCode[];
}

/** Whose objection an event tells of, and whose position. Reserves and declarations are for all to see (DOMAIN §1.2). */
function concernedBy(event: ProcedureEvent, by: readonly DelegationCode[]): Concerned {
  // Each entry of the table takes the event of its own key; TypeScript cannot follow that through the lookup.
  const concerned = CONCERNED[event.type] as
    ((event: ProcedureEvent, by: readonly DelegationCode[]) => Concerned) | undefined;
  return concerned?.(event, by) ?? NOBODY;
}

type ConcernedBy = {
  readonly [Type in ProcedureEvent['type']]?: (
    event: EventOf<Type>,
    by: readonly DelegationCode[],
  ) => Concerned;
};

const NOBODY: Concerned = { objectors: [], speakers: [] };
const speaks = (partner: DelegationCode): Concerned => ({ ...NOBODY, speakers: [partner] });
const objects = (...objectors: readonly DelegationCode[]): Concerned => ({ ...NOBODY, objectors });

const CONCERNED: ConcernedBy = {
  acted: ({ act, partner }) => ({ objectors: act === 'object' ? [partner] : [], speakers: [partner] }),
  cell_set: ({ partner }) => speaks(partner),
  received: ({ partner }) => speaks(partner),
  disagreed: ({ partner }) => speaks(partner),
  shortening_agreed: ({ partner }) => speaks(partner),
  proxy_given: ({ proxy }) => speaks(proxy.giver),
  proxy_revoked: ({ giver }) => speaks(giver),
  // These name an act, or a hold, by its id: whoever brought them is whose it is.
  act_confirmed: (_, by) => ({ ...NOBODY, speakers: by }),
  act_repudiated: (_, by) => ({ ...NOBODY, speakers: by }),
  objection_withdrawn: (_, by) => ({ objectors: by, speakers: by }),
  hold_ended: (_, by) => objects(...by),
  hold_placed: ({ hold }) => objects(hold.partner),
  late_objection: ({ partner }) => objects(partner),
  corrigendum_contested: ({ partner }) => objects(partner),
  closed: ({ partners }) => objects(...partners),
  settled: ({ partners }) => objects(...partners),
  escalated: ({ partners }) => objects(...partners),
  warned: ({ warning: { what, partner } }) => {
    if (what === 'act_unconfirmed') return speaks(partner);
    return what === 'hold_expires' ? objects(partner) : NOBODY;
  },
};

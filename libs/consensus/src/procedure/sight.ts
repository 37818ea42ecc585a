import type { DelegationCode } from '@entente/kernel';
import type { Office, SpokenCommand } from './command.js';
import type { EventOf, ProcedureEvent } from './event.js';
import type { Procedure } from './state.js';
import type { Terms } from './terms.js';

/** Who looks at a procedure: for a partner, in an office that runs procedures, or neither (an observer). */
export interface Reader {
  readonly partner: DelegationCode | null;
  readonly office: Exclude<Office, 'system'> | null;
}

type Shown = Pick<Terms, 'positionVisibility' | 'nameObjectors'>;

/** Whether a reader sees where a partner stands, by the terms (SPEC R197). */
export function seesPosition(
  { positionVisibility }: Shown,
  reader: Reader,
  partner: DelegationCode,
): boolean {
  if (reader.partner === partner || positionVisibility === 'all') return true;
  return positionVisibility === 'chair_and_secretariat' && reader.office !== null;
}

/** Whether a reader is told who objected. Who runs the procedure, and the partner itself, always are. */
export const seesObjector = ({ nameObjectors }: Shown, reader: Reader, partner: DelegationCode): boolean =>
  nameObjectors || reader.office !== null || reader.partner === partner;

/** Whether a reader sees where everybody stands and who objected: only then can the decision be counted again. */
export function seesAll({ positionVisibility, nameObjectors }: Shown, { office }: Reader): boolean {
  const positions =
    positionVisibility === 'all' || (positionVisibility === 'chair_and_secretariat' && office !== null);
  return positions && (nameObjectors || office !== null);
}

/**
 * The procedure without what the reader does not see (SPEC R197). Everything that is computed of it, counts, explanations, margins and *what
 * if*, is then of what the reader sees: two procedures that differ only in what is hidden are the same to that reader (SPEC R198).
 */
export function seenBy(procedure: Procedure, reader: Reader): Procedure {
  const { terms } = procedure;
  if (seesAll(terms, reader)) return procedure;
  const position = (partner: DelegationCode): boolean => seesPosition(terms, reader, partner);
  const objector = (partner: DelegationCode): boolean => seesObjector(terms, reader, partner);
  const acts = procedure.acts.filter(({ partner, act, proxyHolder }) => {
    // What a partner said for another by its proxy it knows.
    if (proxyHolder !== null && proxyHolder === reader.partner) return true;
    return position(partner) && (act !== 'object' || objector(partner));
  });
  const holds = procedure.holds.filter(({ partner }) => objector(partner));
  const nonces = new Set(acts.map(({ nonce }) => nonce));
  const known = new Set([...nonces, ...holds.map(({ id }) => id), ...procedure.reserves.map(({ id }) => id)]);
  return {
    ...procedure,
    acts,
    holds,
    lapsed: procedure.lapsed.filter((nonce) => nonces.has(nonce)),
    withdrawn: procedure.withdrawn
      .filter(({ act }) => nonces.has(act))
      .map((one) => ({ ...one, said: one.said.filter((nonce) => nonces.has(nonce)) })),
    confirmed: procedure.confirmed.filter(({ act }) => nonces.has(act)),
    reserves: procedure.reserves.map((reserve) =>
      // Whoever overrides a reserve of its own has agreed or abstained.
      reserve.end?.mode === 'overridden' && !position(reserve.partner) ? { ...reserve, end: null } : reserve,
    ),
    declarations: procedure.declarations.filter(
      ({ kind, partners }) => kind !== 'constructive_abstention' || partners.every(position),
    ),
    cells: procedure.cells.filter(({ partner }) => position(partner)),
    proxies: procedure.proxies.filter(({ giver, holder }) => position(giver) || position(holder)),
    shortenings: procedure.shortenings.filter(({ partner }) => position(partner)),
    lateObjections: procedure.lateObjections.filter(({ partner }) => objector(partner) && position(partner)),
    warned: procedure.warned.filter((key) => key.startsWith('sunset ') || known.has(subjectOf(key))),
    ...comparisonFor(procedure, reader),
    received: [],
  };
}

/** The key of a warning: what it says, what it is about, of which instant, and how long before. */
const subjectOf = (key: string): string => key.split(' ').slice(1, -2).join(' ');

/** What a removal turned tells how the removed stood; whoever runs the procedure has to confirm it, and sees both outcomes. */
function comparisonFor(
  { pending, comparison }: Procedure,
  { office }: Reader,
): Pick<Procedure, 'pending' | 'comparison'> {
  if (office !== null) return { pending, comparison };
  return { pending: pending === null ? null : { ...pending, comparison: null }, comparison: null };
}

/** Whether an event is one that a reader may know of (SPEC R197). `by`: the partner whose person brought it; null: nobody's. */
export function seesEvent(
  event: ProcedureEvent,
  by: DelegationCode | null,
  { terms, reader }: { readonly terms: Shown; readonly reader: Reader },
): boolean {
  if (compares(event) && reader.office === null && !seesAll(terms, reader)) return false;
  if (isSaidByProxyOf(event, reader)) return true;
  const { objectors, speakers } = concernedBy(event, by === null ? [] : [by]);
  return (
    objectors.every((partner) => seesObjector(terms, reader, partner)) &&
    speakers.every((partner) => seesPosition(terms, reader, partner))
  );
}

/** Whether an event has the outcomes of both computations. */
const compares = (event: ProcedureEvent): boolean =>
  event.type === 'confirmation_due' || (event.type === 'closed' && event.comparison !== null);

const isSaidByProxyOf = (event: ProcedureEvent, { partner }: Reader): boolean =>
  event.type === 'acted' && event.proxyHolder !== null && event.proxyHolder === partner;

interface Concerned {
  readonly objectors: readonly DelegationCode[];
  readonly speakers: readonly DelegationCode[];
}

type By = readonly DelegationCode[];

/** Whose objection an event tells of, and whose position. Reserves and declarations are for all to see (DOMAIN §1.2). */
function concernedBy(event: ProcedureEvent, by: By): Concerned {
  // Each entry of the table takes the event of its own key; TypeScript cannot follow that through the lookup.
  const concerned = CONCERNED[event.type] as ((event: ProcedureEvent, by: By) => Concerned) | undefined;
  return concerned?.(event, by) ?? NOBODY;
}

type ConcernedBy = {
  readonly [Type in ProcedureEvent['type']]?: (event: EventOf<Type>, by: By) => Concerned;
};

const NOBODY: Concerned = { objectors: [], speakers: [] };
const speaks = (...speakers: By): Concerned => ({ ...NOBODY, speakers });
const objects = (...objectors: By): Concerned => ({ ...NOBODY, objectors });

/** Words whose receipt tells that somebody objected, or holds. */
const OBJECTING: readonly SpokenCommand['type'][] = [
  'hold',
  'lift_hold',
  'convert_hold',
  'ask_hold_extension',
  'contest_use',
  'contest_corrigendum',
  'emergency_brake',
  'withdraw_objection',
];

const CONCERNED: ConcernedBy = {
  acted: ({ act, partner }) => ({ objectors: act === 'object' ? [partner] : [], speakers: [partner] }),
  cell_set: ({ partner }) => speaks(partner),
  received: ({ partner, command }) => ({
    objectors: OBJECTING.includes(command) ? [partner] : [],
    speakers: [partner],
  }),
  // One of the two may have objected.
  disagreed: ({ partner }) => ({ objectors: [partner], speakers: [partner] }),
  shortening_agreed: ({ partner }) => speaks(partner),
  proxy_given: ({ proxy }) => speaks(proxy.giver),
  proxy_revoked: ({ giver }) => speaks(giver),
  // These name an act, or a hold, by its id: whoever brought them is whose it is.
  act_confirmed: (_, by) => speaks(...by),
  act_repudiated: (_, by) => speaks(...by),
  objection_withdrawn: (_, by) => ({ objectors: by, speakers: by }),
  hold_ended: (_, by) => objects(...by),
  hold_placed: ({ hold }) => objects(hold.partner),
  hold_extension_asked: ({ partner }) => objects(partner),
  hold_extended: ({ partner }) => objects(partner),
  late_objection: ({ partner }) => ({ objectors: [partner], speakers: [partner] }),
  corrigendum_contested: ({ partner }) => objects(partner),
  reserve_ended: ({ end }) =>
    end.mode === 'overridden' && end.by !== null ? speaks(end.by.partner) : NOBODY,
  declared: ({ declaration: { kind, partners } }) =>
    kind === 'constructive_abstention' ? speaks(...partners) : NOBODY,
  closed: ({ partners }) => objects(...partners),
  settled: ({ partners }) => objects(...partners),
  escalated: ({ partners }) => objects(...partners),
  warned: ({ warning: { what, partner } }) => {
    if (what === 'act_unconfirmed') return speaks(partner);
    return what === 'hold_expires' ? objects(partner) : NOBODY;
  },
};

import { liveReserves, type Comparison } from '@entente/consensus';
import type { Position, Procedure, ReserveKind } from '@entente/contracts';
import type { DelegationCode, Instant } from '@entente/kernel';
import type { Board, Cell } from '../board/board.js';
import { isRunning } from '../decision/running.js';
import type { Provision } from '../text/outline.js';

/** Something in a procedure that waits for whoever runs it, the gravest kinds first. */
export type Due =
  | { readonly what: 'clock_fault'; readonly procedure: Procedure }
  | { readonly what: 'result_flipped'; readonly procedure: Procedure; readonly comparison: Comparison }
  | {
      readonly what: 'late_objection';
      readonly procedure: Procedure;
      readonly partner: DelegationCode;
      readonly at: Instant;
      readonly reason: string;
    }
  | {
      readonly what: 'time_asked';
      readonly procedure: Procedure;
      readonly partner: DelegationCode;
      readonly at: Instant;
      readonly until: Instant | null;
      readonly reason: string;
    }
  | {
      readonly what: 'receipts';
      readonly procedure: Procedure;
      /** Without an acknowledgement, and of these those whom the notice has not even reached. */
      readonly unacknowledged: readonly DelegationCode[];
      readonly undelivered: readonly DelegationCode[];
    }
  | {
      readonly what: 'capital';
      readonly procedure: Procedure;
      readonly partner: DelegationCode;
      readonly at: Instant;
    };

const ORDER = [
  'clock_fault',
  'result_flipped',
  'late_objection',
  'time_asked',
  'receipts',
  'capital',
] as const;

/** What waits, over all procedures of a package. */
export function duesOf(procedures: readonly Procedure[]): readonly Due[] {
  const dues = procedures.flatMap(ofProcedure);
  return ORDER.flatMap((what) => dues.filter((due) => due.what === what));
}

function ofProcedure(procedure: Procedure): Due[] {
  const { core } = procedure;
  const late = core.lateObjections.map(({ partner, at, reason }): Due => ({
    what: 'late_objection',
    procedure,
    partner,
    at,
    reason,
  }));
  if (!isRunning(procedure)) return late;
  return [
    ...(core.clockFault ? [{ what: 'clock_fault', procedure } as const] : []),
    ...(core.pending === null || core.pending.comparison === null
      ? []
      : [{ what: 'result_flipped', procedure, comparison: core.pending.comparison } as const]),
    ...late,
    ...askedTime(procedure),
    ...receipts(procedure),
    ...procedure.acts
      .filter(({ adReferendum, confirmed }) => adReferendum && !confirmed)
      .map(({ partner, at }): Due => ({ what: 'capital', procedure, partner, at })),
  ];
}

/** A request is open until the chair sets a deadline after it. There is no other answer to one. */
function askedTime(procedure: Procedure): Due[] {
  return procedure.notices.flatMap(({ partner, extensionAsked: asked }): Due[] =>
    asked === null || asked.at <= procedure.core.deadlineSince
      ? []
      : [{ what: 'time_asked', procedure, partner, at: asked.at, until: asked.until, reason: asked.reason }],
  );
}

function receipts(procedure: Procedure): Due[] {
  const waiting = procedure.notices.filter(({ acknowledgedAt }) => acknowledgedAt === null);
  if (waiting.length === 0) return [];
  return [
    {
      what: 'receipts',
      procedure,
      unacknowledged: waiting.map(({ partner }) => partner),
      undelivered: waiting.filter(({ deliveredAt }) => deliveredAt === null).map(({ partner }) => partner),
    },
  ];
}

/** A live reserve or hold, with who owns it and since when. */
export type Slowed = {
  readonly partner: DelegationCode;
  readonly kind: ReserveKind;
  readonly since: Instant;
  /** Where it was entered: in a procedure, or as positions on provisions. */
  readonly on: { readonly procedure: Procedure } | { readonly provisions: readonly Provision[] };
};

/** Everything that slows agreement, the oldest first. */
export function slowedBy(procedures: readonly Procedure[], board: Board | null): readonly Slowed[] {
  const inProcedures = procedures.filter(isRunning).flatMap((procedure): Slowed[] => [
    ...liveReserves(procedure.core.reserves).map(({ partner, kind, at }) => ({
      partner,
      kind,
      since: at,
      on: { procedure },
    })),
    ...procedure.core.holds
      .filter(({ end }) => end === null)
      .map(({ partner, at }) => ({ partner, kind: 'hold' as const, since: at, on: { procedure } })),
  ]);
  const all = [...inProcedures, ...(board === null ? [] : reservesOnProvisions(board))];
  return all.toSorted((a, b) => a.since - b.since);
}

/** One entry a partner and kind, whatever number of provisions it is on: that is how it is lifted in the room. */
function reservesOnProvisions({ sections, partners, cell }: Board): Slowed[] {
  const provisions = sections.flatMap((section) => section.provisions);
  return partners.flatMap(({ code }) => {
    const held = new Map<ReserveKind, { since: Instant; provisions: Provision[] }>();
    for (const provision of provisions) {
      const position = cell(code, provision.id).position;
      if (position?.position === 'reserve' && position.reserve !== null) {
        add(held, position.reserve, { provision, position });
      }
    }
    return [...held].map(([kind, { since, provisions: on }]) => ({
      partner: code,
      kind,
      since,
      on: { provisions: on },
    }));
  });
}

function add(
  held: Map<ReserveKind, { since: Instant; provisions: Provision[] }>,
  kind: ReserveKind,
  { provision, position }: { provision: Provision; position: Position },
): void {
  const before = held.get(kind);
  if (before === undefined) held.set(kind, { since: position.at, provisions: [provision] });
  else {
    before.since = before.since < position.at ? before.since : position.at;
    before.provisions.push(provision);
  }
}

/** Delegations that have said of some provisions that they are without instructions, or nothing at all. */
export type Uninstructed = {
  readonly partner: DelegationCode;
  readonly said: number;
  readonly silent: number;
};

/** Those who lack instructions on most provisions first; cells stand in the order of the partners. */
export function uninstructed(
  partners: Board['partners'],
  points: readonly { readonly cells: readonly Cell[] }[],
): readonly Uninstructed[] {
  return partners
    .map(({ code }, at) => {
      const stances = points.map(({ cells }) => cells[at]?.stance);
      const said = stances.filter((stance) => stance === 'no_instructions').length;
      const silent = stances.filter((stance) => stance === 'none').length;
      return { partner: code, said, silent };
    })
    .filter(({ said, silent }) => said + silent > 0)
    .toSorted((a, b) => b.said + b.silent - (a.said + a.silent));
}

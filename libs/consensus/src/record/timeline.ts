import type { DelegationCode, Instant } from '@entente/kernel';
import type { ActKind } from '../procedure/act.js';
import type { ProcedureEvent } from '../procedure/event.js';
import type { ProcedureState } from '../procedure/state.js';
import type { Terms } from '../procedure/terms.js';
import type { DecisionHistory } from './history.js';

/** How the notice came to one delegation. */
interface Receipt {
  readonly partner: DelegationCode;
  readonly deliveredAt: Instant | null;
  readonly openedAt: Instant | null;
  readonly acknowledgedAt: Instant | null;
  readonly extensionAsked: { readonly at: Instant } | null;
}

/** What of a decision record a timeline is drawn from. */
export interface TimelineFacts {
  readonly procedure: string;
  readonly package: { readonly revision: number };
  readonly result: {
    readonly state: ProcedureState;
    readonly openedAt: Instant | null;
    readonly closedAt: Instant | null;
    readonly deadline: { readonly at: Instant } | null;
  };
  readonly frozen: {
    readonly deadline: { readonly at: Instant } | null;
    readonly terms: Pick<Terms, 'followsAs' | 'without'>;
  };
  readonly history: DecisionHistory;
  readonly receipts: readonly Receipt[];
  readonly events: readonly { readonly event: ProcedureEvent }[];
}

export type MarkKind =
  'delivered' | 'opened' | 'acknowledged' | 'asked' | 'reserve' | 'reserve_ended' | 'late' | ActKind;
export interface Mark {
  readonly at: Instant;
  readonly what: MarkKind;
}

/** A stretch of time, both ends included. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** One partner’s way through a procedure: its steps in their order, and the stretches in which its holds stopped the clock. */
export interface TimelineLane {
  readonly partner: DelegationCode;
  readonly marks: readonly Mark[];
  readonly holds: readonly Span[];
}

/** One procedure on one version. `extended`: what was added to the first deadline; `stopped`: while the clock of everything stood. */
export interface Round extends Span {
  readonly procedure: string;
  readonly revision: number;
  readonly state: ProcedureState;
  /** Who broke it, where that may be known. */
  readonly by: readonly DelegationCode[];
  /** How it came after the round before it, and whom it does not ask (SPEC R238). */
  readonly followsAs: Terms['followsAs'];
  readonly without: readonly DelegationCode[];
  readonly deadlineAt: Instant | null;
  readonly extended: readonly Span[];
  readonly stopped: readonly Span[];
}

/** The lanes of one procedure, a lane for each partner in the order of the electorate (SPEC R184). */
export function lanesOf({ history, receipts }: TimelineFacts, now: Instant): readonly TimelineLane[] {
  return history.positions.map(({ partner, acts }) => {
    const receipt = receipts.find((one) => one.partner === partner);
    const marks = [
      ...(receipt === undefined ? [] : receiptMarks(receipt)),
      ...acts.map(({ act, at }): Mark => ({ at, what: act })),
      ...history.objections
        .filter((one) => one.partner === partner && one.effect === 'late')
        .map(({ at }): Mark => ({ at, what: 'late' })),
      ...reserveMarks(history, partner),
    ];
    const holds = history.holds
      .filter((hold) => hold.partner === partner)
      .map(({ at, end }): Span => ({ from: at, to: end?.at ?? now }));
    return { partner, marks: marks.toSorted((one, other) => one.at - other.at), holds };
  });
}

function receiptMarks({ deliveredAt, openedAt, acknowledgedAt, extensionAsked }: Receipt): readonly Mark[] {
  const steps = [
    ['delivered', deliveredAt],
    ['opened', openedAt],
    ['acknowledged', acknowledgedAt],
    ['asked', extensionAsked?.at ?? null],
  ] as const;
  return steps.flatMap(([what, at]) => (at === null ? [] : [{ at, what }]));
}

function reserveMarks({ reserves }: DecisionHistory, partner: DelegationCode): readonly Mark[] {
  return reserves
    .filter((reserve) => reserve.partner === partner)
    .flatMap(({ at, end }): readonly Mark[] => [
      { at, what: 'reserve' },
      ...(end === null ? [] : [{ at: end.at, what: 'reserve_ended' as const }]),
    ]);
}

/** The procedures of a package as rounds, the first first (SPEC R184). One that was never opened is none. */
export function roundsOf(records: readonly TimelineFacts[], now: Instant): readonly Round[] {
  return records
    .flatMap((record) => {
      const { openedAt } = record.result;
      return openedAt === null ? [] : [roundOf(record, openedAt, now)];
    })
    .toSorted((one, other) => one.from - other.from);
}

function roundOf(record: TimelineFacts, from: Instant, now: Instant): Round {
  const { procedure, package: of, result, events } = record;
  const closed = events.find(({ event }) => event.type === 'closed')?.event;
  const deadlineAt = result.deadline?.at ?? null;
  return {
    procedure,
    revision: of.revision,
    state: result.state,
    by: closed?.type === 'closed' && closed.cause === 'objection' ? closed.partners : [],
    followsAs: record.frozen.terms.followsAs,
    without: record.frozen.terms.without?.partners ?? [],
    from,
    to: result.closedAt ?? latest(now, deadlineAt),
    deadlineAt,
    extended: extensionOf(record),
    stopped: stopsOf(record, now),
  };
}

/** From the deadline that was frozen to the one that holds, where the chair gave more time. */
function extensionOf({ frozen, result, history }: TimelineFacts): readonly Span[] {
  const [first, last] = [frozen.deadline?.at ?? null, result.deadline?.at ?? null];
  if (first === null || last === null || last <= first) return [];
  return history.deadlines.some(({ how }) => how === 'extended') ? [{ from: first, to: last }] : [];
}

function stopsOf({ history }: TimelineFacts, now: Instant): readonly Span[] {
  return [
    ...history.holds.map(({ at, end }): Span => ({ from: at, to: end?.at ?? now })),
    ...history.suspensions.map(({ at, endedAt }): Span => ({ from: at, to: endedAt ?? now })),
  ];
}

const latest = (one: Instant, other: Instant | null): Instant =>
  other !== null && other > one ? other : one;

/** Everything that these lanes and rounds show, with room for what may still come. Null: nothing. */
export function extentOf(rounds: readonly Span[], lanes: readonly TimelineLane[] = []): Span | null {
  const instants = [
    ...rounds.flatMap(({ from, to }) => [from, to]),
    ...lanes.flatMap(({ marks, holds }) => [
      ...marks.map(({ at }) => at),
      ...holds.flatMap(({ from, to }) => [from, to]),
    ]),
  ];
  const [first] = instants;
  if (first === undefined) return null;
  return instants.reduce<Span>(
    ({ from, to }, at) => ({ from: at < from ? at : from, to: at > to ? at : to }),
    { from: first, to: first },
  );
}

/** Where an instant stands in a span, from 0 to 1. */
export const placeIn = ({ from, to }: Span, at: Instant): number =>
  to === from ? 0 : Math.min(1, Math.max(0, (at - from) / (to - from)));

/** A mark with its place in the extent, from 0 to 1, and the storey that keeps it clear of its neighbours: 0, 1, 2 … */
export interface PlacedMark extends Mark {
  readonly place: number;
  readonly storey: number;
}

/** Marks in their order, each on the lowest storey on which the one before is at least `gap` of the extent away. */
export function storeysOf(marks: readonly Mark[], extent: Span, gap: number): readonly PlacedMark[] {
  const ends: number[] = [];
  return marks.map((mark) => {
    const place = placeIn(extent, mark.at);
    const free = ends.findIndex((end) => place - end >= gap);
    const storey = free === -1 ? ends.length : free;
    ends[storey] = place;
    return { ...mark, place, storey };
  });
}

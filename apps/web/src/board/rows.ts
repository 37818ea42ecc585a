import { BOARD_MARKS } from '@entente/consensus';
import type { Delegation, Procedure } from '@entente/contracts';
import type { Instant } from '@entente/kernel';
import type { Board } from './board.js';
import type { Measure } from './measure.js';

export const SORTS = ['order', 'status', 'weight', 'activity'] as const;
export type Sort = (typeof SORTS)[number];

/** A partner as a row. */
export type Row = {
  readonly partner: Delegation;
  /** Outside the electorate of what is measured by: after those who vote. */
  readonly associated: boolean;
  /** First of its group, where there are two. */
  readonly groupStart: boolean;
};

type Facts = {
  readonly board: Board;
  readonly measure: Measure | null;
  readonly procedure: Procedure | null;
};

/** Partners in rows: those who vote, then the associated, each by `sort`; protocol order where that says nothing. */
export function rowsOf({ board, measure, procedure }: Facts, sort: Sort): Row[] {
  const seats = new Map(measure?.electorate.members.map((one) => [one.partner, one]));
  const isAssociated = ({ code }: Delegation): boolean =>
    measure !== null && seats.get(code)?.participates !== true;
  const last = sort === 'activity' ? lastActivity(board, procedure) : null;
  const key = (partner: Delegation): number => {
    switch (sort) {
      case 'order':
        return 0;
      case 'status':
        return BOARD_MARKS.indexOf(board.overall(partner.code).stance);
      case 'weight':
        return -(seats.get(partner.code)?.weight ?? partner.weight);
      case 'activity':
        return -Number(last?.get(partner.code) ?? 0);
    }
  };
  const ordered = board.partners
    .map((partner) => ({ partner, associated: isAssociated(partner), key: key(partner) }))
    .toSorted(
      (a, b) =>
        Number(a.associated) - Number(b.associated) || a.key - b.key || a.partner.order - b.partner.order,
    );
  return ordered.map(({ partner, associated }, at) => ({
    partner,
    associated,
    groupStart: at > 0 && associated !== ordered[at - 1]?.associated,
  }));
}

/** When each partner last said or did something here. */
export function lastActivity(board: Board, procedure: Procedure | null): ReadonlyMap<string, Instant> {
  const last = new Map<string, Instant>();
  const note = (partner: string, at: Instant | null): void => {
    if (at !== null && at > (last.get(partner) ?? 0)) last.set(partner, at);
  };
  for (const { partner, at } of board.positions) note(partner, at);
  for (const { partner, at } of procedure?.acts ?? []) note(partner, at);
  for (const { partner, openedAt, acknowledgedAt } of procedure?.notices ?? []) {
    note(partner, openedAt);
    note(partner, acknowledgedAt);
  }
  return last;
}

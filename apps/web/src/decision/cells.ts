import {
  asked,
  isClosed,
  situationOf,
  count,
  type Cell,
  type Procedure as Core,
  type TargetCount,
} from '@entente/consensus';
import type { DelegationCode } from '@entente/kernel';

/** What one partner said last of each target, by the target's id. */
export const cellsOf = (core: Core, partner: DelegationCode): ReadonlyMap<string, Cell> =>
  new Map(core.cells.filter((cell) => cell.partner === partner).map(({ target, cell }) => [target, cell]));

/** One target of a matrix: where each partner asked stands on it, and whether enough are in. */
export interface TargetRow {
  readonly target: string;
  readonly title: string;
  /** Null: has said nothing. */
  readonly cells: readonly { readonly partner: DelegationCode; readonly cell: Cell | null }[];
  readonly inNow: number;
  readonly short: number;
  readonly state: 'launchable' | 'short' | 'launched' | 'dropped';
}

/** The grid of a matrix procedure, in the order of its terms (SPEC R31, R99). */
export function targetRows(core: Core): readonly TargetRow[] {
  const partners = asked(core).map(({ partner }) => partner);
  const said = new Map(partners.map((partner) => [partner, cellsOf(core, partner)]));
  const counted = new Map(countsOf(core).map((one) => [one.target, one]));
  return core.terms.items.map(({ id, title }) => {
    const one = counted.get(id);
    const short = one?.short ?? 0;
    return {
      target: id,
      title,
      cells: partners.map((partner) => ({ partner, cell: said.get(partner)?.get(id) ?? null })),
      inNow: one?.in.members ?? 0,
      short,
      state: stateOf(core, id, short),
    };
  });
}

function countsOf(core: Core): readonly TargetCount[] {
  const { rule, electorate, ballot } = situationOf(core);
  const counted = count(rule, electorate, ballot);
  return 'targets' in counted ? counted.targets : [];
}

function stateOf(core: Core, target: string, short: number): TargetRow['state'] {
  if (!isClosed(core.state)) return short === 0 ? 'launchable' : 'short';
  const matter = core.matters.find(({ id }) => id === target);
  return matter?.state === 'adopted' ? 'launched' : 'dropped';
}

import type { Count, CountOutcome, TargetCount } from '../count/count.js';
import { whatIf } from '../explain/what-if.js';
import { STANCE_OF_CELL } from './live.js';
import { situationOf } from './situation.js';
import type { CellAct, Procedure } from './state.js';

/** A cell that a partner is supposed to say. */
export type SupposedCell = Pick<CellAct, 'partner' | 'target' | 'cell'>;

/** What a matrix would come to. Targets in the order of the terms, each as it is counted now and as it would be. */
export interface MatrixWhatIf {
  readonly targets: readonly { readonly now: TargetCount; readonly would: TargetCount }[];
  readonly outcome: CountOutcome;
  readonly flips: boolean;
}

/** Counts a copy of a matrix in which these cells had been said last; null under another rule (SPEC R239). */
export function whatIfCells(procedure: Procedure, cells: readonly SupposedCell[]): MatrixWhatIf | null {
  const supposed = cells.map(({ partner, target, cell }) => ({ partner, target, to: STANCE_OF_CELL[cell] }));
  const { before, count, flips } = whatIf(situationOf(procedure), supposed);
  const [now, would] = [targetsIn(before), targetsIn(count)];
  if (now === null || would === null) return null;
  const targets = now.flatMap((one) => {
    const other = would.find(({ target }) => target === one.target);
    return other === undefined ? [] : [{ now: one, would: other }];
  });
  return { targets, outcome: count.outcome, flips };
}

const targetsIn = (count: Count): readonly TargetCount[] | null =>
  'targets' in count ? count.targets : null;

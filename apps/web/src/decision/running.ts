import { isClosed } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';

/** Whether a procedure has not ended: it is open, announced, or its clock stands. */
export const isRunning = ({ state }: Pick<Procedure, 'state'>): boolean => !isClosed(state);

/** Whether who says nothing until the deadline has agreed. */
export const isBySilence = ({ kind }: Pick<Procedure, 'kind'>): boolean =>
  kind === 'silence' || kind === 'no_objection';

/** The procedure that runs on a package, if one does. */
export const runningOf = (procedures: readonly Procedure[]): Procedure | null =>
  procedures.find(isRunning) ?? null;

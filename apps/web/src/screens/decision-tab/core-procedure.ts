import type { Procedure as Wire } from '@entente/contracts';
import type { Procedure } from '@entente/consensus';

/** A procedure of the wire as the consensus core knows one, for counting and for asking what would be refused. */
export function coreProcedure({ core }: Wire): Procedure {
  return core;
}

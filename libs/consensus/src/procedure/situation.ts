import type { Situation } from '../explain/situation.js';
import { ballotOf, ruleOf } from './live.js';
import { electorateOf } from './settle.js';
import { WHOLE, type Procedure } from './state.js';

/** A procedure as what can be asked about: its rule now, who counts, and where they stand on one matter (SPEC R43 to R48). */
export const situationOf = (
  procedure: Procedure,
  matter: string = procedure.matters[0]?.id ?? WHOLE,
): Situation => ({
  rule: ruleOf(procedure),
  electorate: electorateOf(procedure),
  ballot: ballotOf(procedure, matter),
});

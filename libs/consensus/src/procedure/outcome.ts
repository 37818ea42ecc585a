import type { DelegationCode, Instant, MandateId, PersonId } from '@entente/kernel';
import type { Stance, Stances } from '../count/ballot.js';
import type { Count } from '../count/count.js';
import { sumsOf, type Tally } from '../count/tally.js';
import { passes, type TestName } from '../count/test.js';
import { actOf, type Act } from './act.js';
import { isClosed, isUndecided } from './evolve.js';
import { asked, cellStances, ruleOf, spokenStances } from './live.js';
import { consequences, countOf, electorateOf, verdictsOf } from './settle.js';
import { WHOLE, type ClosedState, type Procedure } from './state.js';

/** The state a procedure is in by its acts, with its arithmetic; `failed` names the tests that do not hold now. */
export interface Outcome {
  readonly result: 'open' | ClosedState;
  readonly count: Count;
  /** By what was said; who is silent is absent here, also where silence is consent. */
  readonly stances: Readonly<Record<Stance, Tally>>;
  readonly electorate: Tally;
  readonly failed: readonly TestName[];
}

/** What it comes to as things stand, on the whole or on one matter (SPEC R5, R13). */
export function outcome(procedure: Procedure, matter: string = firstOf(procedure)): Outcome {
  const counted = countOf(procedure, matter);
  const { stances, electorate } = sumsOf(electorateOf(procedure), spokenStances(procedure, matter));
  const failed = counted.tests.filter((test) => !passes(test)).map((test) => test.test);
  return { result: resultOf(procedure), count: counted, stances, electorate, failed };
}

const firstOf = ({ matters }: Procedure): string => matters[0]?.id ?? WHOLE;

function resultOf(procedure: Procedure): Outcome['result'] {
  const { state } = procedure;
  if (isClosed(state)) return state as ClosedState;
  const end = consequences(procedure, procedure.since).find((event) => event.type === 'closed');
  return end?.type === 'closed' ? end.state : 'open';
}

/** The facts of the sentence on top of the board: who has agreed, abstained, objected, and whose act is awaited. */
export interface Missing {
  readonly state: Procedure['state'];
  readonly members: number;
  readonly agreed: readonly DelegationCode[];
  readonly abstained: readonly DelegationCode[];
  readonly objected: readonly DelegationCode[];
  readonly awaited: readonly DelegationCode[];
  /** What it comes to if every awaited partner agrees: tells whether adoption can still be reached without a change. */
  readonly ifAllAgree: Outcome['result'];
}

export function missing(procedure: Procedure): Missing {
  const { stances, electorate } = outcome(procedure);
  const awaited = awaitedOf(procedure);
  return {
    state: procedure.state,
    members: electorate.members,
    agreed: stances.in_favour.partners,
    abstained: [...stances.abstain.partners, ...stances.abstain_constructive.partners],
    objected: stances.against.partners,
    awaited,
    ifAllAgree: ifAgreed(procedure, awaited),
  };
}

/** Who has not answered yet on everything that is asked. */
export function awaitedOf(procedure: Procedure): readonly DelegationCode[] {
  const spoken = spokenOn(procedure);
  return asked(procedure)
    .filter((member) => member.obligatoryAbstention !== true)
    .map((member) => member.partner)
    .filter((partner) => !spoken.every((stances) => stances.has(partner)));
}

/** What has been said, on each thing that is asked for itself: parts of a rule, targets of a matrix, else the whole. */
function spokenOn(procedure: Procedure): readonly Stances[] {
  const rule = ruleOf(procedure);
  if (rule.id === 'MATRIX') return [...cellStances(procedure).values()];
  const subjects = rule.id === 'COMPOSITE' ? rule.parts.map((part) => part.name) : [firstOf(procedure)];
  return subjects.map((subject) => spokenStances(procedure, subject));
}

function ifAgreed(procedure: Procedure, awaited: readonly DelegationCode[]): Outcome['result'] {
  if (isClosed(procedure.state)) return resultOf(procedure);
  const acts = awaited.map((partner) => supposed(procedure, partner));
  const agreed = { ...procedure, acts: [...procedure.acts, ...acts] };
  const result = resultOf(agreed);
  const open = agreed.matters.filter(isUndecided).map((matter) => matter.id);
  if (result !== 'open' || open.length === 0) return result;
  const verdicts = verdictsOf(agreed, open);
  return (verdicts.find((verdict) => verdict.state === 'adopted') ?? verdicts[0])?.whole ?? result;
}

/** An act that nobody gave, for asking what would come of it. */
function supposed({ packageHash, since }: Procedure, partner: DelegationCode): Act {
  const nobody = { person: '' as PersonId, nonce: `supposed ${partner}`, level: 'capital' as const };
  const content = { partner, act: 'agree' as const, reason: '', packageHash, mandate: null, ...nobody };
  return actOf(content, '' as MandateId, since satisfies Instant);
}

import type { DelegationCode } from '@entente/kernel';
import type { Stance, Stances } from './count/ballot.js';
import { count, type SingleCount } from './count/count.js';
import { passes, type TestName } from './count/test.js';
import type { Act, ActKind, ClosedState, Procedure } from './procedure.js';

const STANCE_OF: Readonly<Record<ActKind, Stance>> = {
  agree: 'in_favour',
  object: 'against',
  abstain: 'abstain',
  abstain_constructive: 'abstain_constructive',
};

/** The state a procedure is in by its acts, with its arithmetic; `failed` names the tests that do not hold now. */
export interface Outcome {
  readonly result: 'open' | Exclude<ClosedState, 'withdrawn'>;
  readonly count: SingleCount;
  readonly failed: readonly TestName[];
}

/** The live act of each partner that has acted: its last (SPEC R6). */
export function liveActs(procedure: Pick<Procedure, 'acts'>): ReadonlyMap<DelegationCode, Act> {
  return new Map(procedure.acts.map((act) => [act.partner, act]));
}

/** What the acts come to (SPEC R5): an objection ends it at once, the last partner's act closes it, whatever it says. */
export function outcome(procedure: Pick<Procedure, 'acts' | 'terms'>): Outcome {
  const stances = new Map<DelegationCode, Stance>();
  for (const [partner, act] of liveActs(procedure)) stances.set(partner, STANCE_OF[act.act]);
  const counted = countTerms(procedure.terms, stances);
  const failed = counted.tests.filter((test) => !passes(test)).map((test) => test.test);
  return { result: resultOf(counted), count: counted, failed };
}

const countTerms = ({ rule, members }: Procedure['terms'], stances: Stances): SingleCount =>
  count({ id: rule }, { members, quorum: 'none' }, stances);

function resultOf(counted: SingleCount): Outcome['result'] {
  if (counted.stances.against.members > 0) return 'broken';
  if (counted.stances.absent.members > 0) return 'open';
  return counted.adopted ? 'adopted' : 'not_adopted';
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
  const { count: counted } = outcome(procedure);
  const { stances, electorate } = counted;
  const best = new Map<DelegationCode, Stance>(electorate.partners.map((partner) => [partner, 'in_favour']));
  for (const [partner, act] of liveActs(procedure)) best.set(partner, STANCE_OF[act.act]);
  return {
    state: procedure.state,
    members: electorate.members,
    agreed: stances.in_favour.partners,
    abstained: [...stances.abstain.partners, ...stances.abstain_constructive.partners],
    objected: stances.against.partners,
    awaited: stances.absent.partners,
    ifAllAgree: resultOf(countTerms(procedure.terms, best)),
  };
}

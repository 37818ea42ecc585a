import type { DelegationCode, Instant, MandateId, PersonId } from '@entente/kernel';
import type { Stance, Stances } from '../count/ballot.js';
import type { Count } from '../count/count.js';
import { sumsOf, type Tally } from '../count/tally.js';
import { passes, type TestName } from '../count/test.js';
import { actOf, ACTS, type Act } from './act.js';
import { isClosed, isUndecided } from './evolve.js';
import { asked, askedOf, cellStances, ruleOf, spokenStances, STANCE_OF } from './live.js';
import { consequences, countOf, electorateOf, verdictsOf } from './settle.js';
import { WHOLE, type CellAct, type ClosedState, type Procedure } from './state.js';

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

/** What has been said, on each thing that is asked for itself: parts of a rule, targets of a matrix, else what is not decided. */
function spokenOn(procedure: Procedure): readonly Stances[] {
  if (ruleOf(procedure).id === 'MATRIX') return [...cellStances(procedure).values()];
  return askedNow(procedure).map((subject) => spokenStances(procedure, subject));
}

/** Where all is decided, what stood there first. */
function askedNow(procedure: Procedure): readonly string[] {
  const subjects = askedOf(procedure);
  return subjects.length > 0 ? subjects : [firstOf(procedure)];
}

function ifAgreed(procedure: Procedure, awaited: readonly DelegationCode[]): Outcome['result'] {
  if (isClosed(procedure.state)) return resultOf(procedure);
  const acts = awaited.flatMap((partner) => supposed(procedure, partner));
  const cells = awaited.flatMap((partner) => supposedCells(procedure, partner));
  const agreed = {
    ...procedure,
    acts: [...procedure.acts, ...acts],
    cells: [...procedure.cells, ...cells],
  };
  const result = resultOf(agreed);
  const open = agreed.matters.filter(isUndecided).map((matter) => matter.id);
  if (result !== 'open' || open.length === 0) return result;
  const verdicts = verdictsOf(agreed, open);
  return (verdicts.find((verdict) => verdict.state === 'adopted') ?? verdicts[0])?.whole ?? result;
}

/**
 * Acts that nobody gave, for asking what would come of them: an agreement to each thing that the partner has not answered. What it has
 * answered is said again where agreeing to the framework, which bears on everything, would go over it.
 */
function supposed(procedure: Procedure, partner: DelegationCode): readonly Act[] {
  const framework = procedure.terms.items.find((item) => item.framework === true)?.id;
  const subjects = askedNow(procedure).map((subject) => ({
    subject,
    stance: spokenStances(procedure, subject).get(partner),
  }));
  const first = subjects.filter(({ subject }) => subject === framework);
  const others = subjects.filter(({ subject }) => subject !== framework);
  const goesOver = first.some(({ stance }) => stance === undefined);
  return [...first, ...others]
    .filter(({ stance }) => goesOver || stance === undefined)
    .map(({ subject, stance }) => supposedAct(procedure, partner, { subject, stance }));
}

/** The same in a matrix: in, on each target of which the partner has said nothing. */
function supposedCells(procedure: Procedure, partner: DelegationCode): readonly CellAct[] {
  if (ruleOf(procedure).id !== 'MATRIX') return [];
  const nobody = { person: '' as PersonId, nonce: `supposed ${partner}`, at: procedure.since };
  return [...cellStances(procedure)]
    .filter(([, stances]) => !stances.has(partner))
    .map(([target]) => ({ partner, target, cell: 'in', ...nobody }));
}

function supposedAct(
  { packageHash, since }: Procedure,
  partner: DelegationCode,
  { subject, stance }: { readonly subject: string; readonly stance: Stance | undefined },
): Act {
  const nobody = {
    person: '' as PersonId,
    nonce: `supposed ${partner} ${subject}`,
    level: 'capital' as const,
  };
  const act = ACTS.find((kind) => STANCE_OF[kind] === stance) ?? 'agree';
  const scope = subject === WHOLE ? [] : [subject];
  const content = { partner, act, scope, reason: '', packageHash, mandate: null, ...nobody };
  return actOf(content, '' as MandateId, since satisfies Instant);
}

import type { DelegationCode } from '@entente/kernel';
import { count } from '../count/count.js';
import { isCounted } from '../count/electorate.js';
import { passes, type TestName } from '../count/test.js';
import type { MatrixRule } from '../rule/rule.js';
import { partOf, questionsOf, targetsOf, type Question } from './question.js';
import { distance, HERE, type Change, type Place, type Situation } from './situation.js';
import { costOf, type Turn } from './turn.js';
import { turnCast } from './turn-cast.js';
import { turnConsensus, turnCouncil, turnReverse, turnUnanimity } from './turn-prevented.js';
import { turnShares } from './turn-shares.js';

/** The cheapest change that would adopt: fewest changes, then least distance of all of them together. */
export interface Deal {
  /** Empty where it is adopted as it stands. */
  readonly changes: readonly Change[];
  readonly distance: number;
}

/**
 * Finds the deal (SPEC R46); null where no change adopts. Each part of a composite is turned by itself. A matrix turns the targets that
 * lack least, cell by cell; where it lacks a quorum too, partners that have said nothing come in beside them.
 */
export function dealOf(situation: Situation, place: Place = HERE): Deal | null {
  const { rule, ballot, electorate } = situation;
  if (rule.id === 'MATRIX') return dealOfMatrix({ ...situation, rule }, place);
  if (rule.id !== 'COMPOSITE') return together(questionsOf(situation, undefined, place).map(dealOfQuestion));
  return together(
    rule.parts.map((part) =>
      dealOf(
        { rule: part.rule, ballot: partOf(ballot, part.name, part.rule), electorate },
        { part: part.name, target: null },
      ),
    ),
  );
}

function together(deals: readonly (Deal | null)[]): Deal | null {
  const possible = deals.filter((deal) => deal !== null);
  if (possible.length < deals.length) return null;
  const changes = possible.flatMap((deal) => deal.changes);
  return { changes, distance: changes.reduce((sum, { from, to }) => sum + distance(from, to), 0) };
}

/** How each kind of test is turned; the first that a rule has. Shares of members and of weight are the rest. */
const TURNS: readonly (readonly [TestName, (question: Question) => readonly Turn[] | null])[] = [
  ['electorate', () => null],
  ['no_veto', turnCouncil],
  ['nobody_against', turnUnanimity],
  ['no_objection', turnConsensus],
  ['not_all_against', turnReverse],
  ['share_of_cast', turnCast],
  ['more_than_against', turnCast],
];

function dealOfQuestion(question: Question): Deal | null {
  if (question.tests.every(passes)) return { changes: [], distance: 0 };
  const turn = TURNS.find(([name]) => question.tests.some(({ test }) => test === name))?.[1] ?? turnShares;
  const turns = turn(question);
  if (turns === null) return null;
  const changes = turns.map(({ seat, to }) => ({
    ...question.place,
    partner: seat.member.partner,
    from: seat.stance,
    to,
  }));
  return { changes, distance: costOf(turns) };
}

function dealOfMatrix(situation: Situation & { readonly rule: MatrixRule }, place: Place): Deal | null {
  const questions = questionsOf(situation, undefined, place);
  const lacking = questions.filter(({ tests }) => !tests.every(passes));
  const need = Math.max(0, situation.rule.minTargets - (questions.length - lacking.length));
  const deals = lacking
    .map(dealOfQuestion)
    .filter((deal) => deal !== null)
    .toSorted((a, b) => a.changes.length - b.changes.length || a.distance - b.distance);
  if (deals.length < need) return null;
  const launch = together(deals.slice(0, need));
  return launch === null ? null : withQuorum(situation, launch, place);
}

function withQuorum(situation: Situation, deal: Deal, place: Place): Deal | null {
  const quorum = count(situation.rule, situation.electorate, situation.ballot).tests.find(
    ({ test }) => test === 'quorum',
  );
  const turned = new Set(deal.changes.map(({ partner }) => partner));
  const silent = silentIn(situation);
  const short = -(quorum?.margin ?? 0) - silent.filter((partner) => turned.has(partner)).length;
  if (short <= 0) return deal;
  const more = silent.filter((partner) => !turned.has(partner)).slice(0, short);
  const [target] = targetsOf(situation.ballot).keys();
  if (more.length < short || target === undefined) return null;
  const changes = more.map((partner) => ({
    ...place,
    target,
    partner,
    from: 'absent' as const,
    to: 'in_favour' as const,
  }));
  return together([deal, { changes, distance: 0 }]);
}

/** Members that have said nothing of any target. */
function silentIn({ electorate, ballot }: Situation): readonly DelegationCode[] {
  const targets = [...targetsOf(ballot).values()];
  return electorate.members
    .filter((member) => isCounted(member) && member.obligatoryAbstention !== true)
    .map(({ partner }) => partner)
    .filter((partner) => targets.every((stances) => (stances.get(partner) ?? 'absent') === 'absent'));
}

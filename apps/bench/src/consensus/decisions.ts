import {
  blockingSets,
  breakingSets,
  count,
  dealOf,
  explain,
  type Member,
  type Rule,
  type Situation,
} from '@entente/consensus';
import type { DelegationCode } from '@entente/kernel';
import { seededRandom, type SeededRandom } from '@entente/testing';
import { all, assembly, bodyOf, situation, someStances, union } from './bodies.js';
import { naiveQualifiedMajority } from './naive.js';
import type { ConsensusPart, ConsensusRow, PartRun } from './part.js';
import { repeated } from './repeated.js';

const QMV: Rule = { id: 'QMV_55_65' };
const PAIR: Rule = {
  id: 'COMPOSITE',
  parts: [
    { name: 'decision', rule: { id: 'UNANIMITY_ABST' } },
    { name: 'regulation', rule: QMV },
  ],
};
/** Fifteen members, nine people short of 65 % (DOMAIN §5, S4 b). */
const HAIR = 'BE CZ DE EL ES FI HU IE IT LU LV MT PL SI SK'.split(' ');

/** One evaluation, and the explanations, of 27 and of 200 members. Goals: issue 4, *Speed*. */
export const decisions: ConsensusPart = {
  name: 'decisions',
  measure: (run) => {
    const random = seededRandom(run.seed);
    const members = union();
    const many = assembly(200, random);
    const rows = [
      ...evaluations(members, random, run),
      ...largeEvaluations(many, random, run),
      ...explanations(members, random, run),
      ...largeExplanations(many, random, run),
    ];
    return Promise.resolve({ rows, notes: notesOf(members) });
  },
};

/** How often: fewer of what takes longer. */
const times = ({ quick, tiny }: PartRun, full: number): number => {
  if (tiny) return 5;
  return quick ? full / 10 : full;
};

/** A hundred bodies that stand otherwise. */
const hundred = (rule: Rule, members: readonly Member[], random: SeededRandom): readonly Situation[] =>
  Array.from({ length: 100 }, () => situation(rule, members, ballotOf(rule, members, random)));

function ballotOf(rule: Rule, members: readonly Member[], random: SeededRandom): Situation['ballot'] {
  if (rule.id !== 'COMPOSITE') return someStances(members, random);
  return { parts: new Map(rule.parts.map(({ name }) => [name, someStances(members, random)])) };
}

const evaluate = ({ rule, electorate, ballot }: Situation): unknown => count(rule, electorate, ballot);

function evaluations(members: readonly Member[], random: SeededRandom, run: PartRun): ConsensusRow[] {
  const opted = members.map((member, index) => ({ ...member, participates: index > 1 }));
  const runs = times(run, 50_000);
  const row = (work: string, inputs: readonly Situation[]): ConsensusRow =>
    repeated({ work, unit: 'µs', goal: 20, inputs, runs, once: evaluate });
  return [
    row('27 members: one count, QMV 55/65', hundred(QMV, members, random)),
    row('27 members: two opted out', hundred(QMV, opted, random)),
    row('27 members: unanimity', hundred({ id: 'UNANIMITY_ABST' }, members, random)),
    row('27 members: both legs of a pair', hundred(PAIR, members, random)),
    repeated({
      work: '27 members: naive, in percentages',
      unit: 'µs',
      inputs: hundred(QMV, members, random),
      runs,
      once: ({ ballot }) => 'get' in ballot && naiveQualifiedMajority(members, ballot),
    }),
  ];
}

function largeEvaluations(members: readonly Member[], random: SeededRandom, run: PartRun): ConsensusRow[] {
  const opted = members.map((member, index) => ({ ...member, participates: index > 1 }));
  const runs = times(run, 20_000);
  const row = (work: string, inputs: readonly Situation[]): ConsensusRow =>
    repeated({ work, unit: 'µs', goal: 100, inputs, runs, once: evaluate });
  return [
    row('200 members: one count, QMV 55/65', hundred(QMV, members, random)),
    row('200 members: two opted out', hundred(QMV, opted, random)),
    repeated({
      work: '200 members: naive, in percentages',
      unit: 'µs',
      inputs: hundred(QMV, members, random),
      runs,
      once: ({ ballot }) => 'get' in ballot && naiveQualifiedMajority(members, ballot),
    }),
  ];
}

function explanations(members: readonly Member[], random: SeededRandom, run: PartRun): ConsensusRow[] {
  const runs = times(run, 2_000);
  const some = hundred(QMV, members, random);
  const silent = [situation(QMV, members, new Map())];
  const against = [situation(QMV, members, all(members, 'against'))];
  const agreed = [situation(QMV, members, all(members, 'in_favour'))];
  const row = (work: string, inputs: readonly Situation[], once: (one: Situation) => unknown): ConsensusRow =>
    repeated({ work, unit: 'ms', goal: 50, inputs, runs, once });
  return [
    row('27 members: blocking sets, a vote in progress', some, (one) => blockingSets(one)),
    row('27 members: all blocking sets, nobody has spoken', silent, (one) => blockingSets(one, 20_000)),
    row('27 members: all breaking sets, all agree', agreed, (one) => breakingSets(one, 20_000)),
    row('27 members: deal, a vote in progress', some, dealOf),
    row('27 members: deal, all against', against, dealOf),
    row('27 members: the whole explanation', some, (one) => explain(one)),
  ];
}

function largeExplanations(members: readonly Member[], random: SeededRandom, run: PartRun): ConsensusRow[] {
  const runs = times(run, 500);
  const some = hundred(QMV, members, random);
  const row = (work: string, once: (one: Situation) => unknown): ConsensusRow =>
    repeated({ work, unit: 'ms', inputs: some, runs, once });
  return [row('200 members: blocking sets', (one) => blockingSets(one)), row('200 members: deal', dealOf)];
}

/** What the naive count makes of nine people too few. */
function notesOf(members: readonly Member[]): string[] {
  const said = new Map(
    members.map(({ partner }) => [
      partner,
      HAIR.includes(partner) ? ('in_favour' as const) : ('against' as const),
    ]),
  );
  const ours = count({ id: 'QMV_55_65' }, bodyOf(members), said).adopted;
  const naive = naiveQualifiedMajority(members, said as ReadonlyMap<DelegationCode, 'in_favour' | 'against'>);
  const word = (adopted: boolean): string => (adopted ? 'adopted' : 'not adopted');
  return [
    `fifteen members nine people short of 65 %: ours says ${word(ours)}, the naive count ${word(naive)}`,
  ];
}

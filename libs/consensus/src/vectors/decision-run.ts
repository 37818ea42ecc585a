import { err, ok, type DelegationCode, type Result } from '@entente/kernel';
import type { Ballot, Stance, Stances } from '../count/ballot.js';
import { count, type Count } from '../count/count.js';
import type { Electorate } from '../count/electorate.js';
import { withProxies } from '../count/proxy.js';
import { countBoth } from '../count/reduced.js';
import type { RuleFaultCode } from '../rule/fault.js';
import { faultsOf } from '../rule/faults.js';
import { decisionVector, type DecisionVector } from './decision.js';
import { differ, type Mismatch } from './mismatch.js';
import type { VectorFault } from './read.js';
import type { VectorResult } from './run-file.js';

type Positions = ReadonlyMap<string, Stance>;

/** Reads and runs one vector of a file of kind `decision`. */
export function runDecisionVector(value: unknown, at: string): Result<VectorResult, VectorFault> {
  const vector = decisionVector(value, at);
  if (!vector.ok) return vector;
  const fault = decisionFault(vector.value, at);
  if (fault !== null) return err(fault);
  return ok({ name: vector.value.name, mismatches: runDecision(vector.value) });
}

/** What the form alone cannot say: positions of the kind that the rule counts, and nobody who is not a member. */
function decisionFault(vector: DecisionVector, at: string): VectorFault | null {
  const { rule, positions, targets, parts } = vector;
  if (rule.id === 'MATRIX' ? targets === undefined : rule.id !== 'COMPOSITE' && positions === undefined) {
    const field = rule.id === 'MATRIX' ? 'targets' : 'positions';
    return { at, message: `${rule.id} counts ${field}; give them` };
  }
  if (rule.id === 'COMPOSITE' && parts === undefined)
    return { at, message: 'COMPOSITE counts parts; give them' };
  const members = new Set<string>(vector.members.map(({ id }) => id));
  const stranger = namesOf(vector).find((name) => !members.has(name));
  return stranger === undefined
    ? null
    : { at, message: `${stranger} is not one of the members; list it there` };
}

function namesOf(vector: DecisionVector): readonly string[] {
  const { notParticipating = [], suspended = [], proxies = [], removed = [] } = vector;
  return [
    ...mapsOf(vector).flatMap((map) => [...map.keys()]),
    ...notParticipating,
    ...suspended,
    ...proxies.flatMap(({ giver, holder }) => [giver, holder]),
    ...removed.map(({ partner }) => partner),
  ];
}

function mapsOf({ positions, targets, parts }: DecisionVector): readonly Positions[] {
  const inParts = [...(parts?.values() ?? [])].flatMap((part) =>
    isCells(part) ? [...part.targets.values()] : [part],
  );
  return [...(positions === undefined ? [] : [positions]), ...(targets?.values() ?? []), ...inParts];
}

/** Faults with which no sum or share exists. */
const SENSELESS: readonly RuleFaultCode[] = [
  'member_twice',
  'weight_not_whole',
  'weights_too_large',
  'threshold_not_whole',
  'threshold_zero',
];

/** Counts one vector; empty where everything expected came true. */
function runDecision(vector: DecisionVector): readonly Mismatch[] {
  const electorate = electorateOf(vector);
  const { faults, ...expected } = vector.expected;
  const found = faultsOf(vector.rule, electorate).map(({ code }) => code);
  const senseless = found.filter((code) => SENSELESS.includes(code));
  const wrong = differ('faults', faults ?? (senseless.length > 0 ? [] : undefined), found);
  // What must be refused at opening is never counted; without whole numbers there is nothing to count.
  if (senseless.length > 0 || (faults !== undefined && faults.length > 0)) return wrong;
  const both = countBoth(vector.rule, electorate, ballotOf(vector), vector.removed ?? []);
  const counted =
    vector.removed === undefined ? count(vector.rule, electorate, ballotOf(vector)) : both.countWithout;
  return [
    ...wrong,
    ...differ('outcome', expected.outcome, counted.outcome),
    ...differ('reasons', expected.reasons, counted.reasons),
    ...differ('notes', expected.notes, counted.notes),
    ...differ('notBound', expected.notBound, counted.notBound),
    ...differ('withRemoved', expected.withRemoved, both.countWith.outcome),
    ...differ('flips', expected.flips, both.flips),
    ...marginsDiffer(vector, counted),
    ...favourDiffers(vector, counted),
    ...formDiffers(vector, counted),
  ];
}

function favourDiffers({ expected }: DecisionVector, counted: Count): readonly Mismatch[] {
  if (!('stances' in counted)) return [];
  return [
    ...differ('inFavour', expected.inFavour, counted.stances.in_favour.members),
    ...differ('weightInFavour', expected.weightInFavour, counted.stances.in_favour.weight),
  ];
}

function formDiffers({ expected }: DecisionVector, counted: Count): readonly Mismatch[] {
  if ('targets' in counted) {
    const named = (launched: boolean): string[] =>
      counted.targets.filter((one) => one.launched === launched).map(({ target }) => target);
    return [
      ...differ('launched', expected.launched, named(true)),
      ...differ('dropped', expected.dropped, named(false)),
    ];
  }
  if (!('parts' in counted) || expected.parts === undefined) return [];
  const outcomes = counted.parts.map((part) => [part.name, part.count.outcome] as const);
  return differ('parts', Object.fromEntries(expected.parts), Object.fromEntries(outcomes));
}

function marginsDiffer({ expected }: DecisionVector, { tests }: Count): readonly Mismatch[] {
  return [...(expected.margins ?? [])].flatMap(([name, margin]) =>
    differ(`margins.${name}`, margin, tests.find(({ test }) => test === name)?.margin ?? null),
  );
}

function electorateOf({ members, notParticipating, suspended, quorum }: DecisionVector): Electorate {
  const out = new Set(notParticipating);
  const barred = new Set(suspended);
  return {
    members: members.map(({ id, ...rest }) => ({
      ...rest,
      partner: id,
      participates: !out.has(id),
      suspended: barred.has(id),
    })),
    quorum: quorum ?? 'none',
  };
}

type Cells = Extract<
  NonNullable<ReturnType<NonNullable<DecisionVector['parts']>['get']>>,
  { targets: unknown }
>;
const isCells = (part: Positions | Cells): part is Cells => 'targets' in part;

function ballotOf({ positions, targets, parts, proxies }: DecisionVector): Ballot {
  // Names were checked against the members, whose ids are the codes.
  const spoken = (map: Positions): Stances =>
    withProxies(
      map as ReadonlyMap<DelegationCode, Stance>,
      (proxies ?? []).map((proxy) => ({ ...proxy, says: proxy.says ?? 'as_holder' })),
    );
  const matrix = (cells: ReadonlyMap<string, Positions>): Ballot => ({
    targets: new Map([...cells].map(([target, map]) => [target, spoken(map)])),
  });
  if (targets !== undefined) return matrix(targets);
  if (parts === undefined) return spoken(positions ?? new Map());
  return {
    parts: new Map(
      [...parts].map(([name, part]) => [name, isCells(part) ? matrix(part.targets) : spoken(part)]),
    ),
  };
}

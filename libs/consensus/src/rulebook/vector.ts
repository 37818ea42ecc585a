import type { Stance } from '../count/ballot.js';
import type { CountOutcome } from '../count/count.js';
import type { Reason } from '../count/reason.js';
import type { Rule } from '../rule/rule.js';
import { runDecisionVector } from '../vectors/decision-run.js';
import type { Mismatch } from '../vectors/mismatch.js';
import { rulesOf, type Rulebook } from './rulebook.js';

/** Which rule of the book a decision vector is counted by. */
export const VECTOR_RULES = ['rule', 'fallback', 'derogation.onObjection'] as const;

type Positions = Readonly<Record<string, Stance>>;

export interface VectorMember {
  readonly id: string;
  /** Left out: 1. */
  readonly weight?: number | undefined;
  /** Left out: as the book says. */
  readonly permanent?: boolean | undefined;
  readonly obligatoryAbstention?: boolean | undefined;
}

/**
 * One count and what must come of it: the form of the decision vectors of `vectors/`, without the rule and the quorum, which are the
 * book's. A member that is not named in the positions is absent. `parts` and `targets` take the place of `positions` under a composite rule and in a matrix.
 */
export interface DecisionExample {
  readonly kind: 'decision';
  readonly name: string;
  /** Left out: the rule itself. */
  readonly counts?: (typeof VECTOR_RULES)[number] | undefined;
  readonly members: readonly VectorMember[];
  readonly notParticipating?: readonly string[] | undefined;
  readonly suspended?: readonly string[] | undefined;
  /** Whom a consensus minus K leaves out: named at opening, so by the vector. */
  readonly excluded?: readonly { readonly partner: string; readonly ground: string }[] | undefined;
  readonly positions?: Positions | undefined;
  readonly parts?: Readonly<Record<string, Positions>> | undefined;
  readonly targets?: Readonly<Record<string, Positions>> | undefined;
  readonly expected: {
    readonly outcome: CountOutcome;
    readonly inFavour?: number | undefined;
    readonly weightInFavour?: number | undefined;
    readonly reasons?: readonly Reason[] | undefined;
  };
}

export type RulebookVector = DecisionExample;

/** What a vector came to; passed where nothing differs. `unreadable`: what is wrong with the vector itself, and where. */
export interface ExampleResult {
  readonly name: string;
  readonly passed: boolean;
  readonly mismatches: readonly Mismatch[];
  readonly unreadable: string | null;
}

/** All vectors of a book, in order, each with the book's own rules (SPEC R136). */
export const runVectors = (book: Rulebook): readonly ExampleResult[] =>
  book.vectors.map((vector) => runExample(book, vector));

function runExample(book: Rulebook, example: DecisionExample): ExampleResult {
  const { name } = example;
  const wrong = (unreadable: string): ExampleResult => ({ name, passed: false, mismatches: [], unreadable });
  const counts = example.counts ?? 'rule';
  const rule = rulesOf(book).find(([field]) => field === counts)?.[1];
  if (rule === undefined) return wrong(`this rule book has no ${counts}`);
  const run = runDecisionVector(filled(book, example, rule), name);
  if (!run.ok) return wrong(`${run.error.at}: ${run.error.message}`);
  const { mismatches } = run.value;
  return { name, passed: mismatches.length === 0, mismatches, unreadable: null };
}

/** The example as a vector of the shared form: with the rule, the quorum and the vetoes of the book. */
function filled(book: Rulebook, example: DecisionExample, rule: Rule): Readonly<Record<string, unknown>> {
  const { kind: _kind, counts: _counts, excluded, members, ...rest } = example;
  return {
    ...rest,
    rule: rule.id === 'CONSENSUS_MINUS_K' && excluded !== undefined ? { ...rule, excluded } : rule,
    quorum: book.quorum,
    members: members.map((member) => ({
      ...member,
      weight: member.weight ?? 1,
      permanent: member.permanent ?? book.permanent.includes(member.id),
    })),
  };
}

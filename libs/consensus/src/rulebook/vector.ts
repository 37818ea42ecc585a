import type { JsonValue } from '@entente/canonical';
import type { Stance } from '../count/ballot.js';
import type { CountOutcome } from '../count/count.js';
import type { Reason } from '../count/reason.js';
import type { Rule } from '../rule/rule.js';
import { runDecisionVector } from '../vectors/decision-run.js';
import { runProcedureVector } from '../vectors/procedure-run.js';
import type { Mismatch } from '../vectors/mismatch.js';
import { roughMs } from './period.js';
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

/**
 * One timeline and where it leads: the form of the procedure vectors of `vectors/`, without what the book lays down. The events are those of
 * that form; they are read when the vector runs.
 */
export interface ProcedureExample {
  readonly kind: 'procedure';
  readonly name: string;
  readonly procedure: {
    readonly electorate: readonly string[];
    readonly openedAt: string;
    readonly deadlineAt?: string | undefined;
    readonly items?: readonly string[] | undefined;
  };
  readonly events: readonly Readonly<Record<string, JsonValue>>[];
  readonly evaluateAt: string;
  readonly expected: Readonly<Record<string, JsonValue>>;
}

export type RulebookVector = DecisionExample | ProcedureExample;

/** What a vector came to; passed where nothing differs. `unreadable`: what is wrong with the vector itself, and where. */
export interface ExampleResult {
  readonly name: string;
  readonly passed: boolean;
  readonly mismatches: readonly Mismatch[];
  readonly unreadable: string | null;
}

/** All vectors of a book, in order, each with the book's own rules (SPEC R136). */
export const runVectors = (book: Rulebook): readonly ExampleResult[] =>
  book.vectors.map((vector) =>
    vector.kind === 'decision' ? runDecision(book, vector) : runTimeline(book, vector),
  );

const wrong = (name: string, unreadable: string): ExampleResult => ({
  name,
  passed: false,
  mismatches: [],
  unreadable,
});

function resultOf(name: string, run: ReturnType<typeof runDecisionVector>): ExampleResult {
  if (!run.ok) return wrong(name, `${run.error.at}: ${run.error.message}`);
  const { mismatches } = run.value;
  return { name, passed: mismatches.length === 0, mismatches, unreadable: null };
}

function runDecision(book: Rulebook, example: DecisionExample): ExampleResult {
  const { name } = example;
  const counts = example.counts ?? 'rule';
  const rule = rulesOf(book).find(([field]) => field === counts)?.[1];
  if (rule === undefined) return wrong(name, `this rule book has no ${counts}`);
  return resultOf(name, runDecisionVector(filled(book, example, rule), name));
}

function runTimeline(book: Rulebook, { kind: _kind, ...example }: ProcedureExample): ExampleResult {
  const procedure = { ...laidDown(book), ...example.procedure };
  return resultOf(example.name, runProcedureVector({ ...example, procedure }, example.name));
}

/** What a book says of every procedure, in the words of the shared form. */
function laidDown(book: Rulebook): Readonly<Record<string, unknown>> {
  return {
    kind: book.kind,
    rule: book.rule,
    ...(book.fallback === null ? {} : { fallback: book.fallback }),
    textHash: 'sha256:aa',
    deadlineInclusive: book.clock.inclusive,
    onObjection: book.onObjection,
    maxExtensions: book.clock.maxExtensions,
    severable: book.severable,
    quorum: book.quorum,
    allowAbstain: book.allowAbstain,
    allowConstructive: book.allowConstructive,
    allowEmergencyBrake: book.emergencyBrake,
    reasonsRequired: book.reasonsRequired,
    contestable: book.useOfSilence === 'contestable',
    joiners: book.joiners,
    reservePolicy: book.reservePolicy,
    holdMaxMs: book.hold === null ? 0 : roughMs(book.hold.max),
    ...(book.hold?.extension === undefined ? {} : { holdExtensionMs: roughMs(book.hold.extension) }),
    proxiesPerHolder: book.proxiesPerHolder,
    recallWindowMs: roughMs(book.recallWindow),
  };
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

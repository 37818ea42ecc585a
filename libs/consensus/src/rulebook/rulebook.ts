import { encodeJcs, hashOf, type JsonValue } from '@entente/canonical';
import type { Hash } from '@entente/kernel';
import type { Quorum } from '../count/electorate.js';
import type { ProcedureKind, Terms } from '../procedure/terms.js';
import type { ReservePolicy } from '../reserve/kinds.js';
import type { Rule } from '../rule/rule.js';
import type { Period } from './period.js';
import type { RulebookVector } from './vector.js';

/** Who may open a procedure by this rule book. */
export const OPENERS = ['chair', 'penholder', 'secretariat'] as const;
export type Opener = (typeof OPENERS)[number];

/** How silence comes to be used: the chair decides; any partner may contest it before opening; every partner agrees to it first. */
export const USES_OF_SILENCE = ['chair_decides', 'contestable', 'all_agree'] as const;
export type UseOfSilence = (typeof USES_OF_SILENCE)[number];

/** What a party to the dispute does: votes like all; must abstain (UN Charter 27(3)); leaves the deliberation (AU). */
export const PARTIES_TO_DISPUTE = ['votes', 'abstains', 'leaves'] as const;
export type PartyToDispute = (typeof PARTIES_TO_DISPUTE)[number];

/** How a partner may stay outside of what is adopted. */
export const OPT_OUTS = ['none', 'constructive_abstention', 'footnote', 'reservation', 'per_target'] as const;
export type OptOut = (typeof OPT_OUTS)[number];

/** One of the periods that the chair may choose, such as 10 working days for a listing and 2 in an urgent case. */
export interface Lane {
  readonly id: string;
  readonly title: string;
  readonly period: Period;
}

export interface Clock {
  /** Id of the working calendar of the seat; null where no period is in working days. */
  readonly calendar: string | null;
  readonly zone: string;
  /** The first is taken where nobody chooses. Empty: no deadline. */
  readonly lanes: readonly Lane[];
  /** No procedure runs for less. */
  readonly minimum: Period;
  /** The same after a reissue of the same text (DOMAIN §1.3.3). */
  readonly reissueMinimum: Period;
  /** Whether what is received at the deadline instant is in time. */
  readonly inclusive: boolean;
  readonly maxExtensions: number;
}

/** A hold stops the clock; `warnings`: before it runs out, its holder is told. */
export interface HoldRule {
  readonly max: Period;
  readonly warnings: readonly Period[];
  /** By how much the chair may extend one, once, where its holder asks. Absent: not at all. */
  readonly extension?: Period | undefined;
}

/** A request after adoption: granted by silence, and counted by a rule where somebody objects (DOMAIN §1.3.6). */
export interface DerogationRule {
  readonly period: Period;
  readonly onObjection: Rule;
}

/** How long what is adopted lasts, and when it is looked at. Null: nothing is laid down. */
export interface ReviewRule {
  readonly everyMonths: number | null;
  readonly sunsetMonths: number | null;
  /** Days before the sunset at which everybody is told. */
  readonly warningDays: readonly number[];
}

/** One version of a rule book: data, never changed once written. What a procedure opens by. */
export interface Rulebook {
  readonly id: string;
  /** From 1. */
  readonly version: number;
  readonly name: string;
  readonly body: string;
  /** Where the rules come from; says what is practice and not law. */
  readonly basis: string;
  readonly kind: ProcedureKind;
  readonly rule: Rule;
  /** Counts instead once somebody has objected; null: an objection ends it. */
  readonly fallback: Rule | null;
  /** Family of weight tables; null: no weights. */
  readonly weights: string | null;
  readonly quorum: Quorum;
  /** Members whose vote against is a veto, by code. */
  readonly permanent: readonly string[];
  readonly partyToDispute: PartyToDispute;
  readonly opens: readonly Opener[];
  readonly clock: Clock;
  readonly onObjection: Terms['onObjection'];
  readonly hold: HoldRule | null;
  readonly severable: boolean;
  readonly allowAbstain: boolean;
  readonly allowConstructive: boolean;
  readonly optOut: OptOut;
  readonly emergencyBrake: boolean;
  readonly reasonsRequired: boolean;
  readonly useOfSilence: UseOfSilence;
  readonly joiners: Terms['joiners'];
  readonly proxiesPerHolder: number;
  readonly reservePolicy: ReservePolicy;
  readonly positionVisibility: Terms['positionVisibility'];
  readonly nameObjectors: boolean;
  readonly recallWindow: Period;
  readonly derogation: DerogationRule | null;
  readonly review: ReviewRule;
  readonly vectors: readonly RulebookVector[];
}

/** What people write of a version; id and number are given by who keeps it. */
export type RulebookContent = Omit<Rulebook, 'id' | 'version'>;

/** What a version is known by: form `entente-rulebook/1`, strict JCS of everything in it. */
export function rulebookHash(rulebook: Rulebook): Hash {
  // Plain JSON by its types; read back, so that what is hashed is what is stored and sent.
  const plain: JsonValue = JSON.parse(JSON.stringify(rulebook));
  return hashOf(encodeJcs({ form: 'entente-rulebook/1', rulebook: plain }));
}

/** Every rule that a rule book may count by, with where it stands. */
export function rulesOf(
  book: Pick<Rulebook, 'rule' | 'fallback' | 'derogation'>,
): readonly (readonly [field: string, rule: Rule])[] {
  return [
    ['rule', book.rule] as const,
    ...(book.fallback === null ? [] : [['fallback', book.fallback] as const]),
    ...(book.derogation === null ? [] : [['derogation.onObjection', book.derogation.onObjection] as const]),
  ];
}

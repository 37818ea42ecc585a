import type { DelegationCode, Instant } from '@entente/kernel';
import type { ReserveKind } from '../reserve/kinds.js';

/** What stands before a step of a package (DOMAIN §1.5): each names the facts that are missing. */
export const GATES = [
  'scope_incomplete',
  'skeleton_incomplete',
  'brackets_open',
  'reserves_unanswered',
  'languages_not_concordant',
  'hash_not_published',
  'peer_review_open',
  'signatures_missing',
  'manifest_missing',
  'instruments_missing',
  'embargo_running',
  'recall_window_open',
  'partners_not_ready',
  'lifting_notice_missing',
  'exports_missing',
] as const;
export type Gate = (typeof GATES)[number];

/** A gate that is shut, and what would open it. */
export interface ShutGate {
  readonly gate: Gate;
  readonly missing: readonly string[];
}

const SCOPE = ['objectives', 'incident', 'legal_bases'] as const;
/** What a penholder and the chair must have laid down before anybody drafts. */
export type Scope = Readonly<Record<(typeof SCOPE)[number], boolean>>;

/** A live reserve when the text is to go to the lawyers. */
export interface LiveReserve {
  readonly id: string;
  readonly kind: ReserveKind;
  /** Its owner has said "can live with". */
  readonly canLiveWith: boolean;
}

export interface Language {
  readonly language: string;
  readonly state: 'concordant' | 'scheduled' | 'revised' | 'missing';
}

/** How far a partner's own instrument is. `together`: nothing is published without it. */
export interface Instrument {
  readonly partner: DelegationCode;
  readonly state: 'ready' | 'scheduled' | 'missing';
  readonly together: boolean;
}

const shut = (gate: Gate, missing: readonly string[]): readonly ShutGate[] =>
  missing.length === 0 ? [] : [{ gate, missing }];
const unless = (holds: boolean, gate: Gate, missing: string): readonly ShutGate[] =>
  shut(gate, holds ? [] : [missing]);

export const scopeGate = (scope: Scope): readonly ShutGate[] =>
  shut(
    'scope_incomplete',
    SCOPE.filter((part) => !scope[part]),
  );

/** `missingParts`: numbers of the structured parts (DOMAIN §2.5) of which there is not even a skeleton. */
export const skeletonGate = (missingParts: readonly number[]): readonly ShutGate[] =>
  shut('skeleton_incomplete', missingParts.map(String));

/** `openBrackets`: ids of those that are not reserved. */
export const bracketsGate = (openBrackets: readonly string[]): readonly ShutGate[] =>
  shut('brackets_open', openBrackets);

export const reservesGate = (reserves: readonly LiveReserve[]): readonly ShutGate[] =>
  shut(
    'reserves_unanswered',
    reserves
      .filter(({ kind, canLiveWith }) => (kind === 'substantive' || kind === 'legal') && !canLiveWith)
      .map(({ id }) => id),
  );

export const languagesGate = (languages: readonly Language[]): readonly ShutGate[] =>
  shut(
    'languages_not_concordant',
    languages
      .filter(({ state }) => state === 'revised' || state === 'missing')
      .map(({ language }) => language),
  );

export const openingGate = (facts: {
  readonly hashPublished: boolean;
  readonly peerReviewClosed: boolean;
}): readonly ShutGate[] => [
  ...unless(facts.hashPublished, 'hash_not_published', 'package_hash'),
  ...unless(facts.peerReviewClosed, 'peer_review_open', 'peer_review'),
];

export const signaturesGate = (signed: {
  readonly chair: boolean;
  readonly secretariat: boolean;
}): readonly ShutGate[] =>
  shut(
    'signatures_missing',
    (['chair', 'secretariat'] as const).filter((office) => !signed[office]),
  );

export const embargoGate = (manifest: boolean, instruments: readonly Instrument[]): readonly ShutGate[] => [
  ...unless(manifest, 'manifest_missing', 'manifest'),
  ...shut(
    'instruments_missing',
    instruments.filter(({ state }) => state === 'missing').map(({ partner }) => partner),
  ),
];

/** What stands before publication at `now` (DOMAIN S12c). */
export function releaseGate(
  {
    releaseAt,
    recallUntil,
    instruments,
  }: {
    readonly releaseAt: Instant;
    readonly recallUntil: Instant | null;
    readonly instruments: readonly Instrument[];
  },
  now: Instant,
): readonly ShutGate[] {
  return [
    ...unless(now >= releaseAt, 'embargo_running', String(releaseAt)),
    ...unless(recallUntil === null || now >= recallUntil, 'recall_window_open', String(recallUntil)),
    ...shut(
      'partners_not_ready',
      instruments
        .filter(({ state, together }) => together && state !== 'ready')
        .map(({ partner }) => partner),
    ),
  ];
}

export const repealGate = (facts: {
  readonly liftingNotice: boolean;
  readonly delistingExports: boolean;
}): readonly ShutGate[] => [
  ...unless(facts.liftingNotice, 'lifting_notice_missing', 'lifting_notice'),
  ...unless(facts.delistingExports, 'exports_missing', 'delisting_exports'),
];

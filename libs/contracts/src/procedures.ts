import type { Procedure as CoreProcedure } from '@entente/consensus';
import { z } from 'zod';
import {
  delegationCode,
  hash,
  instantMs,
  packageId,
  personId,
  procedureId,
  prose,
  provisionId,
} from './primitives.js';

export const positionKind = z.enum(['support', 'can_accept', 'reserve', 'oppose', 'no_instructions']);
export type PositionKind = z.infer<typeof positionKind>;

/** The reserves of DOMAIN §1.2. */
export const reserveKind = z.enum([
  'general_scrutiny',
  'scrutiny',
  'substantive',
  'parliamentary',
  'linguistic',
  'ad_referendum',
  'legal',
  'waiting',
  'hold',
  'registered_concern',
]);
export type ReserveKind = z.infer<typeof reserveKind>;

/** Acts and what else a partner says of a procedure; the words of `libs/consensus/SPEC.md`. */
export const actKind = z.enum(['agree', 'object', 'abstain', 'abstain_constructive']);
export type ActKind = z.infer<typeof actKind>;

export const act = z.strictObject({
  partner: delegationCode,
  act: actKind,
  reason: z.string(),
  person: personId,
  name: z.string(),
  at: instantMs,
  /** Number of the entry in the package's record: the receipt. */
  sequence: z.int(),
  /** Said subject to confirmation by the capital; `confirmed` once it has. */
  adReferendum: z.boolean(),
  confirmed: z.boolean(),
  /** Items that an objection concerns, or parts of the rule that an act is about; empty: the whole. */
  scope: z.array(z.string()),
  nonce: z.string(),
});
export type Act = z.infer<typeof act>;

/** One entry of a procedure in the package's record, for the delegation that brought it. */
export const receipt = z.strictObject({
  /** Type of the event, as in the decision record. */
  type: z.string(),
  /** Nonce or id that the message had; null where it had none. */
  key: z.string().nullable(),
  /** Number of the entry in the package's record. */
  sequence: z.int(),
  at: instantMs,
});
export type Receipt = z.infer<typeof receipt>;

export const procedureState = z.enum([
  'prepared',
  'announced',
  'open',
  'suspended',
  'part_adopted',
  'adopted',
  'broken',
  'not_adopted',
  'no_decision',
  'void',
  'referred',
  'withdrawn',
]);
export type ProcedureState = z.infer<typeof procedureState>;

/** How far the notice of a procedure has come with one delegation, with instants; null: not yet. */
export const noticeOfPartner = z.strictObject({
  partner: delegationCode,
  /** On somebody's screen, or handed over to the mail server. */
  deliveredAt: instantMs.nullable(),
  openedAt: instantMs.nullable(),
  acknowledgedAt: instantMs.nullable(),
  /** The last request for more time. */
  extensionAsked: z
    .strictObject({ at: instantMs, until: instantMs.nullable(), reason: z.string() })
    .nullable(),
});
export type NoticeOfPartner = z.infer<typeof noticeOfPartner>;

export const ruleId = z.enum([
  'UNANIMITY_STRICT',
  'UNANIMITY_ABST',
  'CONSENSUS',
  'CONSENSUS_MINUS_K',
  'QMV_55_65',
  'QMV_72_65',
  'UNSC_SUBSTANTIVE',
  'UNSC_PROCEDURAL',
  'TWO_THIRDS_MEMBERS',
  'TWO_THIRDS_CAST',
  'SIMPLE_MAJORITY_MEMBERS',
  'SIMPLE_MAJORITY_CAST',
  'WEIGHTED',
  'MATRIX',
  'REVERSE_CONSENSUS',
  'COMPOSITE',
]);

export const procedure = z.strictObject({
  id: procedureId,
  package: packageId,
  revision: z.int(),
  packageHash: hash,
  kind: z.enum(['vote', 'written', 'silence', 'no_objection', 'matrix']),
  /** Id of the rule; all of it is in `core.terms.rule`. */
  rule: ruleId,
  /** The version of the rule book that it opened by; null: by a rule alone. */
  rulebook: z.strictObject({ id: z.string(), version: z.int() }).nullable(),
  state: procedureState,
  /** Why it ended; null while it runs. */
  cause: z.string().nullable(),
  openedAt: instantMs.nullable(),
  closedAt: instantMs.nullable(),
  deadlineAt: instantMs.nullable(),
  /** When time alone changes it next. */
  nextInstant: instantMs.nullable(),
  /** What it follows: reissued, or in another forum. */
  follows: procedureId.nullable(),
  electorate: z.array(z.strictObject({ partner: delegationCode, name: z.string(), weight: z.int() })),
  electorateHash: hash,
  /** Of everything that was frozen at its opening. */
  termsHash: hash,
  /**
   * The live act of each partner, and of each part or entry where acts can be about one; earlier ones stay in the record. The newest of a
   * partner comes last. Those of others are absent where positions are not shown.
   */
  acts: z.array(act),
  /** What the viewer's own delegation has brought, in order. */
  receipts: z.array(receipt),
  /** Partners of the electorate that have not acted. */
  missing: z.array(delegationCode),
  notices: z.array(noticeOfPartner),
  /** The core's own `Procedure`, plain JSON, for counting and for asking what would be refused; filtered as `acts` is. */
  core: z.custom<CoreProcedure>((value) => typeof value === 'object' && value !== null),
});
export type Procedure = z.infer<typeof procedure>;

export const takePosition = z.strictObject({
  provision: provisionId,
  /** Hash of the words that the position is for. */
  hash,
  position: positionKind,
  reserve: reserveKind.nullable(),
  note: prose(4_000),
});
export type TakePosition = z.infer<typeof takePosition>;

export const position = takePosition.extend({
  partner: delegationCode,
  person: personId,
  name: z.string(),
  at: instantMs,
  /** False where the provision's words are no longer those that the position was given for. */
  current: z.boolean(),
});
export type Position = z.infer<typeof position>;

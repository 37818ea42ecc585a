import {
  ACTS,
  CELLS,
  CLOSED_STATES,
  DECLARATIONS,
  LEVELS,
  RESERVES,
  STANCES,
  type Act,
  type Cause,
  type CellAct,
  type Comparison,
  type CorrectedPassage,
  type Corrigendum,
  type Declaration,
  type ElectorateChange,
  type Hold,
  type ProcedureEvent,
  type RecordedProxy,
  type Reserve,
  type Warning,
} from '@entente/consensus';
import { z } from 'zod';
import { delegationCode, hash, instantMs, mandateId, personId, procedureId } from './primitives.js';
import { member, terms } from './procedure-terms.js';

/** The events of a procedure as they stand in its record: the core’s `ProcedureEvent`, strict. Their words were read at the door. */
const words = z.string();
const id = z.string();
const ids = z.array(z.string());
const at = { at: instantMs };

const speaker = {
  partner: delegationCode,
  person: personId,
  mandate: mandateId,
  level: z.enum(LEVELS),
};

export const bindingAct = z.strictObject({
  ...speaker,
  ...at,
  act: z.enum(ACTS),
  reason: words,
  packageHash: hash,
  nonce: id,
  adReferendum: z.boolean(),
  scope: ids,
  textProposal: words,
  overrideReason: words,
  proxyHolder: delegationCode.nullable(),
}) satisfies z.ZodType<Act>;

export const reserve = z.strictObject({
  ...speaker,
  ...at,
  id,
  kind: z.enum(RESERVES),
  scope: ids,
  reason: words,
  language: z.string().nullable(),
  waitsFor: words,
  reopens: id.nullable(),
  end: z
    .strictObject({
      ...at,
      mode: z.enum(['lifted', 'converted', 'lapsed', 'overridden']),
      to: z.enum(['objection', 'statement']).nullable(),
      by: z.strictObject({ partner: delegationCode, person: personId, level: z.enum(LEVELS) }).nullable(),
      reason: words,
      evidence: words,
    })
    .nullable(),
}) satisfies z.ZodType<Reserve>;

export const hold = z.strictObject({
  ...at,
  id,
  partner: delegationCode,
  person: personId,
  matters: ids,
  reason: words,
  expiresAt: instantMs,
  asked: z.strictObject({ ...at, until: instantMs, reason: words }).optional(),
  extendedFrom: instantMs.optional(),
  end: z
    .strictObject({ ...at, mode: z.enum(['lifted', 'converted', 'expired', 'lapsed']), reason: words })
    .nullable(),
}) satisfies z.ZodType<Hold>;

export const declaration = z.strictObject({
  ...at,
  id,
  kind: z.enum(DECLARATIONS),
  partners: z.array(delegationCode),
  person: personId,
  text: words,
  answers: id.nullable(),
  joined: z
    .array(z.strictObject({ partner: delegationCode, person: personId, mandate: mandateId, at: instantMs }))
    .optional(),
}) satisfies z.ZodType<Declaration>;

export const recordedProxy = z.strictObject({
  ...at,
  giver: delegationCode,
  holder: delegationCode,
  says: z.enum([...STANCES.filter((one) => one !== 'absent'), 'as_holder']),
  revokedAt: instantMs.nullable(),
}) satisfies z.ZodType<RecordedProxy>;

export const correctedPassage = z.strictObject({
  unit: z.string(),
  block: z.int().min(0),
  at: z.int().min(0),
  before: z.string(),
  after: z.string(),
}) satisfies z.ZodType<CorrectedPassage>;

const passages = z.array(correctedPassage).readonly().optional();

export const corrigendum = z.strictObject({
  ...at,
  id,
  toHash: hash,
  note: words,
  passages,
  standsAt: instantMs,
  state: z.enum(['running', 'stands', 'contested']),
}) satisfies z.ZodType<Corrigendum>;

export const cellAct = z.strictObject({
  ...at,
  partner: delegationCode,
  target: id,
  cell: z.enum(CELLS),
  person: personId,
  nonce: id,
}) satisfies z.ZodType<CellAct>;

export const removals = z.array(
  z.strictObject({ partner: delegationCode, how: z.enum(['left', 'suspended']) }),
);
const change = z.strictObject({
  ...at,
  id,
  leaving: removals,
  joining: z.array(member),
}) satisfies z.ZodType<ElectorateChange>;

export const closedState = z.enum(CLOSED_STATES);
const partners = z.array(delegationCode);
export const comparison = z.strictObject({
  without: partners,
  is: closedState,
  wouldHaveBeen: closedState,
}) satisfies z.ZodType<Comparison>;

export const cause = z.enum([
  'silence',
  'objection',
  'reserve_not_lifted',
  'counted',
  'early_close',
  'quorum_not_met',
  'withdrawn',
  'use_contested',
  'text_changed',
  'corrigendum_contested',
  'emergency_brake',
  'referred',
  'no_electorate',
  'voided_by_chair',
]) satisfies z.ZodType<Cause>;

const warning = z.strictObject({
  key: z.string(),
  what: z.enum(['reserve_lapses', 'reserve_blocks', 'act_unconfirmed', 'hold_expires']),
  partner: delegationCode,
  subject: id,
  dueAt: instantMs,
  happensAt: instantMs,
}) satisfies z.ZodType<Warning>;

const opening = { ...at, terms, reserves: z.array(reserve) };
const moved = { ...at, from: instantMs, to: instantMs };
const office = z.enum(['chair', 'secretariat', 'system']);
const happened = <const Type extends string, Facts extends z.core.$ZodLooseShape>(type: Type, facts: Facts) =>
  z.strictObject({ type: z.literal(type), ...at, ...facts });

const SPOKEN = [
  'withdraw_objection',
  'confirm_act',
  'repudiate_act',
  'hold',
  'lift_hold',
  'convert_hold',
  'ask_hold_extension',
  'contest_use',
  'agree_shortening',
  'contest_corrigendum',
  'emergency_brake',
  'give_proxy',
  'revoke_proxy',
  'decline_participation',
  'set_cell',
  'enter_reserve',
  'end_reserve',
] as const;

export const procedureEvent = z.discriminatedUnion('type', [
  happened('prepared', opening),
  happened('announced', opening),
  happened('opened', { ...opening, residuals: z.record(z.string(), hash) }),
  happened('acted', bindingAct.shape),
  happened('received', { ...speaker, command: z.enum(SPOKEN), nonce: id, digest: hash, reason: words }),
  happened('disagreed', { partner: delegationCode, prevails: id, over: id }),
  happened('act_confirmed', { act: id }),
  happened('act_repudiated', { act: id }),
  happened('objection_withdrawn', { act: id }),
  happened('hold_placed', { hold }),
  happened('hold_ended', {
    id,
    mode: z.enum(['lifted', 'converted', 'expired', 'lapsed']),
    person: personId.nullable(),
    reason: words,
  }),
  happened('hold_extension_asked', { id, partner: delegationCode, until: instantMs, reason: words }),
  happened('hold_extended', { id, partner: delegationCode, ...moved }),
  happened('suspended', { by: office, reason: words, until: instantMs.nullable() }),
  happened('suspension_ended', { by: office }),
  happened('resumed', { matters: ids, deadlineAt: instantMs }),
  happened('settled', {
    matters: ids,
    state: z.enum(['adopted', 'rejected']),
    cause,
    partners,
    reserves: ids,
  }),
  happened('extended', { ...moved, counts: z.boolean() }),
  happened('shortening_agreed', { partner: delegationCode, deadlineAt: instantMs }),
  happened('shortened', moved),
  happened('clock_faulted', { offMs: z.number() }),
  happened('corrigendum_filed', { id, toHash: hash, note: words, passages, standsAt: instantMs }),
  happened('corrigendum_contested', { id, partner: delegationCode }),
  happened('corrigendum_stands', { id }),
  happened('electorate_scheduled', { change }),
  happened('electorate_changed', { change }),
  happened('participation_declined', { partner: delegationCode }),
  happened('proxy_given', { proxy: recordedProxy }),
  happened('proxy_revoked', { giver: delegationCode }),
  happened('cell_set', { ...cellAct.shape, mandate: mandateId }),
  happened('escalated', { partners }),
  happened('confirmation_due', { comparison, matters: ids }),
  happened('result_confirmed', {}),
  happened('reserve_entered', { reserve, withLeave: z.boolean() }),
  happened('reserve_ended', { id, end: reserve.shape.end.unwrap() }),
  happened('declared', { declaration }),
  happened('late_objection', {
    partner: delegationCode,
    person: personId,
    reason: words,
    nonce: id,
    recallUntil: instantMs.nullable(),
  }),
  happened('publication_held', { by: office }),
  happened('publication_released', { by: office }),
  happened('warned', { warning }),
  happened('sunset_near', { daysBefore: z.int(), sunsetAt: instantMs }),
  happened('closed', {
    state: closedState,
    cause,
    partners,
    reserves: ids,
    residual: hash.nullable(),
    comparison: comparison.nullable(),
    to: procedureId.nullable(),
  }),
]) satisfies z.ZodType<ProcedureEvent>;

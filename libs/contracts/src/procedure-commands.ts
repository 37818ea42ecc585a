import { z } from 'zod';
import { actKind, reserveKind } from './procedures.js';
import { delegationCode, hash, instantMs, line, nonce, procedureId, prose, givenId } from './primitives.js';

const reason = prose(4_000);
/** Items, provisions, parts of a rule; each by its id. */
const scope = z.array(line(128)).max(500);
const id = z.string().min(1).max(128);

/** How a procedure comes after another on the same package. */
const follows = z.strictObject({
  procedure: procedureId,
  as: z.enum(['reissue', 'forum_switch', 'referral']),
});

/** By a rule alone, without a deadline: the vote of the first release. */
const openVote = z.strictObject({ packageHash: hash, rule: z.literal('UNANIMITY_ABST') });

/** By a version of a rule book; what is absent is the rule book's to say. */
const openByRulebook = z.strictObject({
  packageHash: hash,
  rulebook: z.strictObject({ id, version: z.int().min(1) }),
  /** Announced now, opened by time at this instant; absent: opened now. */
  opensAt: instantMs.optional(),
  /** One of the periods of the rule book. */
  lane: id.optional(),
  /** A stated deadline, which stays as stated. */
  deadlineAt: instantMs.optional(),
  /** When what is adopted expires; everybody is warned before, on the days of the rule book. */
  sunsetAt: instantMs.optional(),
  /** Each but the framework names the provisions or sections of the frozen text that it is. */
  items: z
    .array(
      z.strictObject({
        id: line(128),
        title: line(300),
        framework: z.boolean().optional(),
        provisions: z.array(line(128)).min(1).max(500).optional(),
      }),
    )
    .max(500)
    .optional(),
  /** Whom a consensus minus K leaves out, with the ground. */
  excluded: z
    .array(z.strictObject({ partner: delegationCode, ground: line(500) }))
    .max(50)
    .optional(),
  /** Parties to the dispute, where the rule book treats them apart. */
  parties: z.array(delegationCode).max(50).optional(),
  follows: follows.optional(),
  /** Whom a forum switch asks, among the partners of the package, and why it does not ask the others. Absent: all of them. */
  forum: z.strictObject({ asks: z.array(delegationCode).max(300), ground: prose(2_000) }).optional(),
});
export const openProcedure = z.union([openVote, openByRulebook]);
export type OpenProcedure = z.infer<typeof openProcedure>;

const adReferendumAct = z.strictObject({
  act: actKind,
  packageHash: hash,
  reason,
  nonce,
  scope: scope.optional(),
  /** Special reasons, where a live parliamentary reserve of one's own is overridden. */
  overrideReason: reason.optional(),
});

/** A partner's binding act. `proxyFor`: for the partner that gave its proxy to the actor's; absent: for one's own. */
export const partnerAct = adReferendumAct.extend({
  textProposal: prose(20_000).optional(),
  proxyFor: delegationCode.optional(),
});
export type PartnerAct = z.infer<typeof partnerAct>;
export const delegateAct = adReferendumAct;

const spoken = z.strictObject({ nonce });
const spokenWithReason = spoken.extend({ reason });

/** What a partner says beside its act; ids of what it makes are the nonces. */
export const partnerWord = z.discriminatedUnion('type', [
  spoken.extend({ type: z.literal('withdraw_objection') }),
  spokenWithReason.extend({ type: z.literal('hold'), scope }),
  spokenWithReason.extend({ type: z.literal('lift_hold'), id }),
  spokenWithReason.extend({ type: z.literal('convert_hold'), id }),
  /** A short extension of one's own hold; the chair grants it. */
  spokenWithReason.extend({ type: z.literal('ask_hold_extension'), id, until: instantMs }),
  spokenWithReason.extend({ type: z.literal('contest_use') }),
  spoken.extend({ type: z.literal('agree_shortening'), deadlineAt: instantMs }),
  spokenWithReason.extend({ type: z.literal('contest_corrigendum'), id }),
  spokenWithReason.extend({ type: z.literal('emergency_brake') }),
  spoken.extend({
    type: z.literal('give_proxy'),
    to: delegationCode,
    says: z.enum(['in_favour', 'against', 'abstain', 'abstain_constructive', 'as_holder']),
  }),
  spoken.extend({ type: z.literal('revoke_proxy') }),
  spoken.extend({ type: z.literal('decline_participation') }),
  spoken.extend({
    type: z.literal('set_cell'),
    target: line(128),
    cell: z.enum(['in', 'in_later', 'statement_only', 'not_in']),
  }),
  spokenWithReason.extend({
    type: z.literal('enter_reserve'),
    kind: reserveKind,
    scope,
    /** Of a linguistic reserve: the version that is wrong, BCP 47. */
    language: line(35).nullable(),
    /** Of a waiting reserve: the file it waits for. */
    waitsFor: z.string().max(300),
    /** The ended reserve that this one takes up again. */
    reopens: id.nullable(),
  }),
  spokenWithReason.extend({
    type: z.literal('end_reserve'),
    id,
    mode: z.enum(['lifted', 'converted', 'overridden']),
    to: z.enum(['objection', 'statement']).nullable(),
    evidence: prose(2_000),
  }),
]);
export type PartnerWord = z.infer<typeof partnerWord>;

/** What the chair does with a procedure that stands. */
export const chairCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('advance') }),
  z.strictObject({ type: z.literal('extend'), deadlineAt: instantMs }),
  /** Stops the clock. `until`: when it runs on by itself; null: when the chair says so. */
  z.strictObject({ type: z.literal('suspend'), reason: reason.min(1), until: instantMs.nullable() }),
  z.strictObject({ type: z.literal('resume') }),
  /** Grants what the holder of a hold asked for. */
  z.strictObject({ type: z.literal('extend_hold'), id }),
  z.strictObject({ type: z.literal('close_early') }),
  z.strictObject({ type: z.literal('close') }),
  z.strictObject({ type: z.literal('confirm_result') }),
  z.strictObject({ type: z.literal('void') }),
  z.strictObject({ type: z.literal('refer'), reason: reason.min(1) }),
  z.strictObject({ type: z.literal('hold_publication') }),
  z.strictObject({ type: z.literal('release_publication') }),
  /** Leave for one partner to enter one reserve on the frozen text. */
  z.strictObject({ type: z.literal('give_leave'), partner: delegationCode, nonce }),
  z.strictObject({
    type: z.literal('change_electorate'),
    id,
    /** Null: now. */
    at: instantMs.nullable(),
    leaving: z
      .array(z.strictObject({ partner: delegationCode, how: z.enum(['left', 'suspended']) }))
      .max(300),
    joining: z
      .array(
        z.strictObject({
          partner: delegationCode,
          weight: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
          participates: z.boolean(),
        }),
      )
      .max(300),
  }),
]);
export type ChairCommand = z.infer<typeof chairCommand>;

/** `answers`: the declaration that this one counters. A partner names itself alone, chair and secretariat nobody. */
export const newDeclaration = z.strictObject({
  id: givenId,
  kind: z.enum([
    'statement_in_minutes',
    'interpretative_declaration',
    'explanation_of_vote',
    'dissociation',
    'non_participation',
    'alignment',
  ]),
  partners: z.array(delegationCode).max(300),
  text: prose(20_000).min(1),
  answers: id.nullable(),
});
export type NewDeclarationBody = z.infer<typeof newDeclaration>;

/** `unit`: a provision's id, or a section's document for words that stand in no provision. `before` stands there once. */
export const askedPassage = z.strictObject({
  unit: z.string().min(1).max(100),
  before: z.string().min(1).max(2_000),
  after: z.string().max(2_000),
});

/** `toHash`: the package hash of the corrected text, by which whoever files it says that they have the same words. */
export const newCorrigendum = z.strictObject({
  id: givenId,
  toHash: hash,
  note: prose(4_000).min(1),
  passages: z.array(askedPassage).min(1).max(50),
});
export type NewCorrigendum = z.infer<typeof newCorrigendum>;
export const answerAdReferendum = z.strictObject({ act: nonce, confirm: z.boolean(), nonce });
export const askExtension = z.strictObject({ until: instantMs.nullable(), reason: reason.min(1), nonce });
export const noticeStep = z.strictObject({ step: z.enum(['opened', 'acknowledged']) });

import {
  OPENERS,
  OPT_OUTS,
  OUTCOMES,
  PARTIES_TO_DISPUTE,
  PERIOD_UNITS,
  POLICIES,
  PROCEDURE_KINDS,
  QUORUM_SHARES,
  REASONS,
  RESERVES,
  STANCES,
  USES_OF_SILENCE,
  VECTOR_RULES,
  type CompositeRule,
  type MatrixRule,
  type Rule,
  type RulebookContent,
  type SingleRule,
} from '@entente/consensus';
import { z } from 'zod';
import { delegationCode, line, prose, timeZone } from './primitives.js';

/** A short name for machines, as in addresses: `un-committee`. */
export const slug = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
const count = z.int().min(0).max(1_000_000);
/** Whether a matrix can adopt is tried with as many targets as it asks for: more than anybody lists would only keep the server busy. */
const few = z.int().min(0).max(500);
const member = z.string().regex(/^[A-Z]{2,8}$/);

/** A rule as in the core. What makes no sense for a body is a fault that the core finds; here stands only the form. */
const plainRule = z.strictObject({
  id: z.enum([
    'UNANIMITY_STRICT',
    'UNANIMITY_ABST',
    'CONSENSUS',
    'QMV_55_65',
    'UNSC_SUBSTANTIVE',
    'UNSC_PROCEDURAL',
    'TWO_THIRDS_MEMBERS',
    'TWO_THIRDS_CAST',
    'SIMPLE_MAJORITY_MEMBERS',
    'SIMPLE_MAJORITY_CAST',
  ]),
});
const excluded = z.strictObject({ partner: delegationCode, ground: line(300) });
export const singleRule = z.discriminatedUnion('id', [
  plainRule,
  z.strictObject({ id: z.literal('QMV_72_65'), rescue: z.boolean().optional() }),
  z.strictObject({ id: z.literal('CONSENSUS_MINUS_K'), k: count, excluded: z.array(excluded).max(200) }),
  z.strictObject({ id: z.literal('WEIGHTED'), num: count, den: count }),
  z.strictObject({ id: z.literal('REVERSE_CONSENSUS'), days: count }),
]) satisfies z.ZodType<SingleRule>;
export const matrixRule = z.strictObject({
  id: z.literal('MATRIX'),
  minPartners: few,
  minTargets: few,
}) satisfies z.ZodType<MatrixRule>;
const partRule = z.discriminatedUnion('id', [...singleRule.options, matrixRule]);
export const compositeRule = z.strictObject({
  id: z.literal('COMPOSITE'),
  parts: z
    .array(z.strictObject({ name: line(60), rule: partRule }))
    .min(1)
    .max(8),
}) satisfies z.ZodType<CompositeRule>;
export const rule = z.discriminatedUnion('id', [
  ...partRule.options,
  compositeRule,
]) satisfies z.ZodType<Rule>;

const period = z.strictObject({ unit: z.enum(PERIOD_UNITS), n: count });
const stance = z.enum(STANCES);
const positions = z.record(member, stance);
/** A name of a part or a target, as a key; `__proto__` is none (canonical SPEC K). */
const key = line(60).refine((name) => name !== '__proto__', 'a name that is allowed');

/** A vector of a rule book: the shared form of decision vectors without the rule. */
const decision = z.strictObject({
  kind: z.literal('decision'),
  name: line(200),
  counts: z.enum(VECTOR_RULES).optional(),
  members: z
    .array(
      z.strictObject({
        id: member,
        weight: z.int().min(0).optional(),
        permanent: z.boolean().optional(),
        obligatoryAbstention: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(200),
  notParticipating: z.array(member).max(200).optional(),
  suspended: z.array(member).max(200).optional(),
  excluded: z
    .array(z.strictObject({ partner: member, ground: line(300) }))
    .max(200)
    .optional(),
  positions: positions.optional(),
  parts: z.record(key, positions).optional(),
  targets: z.record(key, positions).optional(),
  expected: z.strictObject({
    outcome: z.enum(OUTCOMES),
    inFavour: z.int().min(0).optional(),
    weightInFavour: z.int().min(0).optional(),
    reasons: z.array(z.enum(REASONS)).optional(),
  }),
});

/** What a vector of the shared form may hold beside its names: the core reads it when it runs. */
const plain = z.union([prose(2_000), z.int(), z.boolean(), z.null()]);
const field = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$/);
const fact = z.union([
  plain,
  z.array(z.union([plain, z.record(field, plain)])).max(200),
  z.record(field, plain),
]);
const isoInstant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

/** A timeline: the shared form of procedure vectors without what the book lays down. */
const timeline = z.strictObject({
  kind: z.literal('procedure'),
  name: line(200),
  procedure: z.strictObject({
    electorate: z.array(member).min(1).max(200),
    openedAt: isoInstant,
    deadlineAt: isoInstant.optional(),
    items: z.array(line(60)).max(200).optional(),
  }),
  events: z.array(z.record(field, fact)).max(200),
  evaluateAt: isoInstant,
  expected: z.record(field, fact),
});
const vector = z.discriminatedUnion('kind', [decision, timeline]);

const clock = z.strictObject({
  calendar: slug.nullable(),
  zone: timeZone,
  lanes: z.array(z.strictObject({ id: slug, title: line(80), period })).max(12),
  minimum: period,
  reissueMinimum: period,
  inclusive: z.boolean(),
  maxExtensions: count,
});

/** Everything that people write of one version of a rule book. */
export const rulebookContent = z.strictObject({
  name: line(120),
  body: line(120),
  basis: prose(1_000),
  kind: z.enum(PROCEDURE_KINDS),
  rule,
  fallback: rule.nullable(),
  weights: line(60).nullable(),
  quorum: z.union([z.enum(QUORUM_SHARES), count]),
  permanent: z.array(member).max(20),
  partyToDispute: z.enum(PARTIES_TO_DISPUTE),
  opens: z.array(z.enum(OPENERS)).max(3),
  clock,
  onObjection: z.enum(['terminate', 'suspend']),
  hold: z
    .strictObject({ max: period, warnings: z.array(period).max(8), extension: period.optional() })
    .nullable(),
  severable: z.boolean(),
  allowAbstain: z.boolean(),
  allowConstructive: z.boolean(),
  optOut: z.enum(OPT_OUTS),
  emergencyBrake: z.boolean(),
  reasonsRequired: z.boolean(),
  useOfSilence: z.enum(USES_OF_SILENCE),
  joiners: z.enum(['excluded', 'pending_matters']),
  proxiesPerHolder: count,
  reservePolicy: z.record(z.enum(RESERVES), z.enum(POLICIES)),
  positionVisibility: z.enum(['all', 'chair_and_secretariat', 'own']),
  nameObjectors: z.boolean(),
  recallWindow: period,
  derogation: z.strictObject({ period, onObjection: rule }).nullable(),
  review: z.strictObject({
    everyMonths: count.nullable(),
    sunsetMonths: count.nullable(),
    warningDays: z.array(count).max(12),
  }),
  vectors: z.array(vector).max(60),
}) satisfies z.ZodType<RulebookContent>;

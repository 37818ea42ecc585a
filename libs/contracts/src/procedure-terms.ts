import {
  PROCEDURE_KINDS,
  QUORUM_SHARES,
  POLICIES,
  RESERVES,
  type Member,
  type Terms,
  type WorkingCalendar,
} from '@entente/consensus';
import { z } from 'zod';
import { calendarContent } from './books.js';
import { rule } from './rulebook-content.js';
import { delegationCode, hash, instantMs, procedureId } from './primitives.js';

/** A procedure’s terms as they stand in its record: the core’s `Terms`, strict. What makes no sense was refused at opening. */
export const member = z.strictObject({
  partner: delegationCode,
  weight: z.int().min(0),
  participates: z.boolean(),
  permanent: z.boolean().optional(),
  suspended: z.boolean().optional(),
  obligatoryAbstention: z.boolean().optional(),
}) satisfies z.ZodType<Member>;

const item = z.strictObject({
  id: z.string(),
  title: z.string(),
  framework: z.boolean().optional(),
  provisions: z.array(z.string()).optional(),
});
const calendar = calendarContent.extend({ id: z.string() }) satisfies z.ZodType<WorkingCalendar>;
const count = z.int().min(0);

export const terms = z.strictObject({
  procedure: procedureId,
  kind: z.enum(PROCEDURE_KINDS),
  rule,
  fallback: rule.nullable(),
  rulebook: z.strictObject({ id: z.string(), version: z.int() }).nullable(),
  packageHash: hash,
  items: z.array(item),
  members: z.array(member),
  without: z.strictObject({ partners: z.array(delegationCode), ground: z.string() }).optional(),
  weightTable: z.string().nullable(),
  quorum: z.union([z.enum(QUORUM_SHARES), count]),
  announcedAt: instantMs.nullable(),
  opensAt: instantMs.nullable(),
  deadlineAt: instantMs.nullable(),
  zone: z.string(),
  calendar: calendar.nullable(),
  deadlineInclusive: z.boolean(),
  onObjection: z.enum(['terminate', 'suspend']),
  severable: z.boolean(),
  allowAbstain: z.boolean(),
  allowConstructive: z.boolean(),
  allowEmergencyBrake: z.boolean(),
  reasonsRequired: z.boolean(),
  contestable: z.boolean(),
  joiners: z.enum(['excluded', 'pending_matters']),
  reservePolicy: z.record(z.enum(RESERVES), z.enum(POLICIES)),
  minPeriodMs: count,
  maxExtensions: count,
  holdMaxMs: count,
  holdExtensionMs: count.optional(),
  proxiesPerHolder: count,
  positionVisibility: z.enum(['all', 'chair_and_secretariat', 'own']),
  nameObjectors: z.boolean(),
  recallWindowMs: count,
  sunset: z.strictObject({ at: instantMs, warningDays: z.array(count) }).optional(),
  follows: procedureId.nullable(),
  followsAs: z.enum(['reissue', 'forum_switch', 'referral', 'derogation']).nullable(),
}) satisfies z.ZodType<Terms>;

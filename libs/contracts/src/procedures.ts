import { z } from 'zod';
import {
  delegationCode,
  hash,
  instantMs,
  nonce,
  packageId,
  personId,
  procedureId,
  prose,
  provisionId,
} from './primitives.js';
import { table } from './route.js';

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

export const actKind = z.enum(['agree', 'object', 'abstain']);
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
});
export type Act = z.infer<typeof act>;

export const procedureState = z.enum(['open', 'adopted', 'broken', 'not_adopted', 'withdrawn']);

export const procedure = z.strictObject({
  id: procedureId,
  package: packageId,
  revision: z.int(),
  packageHash: hash,
  rule: z.literal('UNANIMITY_ABST'),
  state: procedureState,
  openedAt: instantMs,
  closedAt: instantMs.nullable(),
  electorate: z.array(z.strictObject({ partner: delegationCode, name: z.string(), weight: z.int() })),
  electorateHash: hash,
  /** The live act of each partner; earlier ones stay in the record. */
  acts: z.array(act),
  /** Partners of the electorate that have not acted. */
  missing: z.array(delegationCode),
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

const byPackage = z.strictObject({ package: packageId });
const byProcedure = z.strictObject({ procedure: procedureId });

export const procedureRoutes = table({
  procedures: {
    method: 'GET',
    path: '/packages/:package/procedures',
    permission: 'procedure.read',
    summary: 'The procedures on a package, newest first.',
    params: byPackage,
    answer: z.strictObject({ procedures: z.array(procedure) }),
  },
  openProcedure: {
    method: 'POST',
    path: '/packages/:package/procedures',
    permission: 'procedure.open',
    summary: 'Open a unanimity procedure on the frozen version with this hash.',
    params: byPackage,
    body: z.strictObject({ packageHash: hash, rule: z.literal('UNANIMITY_ABST') }),
    answer: procedure,
  },
  procedure: {
    method: 'GET',
    path: '/procedures/:procedure',
    permission: 'procedure.read',
    summary: 'One procedure.',
    params: byProcedure,
    answer: procedure,
  },
  act: {
    method: 'POST',
    path: '/procedures/:procedure/acts',
    permission: 'procedure.act',
    summary: 'Agree, object or abstain for one’s partner. Bound to the package hash; once for each nonce.',
    params: byProcedure,
    body: z.strictObject({ act: actKind, packageHash: hash, reason: prose(4_000), nonce }),
    answer: procedure,
  },
  withdrawProcedure: {
    method: 'POST',
    path: '/procedures/:procedure/withdraw',
    permission: 'procedure.open',
    summary: 'Withdraw an open procedure; the package returns to drafting.',
    params: byProcedure,
    body: z.strictObject({ reason: prose(4_000).min(1) }),
    answer: procedure,
  },
  positions: {
    method: 'GET',
    path: '/packages/:package/positions',
    permission: 'position.read',
    summary: 'The standing view of each partner on each provision, and the hash of each provision now.',
    params: byPackage,
    answer: z.strictObject({
      provisions: z.record(z.string(), hash),
      positions: z.array(position),
    }),
  },
  takePosition: {
    method: 'PUT',
    path: '/packages/:package/positions',
    permission: 'position.take',
    summary: 'Record one’s partner’s position on a provision, for the words with this hash.',
    params: byPackage,
    body: takePosition,
    answer: position,
  },
});

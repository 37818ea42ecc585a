import { z } from 'zod';
import {
  hash,
  instantMs,
  line,
  nonce,
  packageId,
  personId,
  procedureId,
  prose,
  provisionId,
  delegationCode,
} from './primitives.js';
import { procedure } from './procedures.js';
import { table } from './route.js';

/** What is asked for under an adopted package (DOMAIN §1.3.6). */
const asked = {
  /** Whom or what it is for. */
  subject: line(300),
  /** The provision that it derogates from; null: the act as a whole. */
  provision: provisionId.nullable(),
  ground: prose(8_000).min(1),
  /** Null: from the decision. */
  from: instantMs.nullable(),
  /** Null: without an end. */
  until: instantMs.nullable(),
};

/** `packageHash`: of the adopted words. */
export const askDerogation = z.strictObject({ ...asked, packageHash: hash, nonce });
export type AskDerogation = z.infer<typeof askDerogation>;

export const derogation = z.strictObject({
  ...asked,
  partner: delegationCode,
  person: personId,
  name: z.string(),
  askedAt: instantMs,
  /** Number of the request in the package's record. */
  record: z.int(),
  /** The procedure that adopted what it derogates from, and its words. */
  under: procedureId,
  adoptedHash: hash,
  /** Decides on it: silence, then a count. Its `packageHash` is that of the request. */
  procedure,
});
export type Derogation = z.infer<typeof derogation>;

const byPackage = z.strictObject({ package: packageId });

export const derogationRoutes = table({
  derogations: {
    method: 'GET',
    path: '/packages/:package/derogations',
    permission: 'procedure.read',
    summary:
      'Requests for a derogation from an adopted package, newest first, each with the procedure that decides on it.',
    params: byPackage,
    answer: z.strictObject({ derogations: z.array(derogation) }),
  },
  askDerogation: {
    method: 'POST',
    path: '/packages/:package/derogations',
    permission: 'procedure.act',
    summary:
      'Ask for a derogation for one’s partner: granted by silence for the period of the rule book, and counted where somebody objects. Once for each nonce.',
    params: byPackage,
    body: askDerogation,
    answer: derogation,
  },
  takeBackDerogation: {
    method: 'POST',
    path: '/derogations/:procedure/take-back',
    permission: 'procedure.act',
    summary: 'Take a request of one’s own partner back before it is decided.',
    params: z.strictObject({ procedure: procedureId }),
    body: z.strictObject({ reason: prose(4_000).min(1) }),
    answer: derogation,
  },
});

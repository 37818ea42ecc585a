import { z } from 'zod';
import { delegationCode, hash, instantMs, packageId, personId, provisionId } from './primitives.js';
import { table } from './route.js';

/** The pen-holder's mark *agreed ad referendum* on a provision, for the words with this hash; `agreed: false` takes it away. */
export const markAgreed = z.strictObject({ provision: provisionId, hash, agreed: z.boolean() });
export type MarkAgreed = z.infer<typeof markAgreed>;

/** A mark that stands. It is the chair's or the secretariat's note of the table, and no partner's act. */
export const agreedMark = z.strictObject({
  provision: provisionId,
  hash,
  delegation: delegationCode,
  person: personId,
  name: z.string(),
  at: instantMs,
  /** False where the provision's words are no longer those that the table agreed to. */
  current: z.boolean(),
});
export type AgreedMark = z.infer<typeof agreedMark>;

const marks = z.strictObject({ marks: z.array(agreedMark) });
const byPackage = z.strictObject({ package: packageId });

export const agreedRoutes = table({
  agreedMarks: {
    method: 'GET',
    path: '/packages/:package/agreed',
    permission: 'position.read',
    summary: 'The provisions that the chair or the secretariat marked as agreed ad referendum.',
    params: byPackage,
    answer: marks,
  },
  markAgreed: {
    method: 'PUT',
    path: '/packages/:package/agreed',
    permission: 'provision.mark',
    summary:
      'Mark a provision as agreed ad referendum, for the words with this hash, or take the mark away. Binds nobody.',
    params: byPackage,
    body: markAgreed,
    answer: marks,
  },
});

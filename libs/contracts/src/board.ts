import { z } from 'zod';
import { delegationCode, instantMs, packageId, personId, prose } from './primitives.js';
import { table } from './route.js';

const mark = z.enum([
  'oppose',
  'substantive',
  'scrutiny',
  'no_instructions',
  'none',
  'can_accept',
  'support',
]);

/** Where one partner stood on a version in the end (SPEC R186 of consensus). */
const partnerOnVersion = z.strictObject({
  partner: delegationCode,
  mark,
  /** Everything of that kind was given for other words. */
  stale: z.boolean(),
  /** Of its positions on the version's own words, how many of each mark. */
  counts: z.partialRecord(mark, z.int()),
  /** Positions given for other words than the version's. */
  outdated: z.int(),
  shift: z.enum(['closer', 'further', 'same']).nullable(),
});

const versionStrip = z.strictObject({
  revision: z.int(),
  tabledAt: instantMs,
  /** When the next one was tabled; null: it is the last. */
  until: instantMs.nullable(),
  /** Those who have taken a position on the package. */
  partners: z.array(partnerOnVersion),
});
export type VersionStrip = z.infer<typeof versionStrip>;

/** What somebody writes down for their own delegation, and nobody else. */
const newDelegationNote = z.strictObject({ text: prose(8_000) });

const delegationNote = newDelegationNote.extend({
  /** 1, 2, 3 … for each package and partner. */
  sequence: z.int(),
  person: personId,
  name: z.string(),
  at: instantMs,
});
export type DelegationNote = z.infer<typeof delegationNote>;

const byPackage = z.strictObject({ package: packageId });

export const boardRoutes = table({
  movement: {
    method: 'GET',
    path: '/packages/:package/positions/movement',
    permission: 'position.read',
    summary: 'Movement between rounds: where each partner stood on each frozen version in the end.',
    params: byPackage,
    answer: z.strictObject({ versions: z.array(versionStrip) }),
  },
  delegationNotes: {
    method: 'GET',
    path: '/packages/:package/delegation-notes',
    permission: 'note.read',
    summary: 'The notes that people of one’s own partner left for each other, newest first.',
    params: byPackage,
    answer: z.strictObject({ notes: z.array(delegationNote) }),
  },
  addDelegationNote: {
    method: 'POST',
    path: '/packages/:package/delegation-notes',
    permission: 'note.write',
    summary:
      'Leave a note to one’s own delegation. Nobody outside the partner sees it, or that there is one.',
    params: byPackage,
    body: newDelegationNote,
    answer: delegationNote,
  },
});

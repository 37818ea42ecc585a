import { z } from 'zod';
import { actKind } from './procedures.js';
import { annexId, delegationCode, hash, instantMs, line, packageId } from './primitives.js';
import { table } from './route.js';

/** What the drafting server knows of an annex: an id, its owner and its commitment. */
export const annexEntry = z.strictObject({
  annex: annexId,
  owner: delegationCode,
  commitment: hash,
  /** What the owner lets the publication say: nothing but the commitment, or also its name. */
  publicTitle: line(300).nullable(),
  registeredAt: instantMs,
});
export type AnnexEntry = z.infer<typeof annexEntry>;

/**
 * The published file, as strict canonical JSON: all that is needed to recompute every hash offline.
 * `text` is the canonical text (`entente-canon/1`) itself, not a string of it.
 */
export const publicationFile = z.strictObject({
  form: z.literal('entente-publication/1'),
  coalition: z.string(),
  number: z.string(),
  revision: z.int().min(1),
  title: z.string(),
  address: z.string(),
  text: z.json(),
  textHash: hash,
  provisions: z.record(z.string(), hash),
  annexes: z.array(
    z.strictObject({
      annex: z.string(),
      commitment: hash,
      title: z.string().nullable(),
      owner: z.string().nullable(),
    }),
  ),
  packageHash: hash,
  decision: z.strictObject({
    rule: z.string(),
    /** `silence`, `no_objection`, `written`, `matrix`; absent: a vote. */
    kind: z.string().optional(),
    openedAt: instantMs,
    adoptedAt: instantMs,
    acts: z.array(
      z.strictObject({
        partner: z.string(),
        name: z.string(),
        act: actKind,
        reason: z.string(),
        at: instantMs,
      }),
    ),
  }),
  publishedAt: instantMs,
});
export type PublicationFile = z.infer<typeof publicationFile>;

export const publicationSummary = z.strictObject({
  number: z.string(),
  title: z.string(),
  packageHash: hash,
  publishedAt: instantMs,
  /** Path of the public page on this server, e.g. `/publications/jsp-7-26`. */
  address: z.string(),
});
export type PublicationSummary = z.infer<typeof publicationSummary>;

const byPackage = z.strictObject({ package: packageId });

export const publicationRoutes = table({
  annexIndex: {
    method: 'GET',
    path: '/packages/:package/annexes',
    permission: 'annex.list',
    summary: 'The commitments of the package’s annexes. Says nothing of what one may not read.',
    params: byPackage,
    answer: z.strictObject({ annexes: z.array(annexEntry) }),
  },
  registerAnnex: {
    method: 'POST',
    path: '/packages/:package/annexes',
    permission: 'annex.register',
    summary: 'Bind an annex to the package by its commitment, in the name of one’s delegation.',
    params: byPackage,
    body: z.strictObject({ annex: annexId, commitment: hash, publicTitle: line(300).nullable() }),
    answer: annexEntry,
  },
  withdrawAnnex: {
    method: 'DELETE',
    path: '/packages/:package/annexes/:annex',
    permission: 'annex.register',
    summary: 'Take one’s annex out of the package while it is being drafted.',
    params: byPackage.extend({ annex: annexId }),
  },
  publish: {
    method: 'POST',
    path: '/packages/:package/publication',
    permission: 'publication.publish',
    summary: 'Publish the adopted version.',
    params: byPackage,
    body: z.strictObject({ packageHash: hash }),
    answer: publicationSummary,
  },
  publications: {
    method: 'GET',
    path: '/publications',
    permission: 'public',
    summary: 'The public register.',
    answer: z.strictObject({ publications: z.array(publicationSummary) }),
  },
});

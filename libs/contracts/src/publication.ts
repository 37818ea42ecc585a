import { z } from 'zod';
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

export const publicationSummary = z.strictObject({
  number: z.string(),
  title: z.string(),
  packageHash: hash,
  publishedAt: instantMs,
  /** Path of the public page on this server, e.g. `/publications/jsp-7-26`. */
  address: z.string(),
  /** 1: the first; a later one amends those before it. */
  edition: z.int().min(1),
  /** Hash of the file's bytes. The editions of a package have one package hash but for corrigenda, and each its own file. */
  fileHash: hash,
});
export type PublicationSummary = z.infer<typeof publicationSummary>;

/** One thing that was decided for itself, as it would or would not appear. */
const previewedEntry = z.strictObject({
  id: z.string(),
  title: z.string(),
  framework: z.boolean(),
  state: z.enum(['adopted', 'rejected', 'open']),
  /** Adopted since the edition before. */
  added: z.boolean(),
  /** Citations of its provisions. */
  places: z.array(z.string()),
});

/** What somebody wrote in the procedure: the reason of an act, or a declaration. */
const previewedWords = z.strictObject({
  /** Nonce of the act, or id of the declaration or corrigendum. */
  id: z.string(),
  kind: z.enum(['reason', 'declaration', 'corrigendum']),
  partners: z.array(z.string()),
  /** Titles of the entries that it is about; empty: the whole. */
  about: z.array(z.string()),
  text: z.string(),
  /** `never`: it is about an entry that is left out. `asked`: it may speak of one; only who publishes can tell. */
  appears: z.enum(['always', 'asked', 'never']),
});

/** What would be published now. */
export const publicationPreview = z.strictObject({
  packageHash: hash,
  edition: z.int().min(1),
  address: z.string(),
  /** Addresses of the editions before it, the first one first. */
  amends: z.array(z.string()),
  /** Whether anything is left out. */
  whole: z.boolean(),
  /** Whether everything is decided. */
  complete: z.boolean(),
  entries: z.array(previewedEntry),
  words: z.array(previewedWords),
  /** Corrigenda that stand; the published text is as they left it. */
  corrigenda: z.int().min(0),
  /** When one that still runs stands, if nobody contests it: what is published now is without it. Null: none runs. */
  corrigendumUntil: instantMs.nullable(),
});
export type PublicationPreview = z.infer<typeof publicationPreview>;

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
    summary:
      'Publish what is adopted of the version. `words`: reasons and declarations that speak of nothing that is left out, by their ids.',
    params: byPackage,
    body: z.strictObject({ packageHash: hash, words: z.array(line(128)).max(2_000).optional() }),
    answer: publicationSummary,
  },
  publicationPreview: {
    method: 'GET',
    path: '/packages/:package/publication',
    permission: 'publication.publish',
    summary: 'What publishing now would say, and what it would leave out.',
    params: byPackage,
    answer: publicationPreview,
  },
  publications: {
    method: 'GET',
    path: '/publications',
    permission: 'public',
    summary: 'The public register.',
    answer: z.strictObject({ publications: z.array(publicationSummary) }),
  },
});

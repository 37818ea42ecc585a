import { z } from 'zod';
import { annexId, delegationCode, hash, instantMs, line, packageId, personId } from './primitives.js';
import { table } from './route.js';

/** Traffic Light Protocol 2.0 and two grades; the full markings come with sealing. */
export const marking = z.enum([
  'TLP:GREEN',
  'TLP:AMBER',
  'TLP:AMBER+STRICT',
  'TLP:RED',
  'RESTRICTED',
  'CONFIDENTIAL',
]);

/** An annex as one on its release list sees it. Its bytes are opaque to the store. */
export const annex = z.strictObject({
  id: annexId,
  package: packageId,
  owner: delegationCode,
  title: line(300),
  marking,
  releasableTo: z.array(delegationCode),
  mediaType: z.string(),
  size: z.int(),
  /** SHA-256 over length-prefixed label, id, salt and bytes: binds without revealing. */
  commitment: hash,
  createdAt: instantMs,
});
export type Annex = z.infer<typeof annex>;

/** The metadata of an upload, as JSON in the `Entente-Annex` request header, URI-encoded. */
export const newAnnex = z.strictObject({
  package: packageId,
  title: line(300),
  marking,
  releasableTo: z.array(delegationCode).max(200),
  mediaType: z.string().regex(/^[a-z0-9.+-]+\/[a-z0-9.+-]+$/),
});
export type NewAnnex = z.infer<typeof newAnnex>;

export const opening = z.strictObject({
  person: personId,
  name: z.string(),
  delegation: delegationCode,
  purpose: z.string(),
  at: instantMs,
  sequence: z.int(),
});
export type Opening = z.infer<typeof opening>;

const byAnnex = z.strictObject({ annex: annexId });

/** Paths below `/annex/v1` of the annex store's own address. */
export const annexRoutes = table({
  annexes: {
    method: 'GET',
    path: '/annexes',
    permission: 'annex.read',
    summary: 'The annexes of a package that are released to one’s delegation.',
    query: z.strictObject({ package: packageId }),
    answer: z.strictObject({ annexes: z.array(annex) }),
  },
  depositAnnex: {
    method: 'POST',
    path: '/annexes',
    permission: 'annex.deposit',
    summary: 'Deposit an annex; the body is its bytes.',
    rawBody: 'application/octet-stream',
    answer: annex,
  },
  annex: {
    method: 'GET',
    path: '/annexes/:annex',
    permission: 'annex.read',
    summary: 'What an annex is, for those on its release list.',
    params: byAnnex,
    answer: annex,
  },
  openAnnex: {
    method: 'POST',
    path: '/annexes/:annex/openings',
    permission: 'annex.read',
    summary:
      'Read the bytes of an annex. The opening is registered, with its purpose, before they are sent; its number is in the `Entente-Opening` response header.',
    params: byAnnex,
    body: z.strictObject({ purpose: line(300) }),
  },
  annexOpenings: {
    method: 'GET',
    path: '/annexes/:annex/openings',
    permission: 'annex.read',
    summary: 'The register of openings, for the owner.',
    params: byAnnex,
    answer: z.strictObject({ openings: z.array(opening) }),
  },
  releaseAnnex: {
    method: 'PUT',
    path: '/annexes/:annex/release',
    permission: 'annex.deposit',
    summary: 'Set the release list. Only the owner.',
    params: byAnnex,
    body: z.strictObject({ releasableTo: z.array(delegationCode).max(200) }),
    answer: annex,
  },
});

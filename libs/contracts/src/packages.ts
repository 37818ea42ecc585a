import { DRAFTING_RULES } from '@entente/access';
import { z } from 'zod';
import { delegationCode, documentId, hash, instantMs, line, packageId, personId } from './primitives.js';
import { table } from './route.js';

export const sectionKind = z.enum(['title', 'preamble', 'division', 'article', 'annex', 'conclusions']);

/** States of this release out of DOMAIN §1.5. */
export const packageState = z.enum(['drafting', 'frozen', 'decision', 'adopted', 'published']);
export type PackageState = z.infer<typeof packageState>;

/** Something somebody did, with the instant: for lists and receipts. */
const by = z.strictObject({ person: personId, name: z.string(), delegation: delegationCode, at: instantMs });

export const versionSummary = z.strictObject({
  revision: z.int().min(1),
  textHash: hash,
  packageHash: hash,
  tabled: by,
});
export type VersionSummary = z.infer<typeof versionSummary>;

export const packageSummary = z.strictObject({
  id: packageId,
  /** `JSP 7/26`. */
  number: z.string(),
  title: z.string(),
  state: packageState,
  /** Number of the last frozen version; 0 before the first. */
  revision: z.int().min(0),
  created: by,
  /** Public address, once published. */
  publication: z.string().nullable(),
});
export type PackageSummary = z.infer<typeof packageSummary>;

export const section = z.strictObject({
  document: documentId,
  kind: sectionKind,
  state: z.enum(['open', 'closed']),
});

/** What delegations of partners do to the text; the chair and the secretariat write. */
export const draftingRule = z.enum(DRAFTING_RULES);

/** A package as its room needs it; the text itself comes over the socket. */
export const packageView = packageSummary.extend({
  structure: documentId,
  sections: z.array(section),
  versions: z.array(versionSummary),
  /** One sentence for the top of each screen, as data: which, and its facts. */
  mayWrite: z.boolean(),
  delegationsMay: draftingRule,
  /** From which the salts of the package's texts follow (`entente-sealed-text/1`): for those who read its words, and nobody else. */
  sealSeed: z.string(),
});
export type PackageView = z.infer<typeof packageView>;

export const importReport = z.strictObject({
  title: z.string(),
  counts: z.strictObject({
    recitals: z.int(),
    articles: z.int(),
    annexes: z.int(),
    provisions: z.int(),
    characters: z.int(),
  }),
  /** What was not understood, by line of the file, and whether its text was kept. */
  notes: z.array(
    z.strictObject({
      line: z.int(),
      element: z.string(),
      message: z.string(),
      kept: z.enum(['text', 'nothing']),
    }),
  ),
});
export type ImportReport = z.infer<typeof importReport>;

/** A frozen text: canonical JSON (`entente-canon/1`) as a string, and all its hashes. */
export const versionView = versionSummary.extend({
  canonical: z.string(),
  provisions: z.record(z.string(), hash),
  annexes: z.array(z.strictObject({ annex: z.string(), commitment: hash })),
  /** What the package hash covers in place of the text hash; null where it was tabled before texts were sealed. */
  sealedText: hash.nullable(),
  sealSeed: z.string(),
});
export type VersionView = z.infer<typeof versionView>;

/** One formal act, as the append-only record keeps it. */
export const formalAct = z.strictObject({
  sequence: z.int().min(1),
  type: z.string(),
  /** Null, with the delegation, where time brought it and nobody. */
  person: personId.nullable(),
  name: z.string(),
  delegation: delegationCode.nullable(),
  mandate: z.string().nullable(),
  packageHash: hash.nullable(),
  at: instantMs,
  body: z.json(),
  previous: hash,
  hash,
  /** Of a position that the reader does not see: who and what are left out, the hashes stand. */
  veiled: z.literal(true).optional(),
});
export type FormalAct = z.infer<typeof formalAct>;

/** `scope`: names the store on the device, and nothing else. `key`: AES-256, base64; given to this person's sessions only. */
export const draftKey = z.discriminatedUnion('kept', [
  z.strictObject({ kept: z.literal(true), scope: z.uuid(), key: z.base64() }),
  z.strictObject({ kept: z.literal(false) }),
]);
export type DraftKey = z.infer<typeof draftKey>;

const byPackage = z.strictObject({ package: packageId });
const byDocument = byPackage.extend({ document: documentId });
const byRevision = byPackage.extend({ revision: z.coerce.number().int().min(1) });

export const packageRoutes = table({
  packages: {
    method: 'GET',
    path: '/packages',
    permission: 'package.list',
    summary: 'The packages that one may see, newest first.',
    answer: z.strictObject({ packages: z.array(packageSummary) }),
  },
  createPackage: {
    method: 'POST',
    path: '/packages',
    permission: 'package.create',
    summary: 'Start a package with an empty text: title, preamble, one article, conclusions.',
    body: z.strictObject({ title: line(500) }),
    answer: packageSummary,
  },
  importPackage: {
    method: 'POST',
    path: '/packages/import',
    permission: 'package.create',
    summary: 'Start a package from an Akoma Ntoso act. With `dryRun`, only report what would be kept.',
    query: z.strictObject({ dryRun: z.enum(['true', 'false']).optional() }),
    rawBody: 'application/akn+xml',
    answer: z.strictObject({ package: packageSummary.nullable(), report: importReport }),
  },
  package: {
    method: 'GET',
    path: '/packages/:package',
    permission: 'package.read',
    summary: 'A package: state, sections, versions.',
    params: byPackage,
    answer: packageView,
  },
  draftKey: {
    method: 'POST',
    path: '/packages/:package/draft-key',
    permission: 'package.read',
    summary:
      'The key under which this person’s edits that are not recorded yet are kept on their device, or that none are to be kept.',
    params: byPackage,
    answer: draftKey,
  },
  addSection: {
    method: 'POST',
    path: '/packages/:package/sections',
    permission: 'section.arrange',
    summary: 'Add a section after another, or at the start (`after: null`).',
    params: byPackage,
    body: z.strictObject({ kind: sectionKind, after: documentId.nullable() }),
    answer: section,
  },
  moveSection: {
    method: 'POST',
    path: '/packages/:package/sections/:document/move',
    permission: 'section.arrange',
    summary: 'Move a section after another, or to the start.',
    params: byDocument,
    body: z.strictObject({ after: documentId.nullable() }),
  },
  removeSection: {
    method: 'DELETE',
    path: '/packages/:package/sections/:document',
    permission: 'section.arrange',
    summary: 'Take a section out of the text. Its log is kept.',
    params: byDocument,
  },
  closeSection: {
    method: 'POST',
    path: '/packages/:package/sections/:document/close',
    permission: 'section.close',
    summary: 'Close an agreed section: no further edits.',
    params: byDocument,
  },
  reopenSection: {
    method: 'POST',
    path: '/packages/:package/sections/:document/reopen',
    permission: 'section.close',
    summary: 'Open a closed section for edits again.',
    params: byDocument,
  },
  setDraftingRule: {
    method: 'PUT',
    path: '/packages/:package/drafting-rule',
    permission: 'drafting.rule',
    summary: 'Say whether delegations write, suggest or comment. Only while the package is being drafted.',
    params: byPackage,
    body: z.strictObject({ delegationsMay: draftingRule }),
  },
  tableVersion: {
    method: 'POST',
    path: '/packages/:package/versions',
    permission: 'version.table',
    summary: 'Freeze the text as the next version. `revision` is the number it is expected to get.',
    params: byPackage,
    body: z.strictObject({ revision: z.int().min(1) }),
    answer: versionSummary,
  },
  resumeDrafting: {
    method: 'POST',
    path: '/packages/:package/resume-drafting',
    permission: 'version.table',
    summary: 'Open the text again after a version was frozen and before a procedure on it is opened.',
    params: byPackage,
  },
  version: {
    method: 'GET',
    path: '/packages/:package/versions/:revision',
    permission: 'package.read',
    summary: 'A frozen version: canonical text and hashes.',
    params: byRevision,
    answer: versionView,
  },
  record: {
    method: 'GET',
    path: '/packages/:package/record',
    permission: 'package.read',
    summary: 'Every formal act on the package, in order, chained by hash.',
    params: byPackage,
    answer: z.strictObject({ acts: z.array(formalAct) }),
  },
});

import type { Brand } from './brand.js';

/** UUID of a package. */
export type PackageId = Brand<string, 'PackageId'>;
/** UUID of one document: a section, a structure, a national sheet. */
export type DocumentId = Brand<string, 'DocumentId'>;
/** UUID of a person with an account. */
export type PersonId = Brand<string, 'PersonId'>;
/** UUID of a mandate: one power of one person, with its dates. */
export type MandateId = Brand<string, 'MandateId'>;
/** UUID of one procedure on one frozen version. */
export type ProcedureId = Brand<string, 'ProcedureId'>;
/** UUID of a sealed annex. */
export type AnnexId = Brand<string, 'AnnexId'>;
/** A seat: a partner's code (ISO 3166-1 alpha-2, or `EU`), `PRES` for the chair, `SEC` for the secretariat. */
export type DelegationCode = Brand<string, 'DelegationCode'>;
/** Stable id of a provision (recital, paragraph, point …); survives edits, moves and versions. */
export type ProvisionId = Brand<string, 'ProvisionId'>;
/** `sha256:` and 64 lowercase hexadecimal digits. */
export type Hash = Brand<string, 'Hash'>;

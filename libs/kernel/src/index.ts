export { assertNever } from './assert-never.js';
export type { Brand } from './brand.js';
export type {
  AnnexId,
  DelegationCode,
  DocumentId,
  Hash,
  MandateId,
  PackageId,
  PersonId,
  ProcedureId,
  ProvisionId,
} from './ids.js';
export { instant, type Instant } from './instant.js';
export type { Clock, Random, Timer } from './ports.js';
export { err, ok, type Result } from './result.js';

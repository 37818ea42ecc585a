import type {
  AnnexId,
  DelegationCode,
  DocumentId,
  Hash,
  Instant,
  MandateId,
  PackageId,
  PersonId,
  ProcedureId,
  ProvisionId,
} from '@entente/kernel';
import { z } from 'zod';

/** Gives a parsed value its kernel brand: the schema has checked what the brand promises. */
function branded<Branded>(schema: z.ZodType): z.ZodType<Branded, Branded> {
  return schema as unknown as z.ZodType<Branded, Branded>;
}

export const packageId = branded<PackageId>(z.uuid());
export const documentId = branded<DocumentId>(z.uuid());
export const personId = branded<PersonId>(z.uuid());
export const mandateId = branded<MandateId>(z.uuid());
export const procedureId = branded<ProcedureId>(z.uuid());
export const annexId = branded<AnnexId>(z.uuid());
export const delegationCode = branded<DelegationCode>(z.string().regex(/^[A-Z]{2,8}$/));
export const provisionId = branded<ProvisionId>(z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/));
export const hash = branded<Hash>(z.string().regex(/^sha256:[0-9a-f]{64}$/));
/** Milliseconds since the Unix epoch, UTC. */
export const instantMs = branded<Instant>(z.int());

/** One line of text as people type it: no control characters, no bidirectional overrides, trimmed ends. */
export const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^(?!\s)[^\p{Cc}\u202A-\u202E\u2066-\u2069]*(?<!\s)$/u, 'one line, no spaces at its ends');

/** Several lines of text: line feeds allowed, other controls not. */
export const prose = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^(?:[^\p{Cc}\u202A-\u202E\u2066-\u2069]|\n)*$/u, 'no control characters but line breaks');

/** Chosen by the client, once for each press of a button: the same nonce again is the same act. */
export const nonce = z.uuid();

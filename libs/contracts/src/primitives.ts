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
  // The types of zod know only its own brands.
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
/** Milliseconds since the Unix epoch, UTC: years 1 to 9999, which PostgreSQL, JavaScript and people all write. */
export const instantMs = branded<Instant>(z.int().min(-62_135_596_800_000).max(253_402_300_799_999));

/**
 * What no text may hold (SECURITY §4.6): controls, bidirectional controls and marks, line separators, U+FFFD, tag characters,
 * lone surrogates, private use, what is unassigned. A name with one of these is not the name that people read, or not the
 * one that is stored: PostgreSQL holds no lone surrogate, and a record with one has no hash.
 */
const REFUSED =
  '\\p{Cc}\\p{Cs}\\p{Co}\\p{Cn}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069\\uFFFD\\u{E0000}-\\u{E007F}';
/** Something that is seen: of joiners and spaces of no width alone nobody could tell who it was. */
const VISIBLE = '[\\p{L}\\p{N}\\p{P}\\p{S}]';
const LINE = new RegExp(`^(?!\\s)(?=.*${VISIBLE})[^${REFUSED}]*(?<!\\s)$`, 'u');
const PROSE = new RegExp(`^(?:[^${REFUSED}]|\\n)*$`, 'u');

/** One line of text as people type it: trimmed ends, something to see, and nothing that no text may hold. */
export const line = (max: number) =>
  z.string().min(1).max(max).regex(LINE, 'one line that can be read, no spaces at its ends');

/** Several lines of text: line feeds allowed, other controls not. */
export const prose = (max: number) =>
  z.string().max(max).regex(PROSE, 'no control characters but line breaks');

/** An id that a client gives to what it makes. The same UUID in other letters is the same id, as the database has it. */
export const givenId = z.uuid().toLowerCase();

/** Chosen by the client, once for each press of a button: the same nonce again is the same act. */
export const nonce = z.uuid();

/** An IANA time zone, e.g. `Europe/Brussels`; whether there is one of that name is asked where the zone is used. */
export const timeZone = z.string().regex(/^[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+){0,2}$/);

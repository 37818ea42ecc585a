import { CELLS, DECLARATIONS } from '@entente/consensus';
import { z } from 'zod';
import { hash, instantMs } from './primitives.js';
import { cause, correctedPassage } from './procedure-events.js';
import { actKind } from './procedures.js';

const common = {
  coalition: z.string(),
  number: z.string(),
  revision: z.int().min(1),
  title: z.string(),
  address: z.string(),
  annexes: z.array(
    z.strictObject({
      annex: z.string(),
      commitment: hash,
      title: z.string().nullable(),
      owner: z.string().nullable(),
    }),
  ),
  packageHash: hash,
  publishedAt: instantMs,
};

/**
 * A published file of a text that was tabled before texts were sealed, as strict canonical JSON: all that is needed to recompute every
 * hash offline. `text` is the canonical text (`entente-canon/1`) itself, not a string of it.
 */
export const wholePublicationFile = z.strictObject({
  form: z.literal('entente-publication/1'),
  ...common,
  text: z.json(),
  textHash: hash,
  provisions: z.record(z.string(), hash),
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
});
export type WholePublicationFile = z.infer<typeof wholePublicationFile>;

/** The commitment to one provision or section, and the salt that opens it. */
const opening = z.strictObject({ salt: z.string().regex(/^[0-9a-f]{64}$/), commitment: hash });

/** An entry that was adopted: its id and title, and the provisions and sections that it is. */
const adoptedEntry = z.strictObject({
  state: z.literal('adopted'),
  id: z.string(),
  title: z.string(),
  /** The text around the entries. */
  framework: z.boolean(),
  provisions: z.array(z.string()),
  at: instantMs,
});

/** An entry that is left out. Neither its title nor its id is said: either may be the name of a person. */
const leftOutEntry = z.strictObject({
  state: z.enum(['rejected', 'open']),
  /** Null while it is open. */
  cause: cause.nullable(),
  /** The instant of the law at which it was rejected; null while it is open. */
  at: instantMs.nullable(),
  /** The commitments that stand in its places. */
  left: z.array(hash),
});

/** What an act is about; all three empty: the whole. */
const about = z.strictObject({
  /** Numbers of `entries`, from 1. */
  entries: z.array(z.int().min(1)),
  /** Parts of a composite rule, by their names. */
  parts: z.array(z.string()),
  /** Provisions that are published. */
  provisions: z.array(z.string()),
});

const named = z.strictObject({ partner: z.string(), name: z.string() });

const sealedDecision = z.strictObject({
  rule: z.string(),
  kind: z.enum(['vote', 'written', 'silence', 'no_objection', 'matrix']),
  openedAt: instantMs,
  /** The instant of the law at which the last of what is published was adopted. */
  adoptedAt: instantMs,
  /** False while an entry is still to be decided. */
  complete: z.boolean(),
  /** The hash of what is left of the package (`entente-residual/1`); null where nothing is left out. */
  residual: hash.nullable(),
  /** In the order of the terms; empty where the package stood or fell as one. */
  entries: z.array(z.discriminatedUnion('state', [adoptedEntry, leftOutEntry])),
  /** False where the terms keep from others where partners stood: then no acts are stated. */
  actsShown: z.boolean(),
  acts: z.array(
    named.extend({
      act: actKind,
      /** Null: not published, since it may speak of an entry that is left out. */
      reason: z.string().nullable(),
      about,
      at: instantMs,
    }),
  ),
  /**
   * Of a matrix: what each partner said last of each target that was launched, targets in their order and partners in that of the
   * electorate. Absent where it is none, and where acts are not shown.
   */
  cells: z.array(named.extend({ entry: z.int().min(1), cell: z.enum(CELLS), at: instantMs })).optional(),
  /** Declarations that travel with the decision, in the order in which they were made. */
  declarations: z.array(
    z.strictObject({
      kind: z.enum(DECLARATIONS),
      /** None: by the chair or the secretariat. */
      partners: z.array(named),
      text: z.string().nullable(),
      /** Number of the declaration that it answers, from 1. */
      answers: z.int().min(1).nullable(),
      at: instantMs,
    }),
  ),
});

const openings = z.record(z.string(), opening);

/** A corrigendum that stands, and the text that it was filed on, sealed as the one it makes. */
const publishedCorrigendum = z.strictObject({
  filedAt: instantMs,
  /** The end of the day in which nobody contested it. */
  standsAt: instantMs,
  /** Null: not published, since it may speak of what is left out. */
  note: z.string().nullable(),
  /** In the order of the text; those in what is left out are not here. */
  passages: z.array(correctedPassage),
  /** Passages in what is left out. */
  leftOut: z.int().min(0),
  of: z.strictObject({ text: z.json(), openings, sealedText: hash, packageHash: hash }),
});
export type PublishedCorrigendum = z.infer<typeof publishedCorrigendum>;

/**
 * A published file of a sealed text, as strict canonical JSON. `text` is the canonical text with a commitment in the place of each
 * provision and section that is left out; `openings` has the salt of each that stands there.
 */
export const sealedPublicationFile = z.strictObject({
  form: z.literal('entente-publication/2'),
  ...common,
  /** 1: the first. A later one is an amendment of those before it. */
  edition: z.int().min(1),
  /** The editions before it, the first one first; their hashes are those of their bytes. */
  amends: z.array(z.strictObject({ address: z.string(), fileHash: hash, publishedAt: instantMs })),
  /** Numbers of the entries that the edition before did not have. */
  adds: z.array(z.int().min(1)),
  text: z.json(),
  openings,
  sealedText: hash,
  /** In the order in which they came to stand; absent: none. `text` is what the last one made. */
  corrigenda: z.array(publishedCorrigendum).min(1).optional(),
  decision: sealedDecision,
});
export type SealedPublicationFile = z.infer<typeof sealedPublicationFile>;

/** What is published, in either form. */
export const publicationFile = z.discriminatedUnion('form', [wholePublicationFile, sealedPublicationFile]);
export type PublicationFile = z.infer<typeof publicationFile>;

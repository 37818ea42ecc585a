import { z } from 'zod';
import { delegationCode, documentId, instantMs, line, nonce, packageId, personId } from './primitives.js';
import { sectionKind } from './packages.js';
import { table } from './route.js';

const seq = z.int().min(0);
const hand = z.strictObject({ person: personId, delegation: delegationCode });
const counts = {
  /** Characters, whole ones. `moved`: taken out at one place and put in at another, counted in neither of the others. */
  added: z.int().min(0),
  removed: z.int().min(0),
  moved: z.int().min(0),
};
/** A row of one document's log. */
const place = z.strictObject({ document: documentId, seq });

/** What one person did in one section during a sitting; rows of others may stand between its first and its last. */
export const sittingPart = z.strictObject({
  document: documentId,
  fromSeq: seq,
  toSeq: seq,
  rows: z.int().min(1),
  ...counts,
});

/** One person's edits without a break of more than five minutes. */
export const sitting = hand.extend({
  from: instantMs,
  to: instantMs,
  ...counts,
  parts: z.array(sittingPart).min(1),
});
export type HistorySitting = z.infer<typeof sitting>;

/** A moment of the text that somebody gave a name; the rows it names never change. */
export const namedPoint = z.strictObject({
  point: z.uuid(),
  name: z.string(),
  at: instantMs,
  heads: z.array(place),
  by: hand.extend({ name: z.string(), at: instantMs }),
  /** Whether the reader may take it off the list. */
  mayHide: z.boolean(),
});
export type NamedPoint = z.infer<typeof namedPoint>;

/** A text brought back by an edit. */
export const restored = hand.extend({
  document: documentId,
  /** The row whose text was brought back, the head it was asked at, and the row that did it. */
  to: seq,
  from: seq,
  seq,
  at: instantMs,
});

const tabled = z.strictObject({ revision: z.int().min(1), at: instantMs, heads: z.array(place) });

const historySection = z.strictObject({
  document: documentId,
  kind: sectionKind,
  head: seq,
  /** Taken out of the text; its log stays. */
  removed: z.boolean(),
});

export const history = z.strictObject({
  /** Sections in their present order, then those that were taken out. */
  sections: z.array(historySection),
  /** Newest first. */
  sittings: z.array(sitting),
  /** There are older sittings: ask again with `before` the last one's `from`. */
  more: z.boolean(),
  versions: z.array(tabled),
  points: z.array(namedPoint),
  restores: z.array(restored),
  /** Whether the reader may see any moment, and what was removed; otherwise the present and the versions. */
  mayReadRemoved: z.boolean(),
  /** Names of those who sat and restored. */
  people: z.array(z.strictObject({ person: personId, name: z.string() })),
});
export type History = z.infer<typeof history>;

/** The rows that something is known from: one hand's, from `seq` to `last`, received from `at` to `until`. */
const rowsOf = z.strictObject({
  /** Index into `hands`. */
  hand: z.int().min(0),
  seq,
  last: seq,
  at: instantMs,
  until: instantMs,
});

/** Words side by side that one hand wrote in one sitting, and one hand removed in one sitting, if any. */
export const pastRun = z.strictObject({
  text: z.string(),
  written: rowsOf,
  /** The edit that brought the words here from another place of the text. */
  carried: rowsOf.nullable(),
  removed: rowsOf.nullable(),
  /** Under an open suggestion. */
  suggested: z.enum(['insertion', 'deletion']).nullable(),
});
export type PastRunView = z.infer<typeof pastRun>;

export const pastBlock = z.strictObject({
  /** Node name, e.g. `recital`. */
  node: z.string(),
  id: z.string().nullable(),
  /** How many blocks are around it in its section. */
  depth: z.int().min(0),
  /** `1.`, `(a)`; empty where nothing is shown. */
  marker: z.string(),
  removed: rowsOf.nullable(),
  runs: z.array(pastRun),
});
export type PastBlock = z.infer<typeof pastBlock>;

export const pastSection = z.strictObject({
  document: documentId,
  kind: sectionKind,
  /** Citation of the section in the whole text of that moment, e.g. `Article 4`; empty where it has none, and for a section by itself. */
  label: z.string(),
  /** The row after which it is shown; 0: before the first. */
  seq,
  head: seq,
  at: instantMs.nullable(),
  /** Who sent that row: index into `hands`. */
  hand: z.int().min(0).nullable(),
  blocks: z.array(pastBlock),
});
export type PastSectionView = z.infer<typeof pastSection>;

export const pastText = z.strictObject({
  sections: z.array(pastSection),
  hands: z.array(hand.extend({ name: z.string() })),
});
export type PastText = z.infer<typeof pastText>;

const change = z.enum(['same', 'changed', 'added', 'removed']);
const label = z.strictObject({ marker: z.string(), citation: z.string() }).nullable();
const wordRun = z.strictObject({ op: z.enum(['same', 'added', 'removed']), text: z.string() });
const compared = { change, moved: z.boolean(), before: label, after: label };

export const comparison = z.strictObject({
  sections: z.array(
    z.strictObject({
      document: documentId,
      kind: sectionKind,
      ...compared,
      provisions: z.array(
        z.strictObject({
          id: z.string().nullable(),
          node: z.string(),
          depth: z.int().min(0),
          ...compared,
          words: z.array(wordRun),
        }),
      ),
    }),
  ),
  counts: z.strictObject({ added: z.int(), removed: z.int(), changed: z.int(), moved: z.int() }),
});

const byPackage = z.strictObject({ package: packageId });
const wholeNumber = z.coerce.number().int().min(0).max(2_147_483_647);
const instantQuery = z.coerce.number().pipe(instantMs);

export const historyRoutes = table({
  history: {
    method: 'GET',
    path: '/packages/:package/history',
    permission: 'history.read',
    summary: 'Who edited what and when, in sittings, newest first; versions, named points, restores.',
    params: byPackage,
    query: z.strictObject({
      document: documentId.optional(),
      delegation: delegationCode.optional(),
      before: instantQuery.optional(),
    }),
    answer: history,
  },
  pastText: {
    method: 'GET',
    path: '/packages/:package/history/text',
    permission: 'history.read',
    summary:
      'The text of a section after one row (`document`, `seq`), or of one or all sections at an instant (`at`; without it, now), with who wrote each run. `removed=true` also shows what had been removed by then.',
    params: byPackage,
    query: z.strictObject({
      document: documentId.optional(),
      seq: wholeNumber.optional(),
      at: instantQuery.optional(),
      removed: z.enum(['true', 'false']).optional(),
    }),
    answer: pastText,
  },
  historyComparison: {
    method: 'GET',
    path: '/packages/:package/history/comparison',
    permission: 'history.read',
    summary:
      'What changed, by words: in a section between two rows (`document`, `from`, `to`), or in the whole text between two instants; without `to`, until now.',
    params: byPackage,
    query: z.strictObject({
      document: documentId.optional(),
      from: wholeInstant(),
      to: wholeInstant().optional(),
    }),
    answer: comparison,
  },
  namePoint: {
    method: 'POST',
    path: '/packages/:package/history/points',
    permission: 'history.name',
    summary: 'Give a moment of the text a name; `at: null` is now.',
    params: byPackage,
    body: z.strictObject({ name: line(120), at: instantMs.nullable(), nonce }),
    answer: namedPoint,
  },
  hidePoint: {
    method: 'POST',
    path: '/packages/:package/history/points/:point/hide',
    permission: 'history.name',
    summary:
      'Take a named point off the list: one’s own, or as the secretariat. The point itself stays recorded.',
    params: byPackage.extend({ point: z.uuid() }),
  },
  restore: {
    method: 'POST',
    path: '/packages/:package/history/restore',
    permission: 'package.edit',
    summary:
      'Bring back the text that a section had after row `seq`, as a new edit of one’s own: undoes what came between it and `head`, the newest row that one has seen, and nothing that came later.',
    params: byPackage,
    body: z.strictObject({ document: documentId, seq: z.int().min(1), head: z.int().min(1), nonce }),
    answer: z.strictObject({
      /** The document’s newest row once the edit is recorded. */
      seq,
      /** Whether there was anything to change. */
      changed: z.boolean(),
    }),
  },
});

/** A row or an instant, which of them the rest of the query says. */
function wholeInstant() {
  return z.coerce.number().int().min(0).max(253_402_300_799_999);
}

import type { WeightTable, WorkingCalendar } from '@entente/consensus';
import { z } from 'zod';
import { hash, instantMs, line, personId, prose, timeZone } from './primitives.js';
import { rulebookContent, slug } from './rulebook-content.js';
import { table } from './route.js';

/** What the secretariat keeps in versions: rule books, working calendars, tables of weights. */
export const bookKind = z.enum(['rulebook', 'calendar', 'weights']);
export type BookKind = z.infer<typeof bookKind>;

/** `draft`: being edited; `proposed`: awaits another person; `active`: in use; `retired`: was, and stays readable. */
export const bookState = z.enum(['draft', 'proposed', 'active', 'retired']);
export type BookState = z.infer<typeof bookState>;

const civilDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const wallTime = z.string().regex(/^\d{2}:\d{2}$/);

export const calendarContent = z.strictObject({
  name: line(120),
  zone: timeZone,
  weekdays: z.array(z.int().min(1).max(7)).max(7),
  opens: wallTime,
  closes: wallTime,
  covers: z.strictObject({ from: civilDate, to: civilDate }),
  holidays: z.array(z.strictObject({ date: civilDate, name: line(120) })).max(1_000),
  source: prose(1_000),
}) satisfies z.ZodType<Omit<WorkingCalendar, 'id'>>;

export const weightsContent = z.strictObject({
  family: line(60),
  name: line(120),
  zone: timeZone,
  validFrom: civilDate,
  validTo: civilDate.nullable(),
  weights: z.record(z.string().regex(/^[A-Z]{2,8}$/), z.int().min(0)),
  checksum: z.int().min(0),
  source: prose(1_000),
}) satisfies z.ZodType<Omit<WeightTable, 'id'>>;

/** The content of a version, by its kind. */
export const bookContent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rulebook'), content: rulebookContent }),
  z.strictObject({ kind: z.literal('calendar'), content: calendarContent }),
  z.strictObject({ kind: z.literal('weights'), content: weightsContent }),
]);
export type BookContent = z.infer<typeof bookContent>;

/** Weight tables have ids in capitals, as their sources write them. */
const bookId = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{1,59}$/);
const version = z.int().min(1).max(9_999);

const bookAct = z.strictObject({
  act: z.enum(['copied', 'saved', 'proposed', 'returned', 'activated', 'retired']),
  person: personId,
  name: z.string(),
  at: instantMs,
  hash,
});

export const bookSummary = z.strictObject({
  kind: bookKind,
  book: bookId,
  version,
  name: z.string(),
  state: bookState,
  /** Came with the platform; its content is in the program and nobody activated it. */
  shipped: z.boolean(),
  hash,
  copiedFrom: z.strictObject({ book: bookId, version }).nullable(),
  /** What was done with it and by whom, in order; nothing for a shipped one. */
  acts: z.array(bookAct),
});
export type BookSummary = z.infer<typeof bookSummary>;

export const bookView = z.strictObject({ summary: bookSummary, of: bookContent });
export type BookView = z.infer<typeof bookView>;

const byKind = z.strictObject({ kind: bookKind });
const byVersion = byKind.extend({ book: bookId, version: z.coerce.number().pipe(version) });
/** The hash of what the person has seen: of another state of the draft nothing is decided. */
const seen = z.strictObject({ hash });

const SHELF = '/books/:kind/:book/:version';

export const bookRoutes = table({
  books: {
    method: 'GET',
    path: '/books/:kind',
    permission: 'book.read',
    summary: 'Every version of the rule books, calendars or tables of weights, shipped and own.',
    params: byKind,
    answer: z.strictObject({ books: z.array(bookSummary) }),
  },
  book: {
    method: 'GET',
    path: SHELF,
    permission: 'book.read',
    summary: 'One version with its content.',
    params: byVersion,
    answer: bookView,
  },
  copyBook: {
    method: 'POST',
    path: `${SHELF}/copy`,
    permission: 'book.edit',
    summary: 'Copy a version to edit: as the next version of the same, or under a new name.',
    params: byVersion,
    body: z.strictObject({ as: bookId.or(slug) }),
    answer: bookSummary,
  },
  saveBook: {
    method: 'PUT',
    path: SHELF,
    permission: 'book.edit',
    summary: 'Save a draft. `hash` is of the draft that was edited; another one is not overwritten.',
    params: byVersion,
    body: z.strictObject({ hash, of: bookContent }),
    answer: bookSummary,
  },
  proposeBook: {
    method: 'POST',
    path: `${SHELF}/propose`,
    permission: 'book.edit',
    summary:
      'Propose a draft for activation. It has no fault and passes its own vectors, or it is refused with all of them.',
    params: byVersion,
    body: seen,
    answer: bookSummary,
  },
  returnBook: {
    method: 'POST',
    path: `${SHELF}/return`,
    permission: 'book.edit',
    summary: 'Return a proposed version to its draft.',
    params: byVersion,
    body: seen,
    answer: bookSummary,
  },
  activateBook: {
    method: 'POST',
    path: `${SHELF}/activate`,
    permission: 'book.activate',
    summary:
      'Activate a proposed version: another person than who proposed it. The version in use until then is retired.',
    params: byVersion,
    body: seen,
    answer: bookSummary,
  },
  retireBook: {
    method: 'POST',
    path: `${SHELF}/retire`,
    permission: 'book.activate',
    summary: 'Retire an active version; the shipped one, where there is one, is in use again.',
    params: byVersion,
    body: seen,
    answer: bookSummary,
  },
});

import type { BookKind, BookState } from '@entente/contracts';
import type { Hash, MandateId, PersonId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** One version of a rule book, a calendar or a table of weights. `content`: without id and number, which are the row's. */
export interface BookRow {
  readonly kind: BookKind;
  readonly book: string;
  readonly version: number;
  readonly state: BookState;
  readonly content: object;
  readonly hash: Hash;
  readonly copiedBook: string;
  readonly copiedVersion: number;
}

const key = (table: string): { primary: true; primaryKeyConstraintName: string } => ({
  primary: true,
  primaryKeyConstraintName: `${table}_pk`,
});

export const BookTable = new EntitySchema<BookRow>({
  name: 'book_version',
  tableName: 'book_version',
  columns: {
    kind: { type: 'text', ...key('book_version') },
    book: { type: 'text', ...key('book_version') },
    version: { type: 'int', ...key('book_version') },
    state: { type: 'text' },
    content: { type: 'jsonb' },
    hash: { type: 'text' },
    copiedBook: { type: 'text', name: 'copied_book' },
    copiedVersion: { type: 'int', name: 'copied_version' },
  },
  indices: [
    {
      name: 'book_version_active',
      columns: ['kind', 'book'],
      unique: true,
      where: `(state = 'active'::text)`,
    },
  ],
  checks: [
    { name: 'book_version_kind', expression: `kind IN ('rulebook', 'calendar', 'weights')` },
    { name: 'book_version_state', expression: `state IN ('draft', 'proposed', 'active', 'retired')` },
  ],
});

export const BOOK_ACTS = ['copied', 'saved', 'proposed', 'returned', 'activated', 'retired'] as const;
export type BookActKind = (typeof BOOK_ACTS)[number];

/** What a person did with a version, once. */
export interface BookActRow {
  readonly kind: BookKind;
  readonly book: string;
  readonly version: number;
  /** 1, 2, 3 … for each version. */
  readonly sequence: number;
  readonly act: BookActKind;
  /** Of the content that they had before them. */
  readonly hash: Hash;
  readonly person: PersonId;
  readonly name: string;
  readonly mandate: MandateId;
  readonly at: Date;
}

export const BookActTable = new EntitySchema<BookActRow>({
  name: 'book_act',
  tableName: 'book_act',
  columns: {
    kind: { type: 'text', ...key('book_act') },
    book: { type: 'text', ...key('book_act') },
    version: { type: 'int', ...key('book_act') },
    sequence: { type: 'int', ...key('book_act') },
    act: { type: 'text' },
    hash: { type: 'text' },
    person: { type: 'uuid' },
    name: { type: 'text' },
    mandate: { type: 'uuid' },
    at: { type: 'timestamp with time zone', precision: 3 },
  },
  foreignKeys: [
    {
      name: 'book_act_of',
      target: 'book_version',
      columnNames: ['kind', 'book', 'version'],
      referencedColumnNames: ['kind', 'book', 'version'],
    },
  ],
});

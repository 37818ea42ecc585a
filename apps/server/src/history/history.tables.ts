import type { DelegationCode, DocumentId, PackageId, PersonId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** A row of one document's log: the text as it stood after it. */
export interface Place {
  readonly document: DocumentId;
  readonly seq: number;
}

/** A moment with a name. Rows are inserted and never changed; taking one off the list is a row of another table. */
export interface PointRow {
  readonly point: string;
  readonly package: PackageId;
  readonly name: string;
  readonly at: Date;
  /** Of every document that had rows by then, the structure included. */
  readonly heads: readonly Place[];
  readonly person: PersonId;
  readonly personName: string;
  readonly delegation: DelegationCode;
  readonly namedAt: Date;
}

const primary = (constraint: string) => ({ primary: true, primaryKeyConstraintName: constraint }) as const;
const instantColumn = (name: string) => ({ type: 'timestamp with time zone', precision: 3, name }) as const;

export const PointTable = new EntitySchema<PointRow>({
  name: 'history_point',
  tableName: 'history_point',
  columns: {
    point: { type: 'uuid', ...primary('history_point_pk') },
    package: { type: 'uuid' },
    name: { type: 'text' },
    at: instantColumn('at'),
    heads: { type: 'jsonb' },
    person: { type: 'uuid' },
    personName: { type: 'text', name: 'person_name' },
    delegation: { type: 'text' },
    namedAt: instantColumn('named_at'),
  },
  indices: [{ name: 'history_point_package', columns: ['package'] }],
});

export interface HiddenPointRow {
  readonly point: string;
  readonly person: PersonId;
  readonly delegation: DelegationCode;
  readonly hiddenAt: Date;
}

export const HiddenPointTable = new EntitySchema<HiddenPointRow>({
  name: 'history_point_hidden',
  tableName: 'history_point_hidden',
  columns: {
    point: { type: 'uuid', ...primary('history_point_hidden_pk') },
    person: { type: 'uuid' },
    delegation: { type: 'text' },
    hiddenAt: instantColumn('hidden_at'),
  },
});

/** A restore that somebody asked for, written down before it is made: asked again, it is the same edit under the same client id. */
export interface RestoreRow {
  readonly nonce: string;
  readonly package: PackageId;
  readonly document: DocumentId;
  readonly to: number;
  readonly from: number;
  /** Yjs client id, bound to the person. */
  readonly client: string;
  readonly person: PersonId;
  readonly delegation: DelegationCode;
  readonly askedAt: Date;
}

export const RestoreTable = new EntitySchema<RestoreRow>({
  name: 'history_restore',
  tableName: 'history_restore',
  columns: {
    nonce: { type: 'uuid', ...primary('history_restore_pk') },
    package: { type: 'uuid' },
    document: { type: 'uuid' },
    to: { type: 'int', name: 'seq_to' },
    from: { type: 'int', name: 'seq_from' },
    client: { type: 'bigint' },
    person: { type: 'uuid' },
    delegation: { type: 'text' },
    askedAt: instantColumn('asked_at'),
  },
  indices: [{ name: 'history_restore_package', columns: ['package'] }],
});

/** A restore that was recorded, and as which row of its document. */
export interface RestoredRow {
  readonly nonce: string;
  readonly seq: number;
  readonly recordedAt: Date;
}

export const RestoredTable = new EntitySchema<RestoredRow>({
  name: 'history_restored',
  tableName: 'history_restored',
  columns: {
    nonce: { type: 'uuid', ...primary('history_restored_pk') },
    seq: { type: 'int' },
    recordedAt: instantColumn('recorded_at'),
  },
});

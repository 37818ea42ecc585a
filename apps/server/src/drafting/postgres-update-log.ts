import {
  instant,
  type DelegationCode,
  type DocumentId,
  type PackageId,
  type PersonId,
} from '@entente/kernel';
import type { DocumentKind } from '@entente/document';
import type {
  Append,
  DocumentHead,
  LoadedDocument,
  Outcome,
  NewSnapshot,
  UpdateLog,
  UpdateRow,
} from '@entente/sync';
import { APPEND_MANY, APPEND_ONE, HEADS, LOAD, SAVE_SNAPSHOT } from './log-statements.js';
import type { Query } from './query.js';

interface AppendedRow {
  readonly document: DocumentId;
  /** Null: the document's head was not raised. */
  readonly at: number | null;
  /** Null: there is no such document. */
  readonly state: LoadedDocument['state'] | null;
}

/** The same, in the order of the statements. */
const APPENDED = [
  ['document', String],
  ['at', Number],
  ['state', String],
] as const;

interface LoadedRow {
  readonly document: DocumentId;
  readonly tag: 'document' | 'update';
  readonly seq: number | null;
  readonly author: PersonId;
  readonly delegation: DelegationCode;
  readonly client: number;
  readonly clock_from: number;
  readonly clock_to: number;
  readonly bytes: Buffer | null;
  readonly chain: Buffer;
  readonly at: number;
  readonly package: PackageId;
  readonly kind: DocumentKind;
  readonly state: LoadedDocument['state'];
  readonly head: number;
  readonly vector: Buffer | null;
}

/** A document, and after which row its rows are asked for. */
export interface LoadAsked {
  readonly document: DocumentId;
  readonly from: number | 'snapshot';
}

/** The log in PostgreSQL. A flight is one statement, so it is one transaction: all its documents' rows or, of each, none. */
export class PostgresUpdateLog implements UpdateLog {
  readonly #query: Query;

  constructor(query: Query) {
    this.#query = query;
  }

  async load(document: DocumentId, from: number | 'snapshot'): Promise<LoadedDocument | undefined> {
    const [loaded] = await this.loadAll([{ document, from }]);
    return loaded;
  }

  /** Several documents of one moment, each named once; those that do not exist are left out. */
  async loadAll(asked: readonly LoadAsked[]): Promise<LoadedDocument[]> {
    const rows = await this.#query<LoadedRow>({
      name: 'log-load',
      text: LOAD,
      values: [
        asked.map(({ document }) => document),
        asked.map(({ from }) => (from === 'snapshot' ? null : from)),
      ],
    });
    const loaded: (LoadedDocument & { rows: UpdateRow[] })[] = [];
    for (const row of rows) {
      if (row.tag === 'document') loaded.push(documentFrom(row));
      else loaded.at(-1)?.rows.push(rowFrom(row));
    }
    return loaded;
  }

  async heads(documents: readonly DocumentId[]): Promise<DocumentHead[]> {
    if (documents.length === 0) return [];
    const rows = await this.#query<DocumentHead>({
      name: 'log-heads',
      text: HEADS,
      values: [documents],
    });
    return [...rows];
  }

  async append(flight: readonly Append[]): Promise<Outcome[]> {
    const [first] = flight;
    if (first === undefined) return [];
    const rows = await this.#query<AppendedRow>(
      flight.length === 1
        ? { name: 'log-append-one', text: APPEND_ONE, values: valuesOf(first), columns: APPENDED }
        : { name: 'log-append-many', text: APPEND_MANY, values: columnsOf(flight), columns: APPENDED },
    );
    const appended = new Map(rows.map((row) => [row.document, row]));
    return flight.map((row) => outcomeOf(row, appended.get(row.document)));
  }

  async saveSnapshot(document: DocumentId, { seq, chain, bytes, vector }: NewSnapshot): Promise<void> {
    await this.#query({
      name: 'log-snapshot',
      text: SAVE_SNAPSHOT,
      values: [document, seq, bufferOf(bytes), vector === null ? null : bufferOf(vector), bufferOf(chain)],
    });
  }
}

function valuesOf(row: Append): unknown[] {
  const { document, seq, author, delegation, client, clockFrom, clockTo, bytes, chain } = row;
  return [document, seq, author, delegation, client, clockFrom, clockTo, bufferOf(bytes), bufferOf(chain)];
}

/** The columns of a flight, arrays already in PostgreSQL's spelling: ids, codes and numbers need no quotes. */
function columnsOf(flight: readonly Append[]): unknown[] {
  const list = (value: (row: Append) => string | number): string => `{${flight.map(value).join(',')}}`;
  let end = 0;
  const starts = flight.map(({ bytes }) => {
    end += bytes.length;
    return end - bytes.length;
  });
  return [
    list((row) => row.document),
    list((row) => row.seq),
    list((row) => row.author),
    list((row) => row.delegation),
    list((row) => row.client),
    list((row) => row.clockFrom),
    list((row) => row.clockTo),
    Buffer.concat(flight.map((row) => row.bytes)),
    `{${starts.join(',')}}`,
    list((row) => row.bytes.length),
    Buffer.concat(flight.map((row) => row.chain)),
  ];
}

function outcomeOf(row: Append, appended: AppendedRow | undefined): Outcome {
  if (appended === undefined || appended.state === null) return { kind: 'unknown' };
  if (appended.at !== null) return { kind: 'recorded', seq: row.seq, receivedAt: instant(appended.at) };
  return { kind: appended.state === 'open' ? 'head-moved' : appended.state };
}

function documentFrom(row: LoadedRow): LoadedDocument & { rows: UpdateRow[] } {
  const { document, package: packageId, kind, head, chain, seq, bytes, vector } = row;
  return {
    document,
    package: packageId,
    kind,
    state: row.state,
    head,
    // A room keeps it for as long as it lives: a copy, because what the driver hands over is a part of all that it read at once.
    chain: new Uint8Array(chain),
    snapshot: seq === null || bytes === null ? null : { seq, bytes, vector },
    rows: [],
  };
}

function rowFrom(row: LoadedRow): UpdateRow {
  if (row.seq === null || row.bytes === null) throw new Error('a row of the log without bytes');
  return {
    document: row.document,
    seq: row.seq,
    author: row.author,
    delegation: row.delegation,
    client: row.client,
    clockFrom: row.clock_from,
    clockTo: row.clock_to,
    bytes: row.bytes,
    chain: row.chain,
    receivedAt: instant(row.at),
  };
}

/** Without a copy. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

import pg from 'pg';
import * as Y from 'yjs';
import { wordsOf } from '../crash/typist.js';

interface Kept {
  readonly doc: Y.Doc;
  seq: number;
}

/** The log of every document, read past the server, and each document as its rows make it. */
export class LogReader {
  readonly #client: pg.Client;
  readonly #kept = new Map<string, Kept>();

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async open(adminUrl: string): Promise<LogReader> {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    return new LogReader(client);
  }

  async close(): Promise<void> {
    await this.#client.end();
  }

  /** For what only a hand in the database can do, e.g. to let a ticket grow old. */
  async run<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    const { rows } = await this.#client.query<Row>(sql, [...values]);
    return rows;
  }

  /** Rows whose author is one of `people`. */
  async rowsBy(people: readonly string[]): Promise<number> {
    return this.#number('SELECT count(*)::int AS number FROM document_update WHERE author = ANY($1)', [
      people,
    ]);
  }

  async head(document: string): Promise<number> {
    return this.#number('SELECT head AS number FROM document WHERE id = $1', [document]);
  }

  /** How many rows and snapshots hold these words anywhere in their bytes. */
  async holding(words: string): Promise<number> {
    return this.#number(
      `SELECT (SELECT count(*) FROM document_update WHERE position($1::bytea IN bytes) > 0)::int
            + (SELECT count(*) FROM document_snapshot WHERE position($1::bytea IN bytes) > 0)::int AS number`,
      [Buffer.from(words)],
    );
  }

  /** Of a question that has one answer, `number`. */
  async #number(sql: string, values: readonly unknown[]): Promise<number> {
    const [row] = await this.run<{ number: number }>(sql, values);
    if (row === undefined) throw new Error(`no answer to ${sql}`);
    return row.number;
  }

  /** The words of each document, from every row there is. */
  async texts(): Promise<ReadonlyMap<string, string>> {
    const known = [...this.#kept].map(([document, { seq }]) => ({ document, seq }));
    const rows = await this.run<{ document: string; seq: number; bytes: Buffer }>(
      `SELECT u.document, u.seq, u.bytes FROM document_update u
       LEFT JOIN unnest($1::uuid[], $2::int[]) AS k (document, seq) ON k.document = u.document
       WHERE u.seq > coalesce(k.seq, 0) ORDER BY u.document, u.seq`,
      [known.map(({ document }) => document), known.map(({ seq }) => seq)],
    );
    for (const { document, seq, bytes } of rows) {
      const kept = this.#kept.get(document) ?? { doc: new Y.Doc(), seq: 0 };
      this.#kept.set(document, kept);
      if (seq !== kept.seq + 1) throw new Error(`a gap in ${document} before ${String(seq)}`);
      Y.applyUpdate(kept.doc, new Uint8Array(bytes));
      kept.seq = seq;
    }
    return new Map([...this.#kept].map(([document, { doc }]) => [document, wordsOf(doc)]));
  }

  /** Documents whose snapshot, with the rows after it, is another text than all the rows. */
  async falseSnapshots(): Promise<readonly string[]> {
    const texts = await this.texts();
    const snapshots = await this.run<{ document: string; seq: number; bytes: Buffer }>(
      'SELECT document, seq, bytes FROM document_snapshot',
    );
    const found: string[] = [];
    for (const { document, seq, bytes } of snapshots) {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, new Uint8Array(bytes));
      const later = await this.run<{ bytes: Buffer }>(
        'SELECT bytes FROM document_update WHERE document = $1 AND seq > $2 AND seq <= $3 ORDER BY seq',
        [document, seq, this.#kept.get(document)?.seq ?? 0],
      );
      for (const row of later) Y.applyUpdate(doc, new Uint8Array(row.bytes));
      if (wordsOf(doc) !== texts.get(document)) found.push(`the snapshot of ${document}`);
    }
    return found;
  }
}

import pg from 'pg';
import * as Y from 'yjs';

/** One document as its committed rows make it, read past the server: nothing that only a process remembers is in it. */
export interface RecordedDocument {
  readonly document: string;
  readonly head: number;
  readonly rows: number;
  readonly doc: Y.Doc;
}

/** Every document of the database, each rebuilt from all its rows in order. */
export async function recordedDocuments(adminUrl: string): Promise<readonly RecordedDocument[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const heads = await client.query<{ id: string; head: number }>('SELECT id, head FROM document');
    const rows = await client.query<{ document: string; bytes: Buffer }>(
      'SELECT document, bytes FROM document_update ORDER BY document, seq',
    );
    return heads.rows.map(({ id, head }) => {
      const own = rows.rows.filter(({ document }) => document === id);
      const doc = new Y.Doc();
      for (const { bytes } of own) Y.applyUpdate(doc, new Uint8Array(bytes));
      return { document: id, head, rows: own.length, doc };
    });
  } finally {
    await client.end();
  }
}

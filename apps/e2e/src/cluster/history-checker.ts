import { createHash } from 'node:crypto';
import { lengthPrefixed } from '@entente/canonical';
import type { DelegationCode, DocumentId, PersonId } from '@entente/kernel';
import type { PackageConnection } from '@entente/sync/client';
import { waitFor } from '@entente/testing';
import pg from 'pg';
import { hashHeldBy } from '../crash/agreement.js';
import type { Coalition } from '../crash/coalition.js';
import { recordedDocuments } from '../crash/recorded-rows.js';
import { wordsOf } from '../crash/typist.js';

interface Row {
  readonly document: DocumentId;
  readonly seq: number;
  readonly author: PersonId;
  readonly delegation: DelegationCode;
  readonly client: number;
  readonly bytes: Buffer;
  readonly chain: Buffer;
}

/** What clients were told is recorded and the committed rows do not bear out, and where the log itself is broken. */
export async function contradictions(adminUrl: string, { typists }: Coalition): Promise<readonly string[]> {
  const documents = await recordedDocuments(adminUrl);
  const gaps = documents
    .filter(({ head, rows }) => head !== rows)
    .map(({ document }) => `gap in ${document}`);
  const words = new Map(documents.map(({ document, doc }) => [document, wordsOf(doc)]));
  const broken = typists.flatMap(({ ledger }) =>
    ledger.documents().flatMap((document) => ledger.contradictions(document, words.get(document) ?? '')),
  );
  return [...gaps, ...broken, ...(await brokenChains(adminUrl))];
}

/** All edits are recorded, and every client and one who comes now hold one text. */
export async function agreement(coalition: Coalition): Promise<void> {
  const { typists } = coalition;
  await waitFor('every edit to be recorded', () =>
    typists.every(({ connection }) => connection.status === 'open' && connection.unrecorded === 0),
  );
  const late = coalition.observe();
  late.connect();
  await late.ready();
  await waitFor('every client to hold one text', () =>
    sameText([late, ...typists.map(({ connection }) => connection)]),
  );
  late.destroy();
}

function sameText(connections: readonly PackageConnection[]): boolean {
  return new Set(connections.filter(({ synced }) => synced).map((one) => hashHeldBy(one))).size === 1;
}

/** Every row again from the first, as anyone can who is given the log. */
async function brokenChains(adminUrl: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(
      `SELECT document, seq, author, delegation, client::float8 AS client, bytes, chain
       FROM document_update ORDER BY document, seq`,
    );
    const chains = new Map<DocumentId, Buffer>();
    return rows.flatMap((row) => {
      const before = chains.get(row.document) ?? hashOf('entente-log/1', row.document);
      const { seq, author, delegation, client, bytes } = row;
      chains.set(row.document, hashOf(before, String(seq), author, delegation, String(client), bytes));
      return chains.get(row.document)?.equals(row.chain) === true
        ? []
        : [`chain of ${row.document} broken at ${String(row.seq)}`];
    });
  } finally {
    await client.end();
  }
}

/** As `docs/protocol.md` gives it, without the engine's own code. */
function hashOf(...parts: readonly (string | Buffer)[]): Buffer {
  const bytes = parts.map((part) => new Uint8Array(typeof part === 'string' ? Buffer.from(part) : part));
  return createHash('sha256').update(lengthPrefixed(bytes)).digest();
}

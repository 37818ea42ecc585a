import { parentPort, workerData } from 'node:worker_threads';
import type { DocumentId } from '@entente/kernel';
import { documentOf } from '@entente/sync';
import pg from 'pg';
import { encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { PostgresUpdateLog } from './postgres-update-log.js';
import { poolQuery } from './query.js';
import type { SnapshotAnswer, SnapshotTask } from './snapshot-worker.js';

/** The thread that makes snapshots of large documents, from the log alone: it shares nothing with the rooms. */
const { databaseUrl, statementMs } = workerData as { databaseUrl: string; statementMs: number };

const pool = new pg.Pool({
  connectionString: databaseUrl,
  max: 1,
  options: `-c statement_timeout=${String(statementMs)}`,
});
// An idle connection that breaks is replaced by the pool; the next task says whether the database is there.
pool.on('error', () => undefined);
const log = new PostgresUpdateLog(poolQuery(pool));

async function take(document: DocumentId): Promise<number> {
  const loaded = await log.load(document, 'snapshot');
  if (loaded === undefined) return 0;
  if (loaded.rows.length === 0) return loaded.snapshot?.bytes.length ?? 0;
  const doc = documentOf(loaded);
  const bytes = encodeStateAsUpdate(doc);
  const vector = encodeStateVector(doc);
  doc.destroy();
  await log.saveSnapshot(document, { seq: loaded.head, chain: loaded.chain, bytes, vector });
  return bytes.length;
}

parentPort?.on('message', (task: SnapshotTask) => {
  take(task.document).then(
    (size) => {
      answer({ document: task.document, size });
    },
    (error: unknown) => {
      const { code, name } = error as { code?: unknown; name?: unknown };
      answer({ document: task.document, failed: typeof code === 'string' ? code : String(name) });
    },
  );
});

function answer(message: SnapshotAnswer): void {
  parentPort?.postMessage(message);
}

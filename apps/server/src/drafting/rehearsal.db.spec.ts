import { migrate } from '@entente/nest-platform';
import { testDatabase, type TestDatabase } from '@entente/testing';
import pg from 'pg';
import { defaultDoorLimits } from '../door-limits.js';
import { draftingFeature } from './index.js';
import { LogConnections } from './log-connections.js';
import { PostgresUpdateLog } from './postgres-update-log.js';
import { rehearse } from './rehearsal.js';
import { nativeSha256, systemClock, systemRandom, systemTimer } from './runtime.js';

let database: TestDatabase;
let connections: LogConnections;

beforeAll(async () => {
  database = await testDatabase('rehearsal');
  const parts = { entities: [], migrations: draftingFeature.migrations };
  await migrate({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, parts });
  connections = new LogConnections(database.appUrl);
});

afterAll(async () => {
  await connections.end();
  await database.drop();
});

/** Rows of every table, and what was written to any of them since the statistics began. */
async function rowsOfAll(): Promise<string> {
  const pool = new pg.Client({ connectionString: database.adminUrl });
  await pool.connect();
  const tables = ['document', 'document_update', 'document_snapshot', 'client_binding', 'client_hold'];
  const counts = await pool.query<{ text: string }>(
    tables.map((table) => `SELECT '${table} ' || count(*) AS text FROM ${table}`).join(' UNION ALL '),
  );
  await pool.end();
  return counts.rows.map(({ text }) => text).join();
}

function stage() {
  const log = new PostgresUpdateLog(connections.appends);
  return {
    append: log.append.bind(log),
    limits: { ...defaultDoorLimits, bufferedBytes: 1e6 },
    clock: systemClock,
    timer: systemTimer,
    random: systemRandom,
    soon: setImmediate,
    stopwatch: () => performance.now(),
    sha256: nativeSha256,
  };
}

describe('the rehearsal of a process that has just started', () => {
  it('[S167] plays keystrokes that are all recorded, on the log’s own connections, and leaves nothing in the log', async () => {
    const before = await rowsOfAll();
    expect(await rehearse(stage(), async () => Promise.resolve(true))).toBe(1_000);
    expect(await rowsOfAll()).toBe(before);
    expect(connections.counts).toMatchObject({ total: 1, idle: 1, waiting: 0 });
  });

  it('[S167] ends where the process is told to stop', async () => {
    expect(await rehearse(stage(), async () => Promise.resolve(false))).toBe(0);
  });
});

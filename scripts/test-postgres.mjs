/**
 * One PostgreSQL for a whole test run: `node scripts/test-postgres.mjs --owner PID --announce FILE`. Writes its superuser
 * address to FILE when ready, and ends, deleting its data and FILE's folder, when process PID is gone, however that ended.
 */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { closeDefaultDatabases } from './lib/database-roles.mjs';
import { linkLibraries } from './lib/library-links.mjs';
import { startPostgres } from './lib/postgres.mjs';

const { values } = parseArgs({ options: { owner: { type: 'string' }, announce: { type: 'string' } } });
const owner = Number(values.owner);
const folder = await mkdtemp(path.join(tmpdir(), 'entente-test-postgres-'));
// PostgreSQL may run as a user of its own, who must get through.
await chmod(folder, 0o755);
// Whoever runs one suite after `npm ci` has packages without their links; `npm test` makes them when it installs.
await linkLibraries(path.resolve('node_modules'));
const postgres = await startPostgres({
  folder: path.join(folder, 'data'),
  password: randomBytes(24).toString('base64url'),
  logFile: path.join(folder, 'postgres.log'),
  // Data that is thrown away with the run needs no disk flushes; what must survive a power cut is measured elsewhere.
  settings: { fsync: 'off', full_page_writes: 'off', max_connections: '200' },
});
const client = new pg.Client(postgres.adminUrl());
await client.connect();
await closeDefaultDatabases((sql) => client.query(sql));
await client.end();
await writeFile(`${values.announce}.new`, postgres.adminUrl());
await rename(`${values.announce}.new`, values.announce);

let ending = false;
async function end() {
  if (ending) return;
  ending = true;
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
  await rm(path.dirname(values.announce), { recursive: true, force: true });
  process.exit(0);
}
process.on('SIGTERM', () => void end());
process.on('SIGINT', () => void end());
setInterval(() => {
  try {
    process.kill(owner, 0);
  } catch {
    void end();
  }
}, 300);
void postgres.exited.then(() => end());

import { spawn } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { waitFor } from './wait-for.js';

/**
 * The superuser address of the run's one PostgreSQL. `ENTENTE_TEST_POSTGRES` gives it (`npm test` does); otherwise the
 * first jest worker to ask starts one for all workers, and it ends with the run.
 */
export async function testPostgres(): Promise<string> {
  const given = process.env['ENTENTE_TEST_POSTGRES'];
  if (given !== undefined) {
    return given;
  }
  const run = process.env['ENTENTE_TEST_RUN'] ?? String(process.pid);
  const folder = path.join(tmpdir(), `entente-test-run-${run}`);
  const announcement = path.join(folder, 'address');
  if (await first(folder)) {
    startServer(run, announcement);
  }
  return waitFor('the PostgreSQL of this test run', () =>
    readFile(announcement, 'utf8').catch(() => undefined),
  );
}

/** Making a folder is atomic: of all the workers that try, one succeeds. */
async function first(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

function startServer(run: string, announcement: string): void {
  const script = path.resolve('scripts/test-postgres.mjs');
  const child = spawn(process.execPath, [script, '--owner', run, '--announce', announcement], {
    detached: true,
    stdio: 'ignore',
  });
  child.unref();
}

import { spawn } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../bootstrap.mjs';

/** The one PostgreSQL of a test run; `ENTENTE_TEST_POSTGRES` tells every suite its address. */
export async function startTestPostgres(run) {
  const folder = path.join(run.folder, 'postgres');
  const announcement = path.join(folder, 'address');
  await mkdir(folder);
  const script = path.join(root, 'scripts/test-postgres.mjs');
  const child = spawn(
    process.execPath,
    [script, '--owner', String(process.pid), '--announce', announcement],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    },
  );
  const exited = new Promise((resolve) => child.once('exit', resolve));
  let address = '';
  while (address === '') {
    if (child.exitCode !== null) throw new Error('the PostgreSQL of the test run did not start; see above');
    await sleep(30);
    address = await readFile(announcement, 'utf8').catch(() => '');
  }
  run.environment.ENTENTE_TEST_POSTGRES = address;
  return {
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

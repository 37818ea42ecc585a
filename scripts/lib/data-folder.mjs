import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, stat, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { takeLock } from './process-lock.mjs';
import { Refusal } from './refusal.mjs';

/** Raised when an older release could no longer read what a newer one wrote. */
const FORMAT = 1;
const LEAST_FREE_BYTES = 200 * 1024 * 1024;

/**
 * Makes `folder` ready for one instance and holds it: `release` gives it back. Refuses, in one sentence each, a folder that
 * another instance holds, that a newer version wrote, that cannot be written, or whose disk is full.
 */
export async function openDataFolder(folder) {
  await mkdir(folder, { recursive: true, mode: 0o755 }).catch(explain(folder));
  await checkSpace(folder);
  const lock = await takeLock(path.join(folder, 'lock')).catch(explain(folder));
  if (!lock.held) {
    throw new Refusal(
      `Another instance (process ${String(lock.pid)}) runs on ${folder}: stop it, or choose another folder with --data.`,
    );
  }
  try {
    await checkFormat(folder);
    for (const name of ['keys', 'logs'])
      await mkdir(path.join(folder, name), { recursive: true, mode: 0o700 });
    // PostgreSQL runs as a user of its own when we are root, and must get through to its own folder; not read, not list.
    if (process.getuid?.() === 0) await chmod(folder, ((await stat(folder)).mode & 0o777) | 0o001);
    return { release: lock.release, password: await databasePassword(folder) };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function explain(folder) {
  return (error) => {
    if (['EACCES', 'EPERM', 'EROFS'].includes(error.code)) {
      throw new Refusal(`The folder ${folder} cannot be written: choose another with --data.`);
    }
    if (['ENOTDIR', 'EEXIST'].includes(error.code)) {
      throw new Refusal(`${folder} is not a folder: choose another with --data.`);
    }
    throw error;
  };
}

async function checkSpace(folder) {
  const disk = await statfs(folder);
  if (disk.bavail * disk.bsize < LEAST_FREE_BYTES) {
    throw new Refusal(
      `The disk of ${folder} has less than 200 MB free: free some space, or choose a folder on another disk with --data.`,
    );
  }
}

async function checkFormat(folder) {
  const file = path.join(folder, 'format.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    await writeFile(file, `${JSON.stringify({ format: FORMAT })}\n`);
    return;
  }
  const { format } = JSON.parse(text);
  if (format > FORMAT) {
    throw new Refusal(
      `The data in ${folder} were written by a newer version (data format ${String(format)}, this one knows ${String(FORMAT)}): install that version, or choose another folder with --data.`,
    );
  }
}

/** The database superuser's, made once; readable by this user alone. */
async function databasePassword(folder) {
  const file = path.join(folder, 'database-password');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known !== undefined) return known.trim();
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  return password;
}

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { link, readFile, rm, writeFile } from 'node:fs/promises';

/**
 * A lock file that names its holder, so that one left behind by `kill -9` is recognised: the process number together with
 * the moment that process began, because numbers are used again.
 * @param {string} file
 * @returns {Promise<{ held: true, release: () => Promise<void> } | { held: false, pid: number }>}
 */
export async function takeLock(file) {
  const mine = JSON.stringify({ pid: process.pid, began: beganAt(process.pid) });
  const draft = `${file}.${String(process.pid)}`;
  await writeFile(draft, mine);
  try {
    for (;;) {
      if (await linked(draft, file)) return { held: true, release: () => rm(file, { force: true }) };
      const text = await readFile(file, 'utf8').catch(() => undefined);
      if (text === undefined) continue;
      const holder = parse(text);
      if (holder !== undefined && beganAt(holder.pid) === holder.began)
        return { held: false, pid: holder.pid };
      await rm(file, { force: true });
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** A hard link appears whole or not at all, and only where nothing is yet. */
async function linked(draft, file) {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function parse(text) {
  try {
    const { pid, began } = JSON.parse(text);
    return Number.isInteger(pid) && typeof began === 'string' ? { pid, began } : undefined;
  } catch {
    return undefined;
  }
}

/** When process `pid` began, as the system says it; empty when there is none. */
function beganAt(pid) {
  const fromKernel = startTicks(pid);
  if (fromKernel !== undefined) return fromKernel;
  try {
    const options = { encoding: 'utf8', stdio: 'pipe', env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } };
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], options).trim();
  } catch {
    return '';
  }
}

/** proc(5), field 22 of `stat`; the name before it may hold spaces and brackets. Small Linux images have no `ps`. */
function startTicks(pid) {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? '' : `ticks ${fields[19]}`;
  } catch {
    return undefined;
  }
}

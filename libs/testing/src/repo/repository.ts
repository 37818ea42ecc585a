import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The project's top folder: every jest run starts there (`rootDir`). */
export const root = process.cwd();

/** Paths (from the top, with `/`) of the files that belong to the project: tracked, or new and not ignored. */
export function projectFiles(...patterns: readonly string[]): readonly string[] {
  const out = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', ...patterns],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return [...new Set(out.split('\0'))].filter((file) => file !== '' && exists(file)).sort();
}

export function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

export function readJson(file: string): Readonly<Record<string, unknown>> {
  return JSON.parse(read(file)) as Readonly<Record<string, unknown>>;
}

/** A deleted but still tracked file is listed by git and cannot be read. */
function exists(file: string): boolean {
  try {
    read(file);
    return true;
  } catch {
    return false;
  }
}

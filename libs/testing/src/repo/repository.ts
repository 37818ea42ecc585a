import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The project's top folder: every jest run starts there (`rootDir`). */
export const root = process.cwd();

/** What .gitignore names, and git's own folder: none of it is the project's. */
const IGNORED = new Set(['.git', 'node_modules', 'dist', 'build', '.data', '.cache', 'coverage', 'secrets']);

/**
 * Paths (from the top, with `/`) of the project's files, those of `patterns`: a folder, or a path in which `*` stands for
 * any characters, slashes too. Reads the folders, so that it works where there is no git.
 */
export function projectFiles(...patterns: readonly string[]): readonly string[] {
  const matchers = patterns.map((pattern) => {
    const parts = pattern
      .split(/\*+\/?/)
      .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
    return new RegExp(`^${parts.join('.*')}(?:/.*)?$`);
  });
  return all().filter((file) => matchers.some((matcher) => matcher.test(file)));
}

let found: readonly string[] | undefined;

function all(): readonly string[] {
  found ??= below('').sort();
  return found;
}

function below(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return IGNORED.has(entry.name) ? [] : below(file);
    return entry.isFile() ? [file] : [];
  });
}

export function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

export function readJson(file: string): Readonly<Record<string, unknown>> {
  return JSON.parse(read(file)) as Readonly<Record<string, unknown>>;
}

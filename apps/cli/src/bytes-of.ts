import { err, ok, type Result } from '@entente/kernel';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';

/** The bytes of a file, or of standard input (`-`); else why they could not be read, in one sentence. */
export async function bytesOf(file: string): Promise<Result<Uint8Array, string>> {
  try {
    return ok(file === '-' ? await buffer(process.stdin) : await readFile(file));
  } catch (cause) {
    return err(whyUnread(file, cause));
  }
}

function whyUnread(file: string, cause: unknown): string {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  const why = UNREAD.get(code);
  if (why !== undefined) return `${file} ${why}`;
  return `${file} could not be read: ${cause instanceof Error ? cause.message : String(cause)}`;
}

const UNREAD: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'does not exist. Check the path.'],
  ['EISDIR', 'is a folder. Give the file itself.'],
  ['EACCES', 'may not be read by this account. Check its permissions.'],
]);

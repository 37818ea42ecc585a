import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StartRefused } from '@entente/nest-platform';

const PRIVATE = 'access-key.pem';
/** The annex store reads this one; it can check tokens and make none. */
const PUBLIC = 'access-public.pem';

export interface AccessKeys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/**
 * The Ed25519 pair that signs access tokens, from `folder`; made on the first start, readable by this user only. Throws `StartRefused`
 * where the folder or the key cannot be used: the other processes and the annex store would not know another key in its place.
 */
export function loadAccessKeys(folder: string): AccessKeys {
  const file = path.join(folder, PRIVATE);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!existsSync(file)) makeKey(file);
    return pairOf(privateKeyFrom(file), folder);
  } catch (error) {
    if (error instanceof StartRefused) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new StartRefused(
      `The folder of keys ${folder} cannot be read and written (${code ?? 'no code'}): give it to the user of this process, or name another with KEY_DIR.`,
    );
  }
}

function privateKeyFrom(file: string): KeyObject {
  const key = keyIn(readFileSync(file));
  if (key?.asymmetricKeyType === 'ed25519') return key;
  throw new StartRefused(
    `${file} holds no Ed25519 private key in PEM: put the right one back, or remove the file for a new one, which every other process and the annex store then need too.`,
  );
}

/** Null: no private key, or not a whole one. */
function keyIn(pem: Buffer): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

function pairOf(privateKey: KeyObject, folder: string): AccessKeys {
  const publicKey = createPublicKey(privateKey);
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  const publicFile = path.join(folder, PUBLIC);
  if (!existsSync(publicFile) || readFileSync(publicFile, 'utf8') !== pem) {
    writeFileSync(publicFile, pem, { mode: 0o644 });
  }
  return { privateKey, publicKey };
}

/** Written whole beside its place, then linked: of two processes that start together, both end up with one key. */
function makeKey(file: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = `${file}.${String(process.pid)}`;
  writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const PRIVATE = 'access-key.pem';
/** The annex store reads this one; it can check tokens and make none. */
const PUBLIC = 'access-public.pem';

export interface AccessKeys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The Ed25519 pair that signs access tokens, from `folder`; made on the first start, readable by this user only. */
export function loadAccessKeys(folder: string): AccessKeys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, PRIVATE);
  if (!existsSync(file)) makeKey(file);
  const privateKey = createPrivateKey(readFileSync(file));
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

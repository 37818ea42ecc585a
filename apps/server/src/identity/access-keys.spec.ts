import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StartRefused } from '@entente/nest-platform';
import { loadAccessKeys } from './access-keys.js';

describe('the key that signs access tokens', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'entente-keys-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** One sentence that names what is wrong; what stood there stays. */
  function expectRefusal(folderOfKeys: string, named: string): void {
    const load = () => loadAccessKeys(folderOfKeys);
    expect(load).toThrow(StartRefused);
    expect(load).toThrow(named);
  }

  it('is made once, for this user alone, with the public half beside it', () => {
    const made = loadAccessKeys(folder);
    const again = loadAccessKeys(folder);
    expect(again.privateKey.equals(made.privateKey)).toBe(true);
    expect(statSync(path.join(folder, 'access-key.pem')).mode & 0o777).toBe(0o600);
    expect(readFileSync(path.join(folder, 'access-public.pem'), 'utf8')).toBe(
      made.publicKey.export({ type: 'spki', format: 'pem' }),
    );
  });

  it('where it is empty, cut short or of another kind, the server does not start, and makes no new one in its place', () => {
    const file = path.join(folder, 'access-key.pem');
    loadAccessKeys(folder);
    const whole = readFileSync(file, 'utf8');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const other = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    for (const broken of ['', whole.slice(0, 60), 'no key', other]) {
      writeFileSync(file, broken);
      expectRefusal(folder, file);
      expect(readFileSync(file, 'utf8')).toBe(broken);
    }
  });

  it('where its folder is none, the server does not start', () => {
    const file = path.join(folder, 'a file');
    writeFileSync(file, '');
    expectRefusal(file, file);
  });
});

import { admin } from './admin.js';

describe('entente admin', () => {
  it('[S116] takes no password on the command line, and never two targets', async () => {
    const wrong = [
      ['read-only', 'on', '--email', 'a@b.example', '--password', 'x'],
      ['read-only', 'on', '--email', 'a@b.example', '--package', 'p', '--document', 'd'],
      ['read-only', 'on', '--email', 'a@b.example', '--package', 'not an id'],
      ['read-only', 'maybe', '--email', 'a@b.example'],
      ['read-only', 'on'],
      ['new-epoch'],
      ['new-epoch', 'now', '--email', 'a@b.example'],
      ['new-epoch', '--email', 'a@b.example', '--package', 'd0000000-0000-4000-8000-000000000001'],
      [],
    ];
    for (const args of wrong) expect((await admin(args)).exit).toBe(2);
  });

  it('[S116] says that a password file cannot be read, and that no server answers', async () => {
    const args = ['read-only', 'on', '--email', 'a@b.example'];
    const missing = await admin([...args, '--password-file', '/nowhere/at-all']);
    expect(missing).toEqual({ exit: 2, errors: 'The password file could not be read.' });
    const before = process.env['ENTENTE_PASSWORD'];
    process.env['ENTENTE_PASSWORD'] = 'x';
    try {
      const silent = await admin([...args, '--server', 'http://127.0.0.1:9']);
      expect(silent).toEqual({ exit: 1, errors: 'No server answers at http://127.0.0.1:9.' });
    } finally {
      if (before === undefined) delete process.env['ENTENTE_PASSWORD'];
      else process.env['ENTENTE_PASSWORD'] = before;
    }
  });

  it('[S116] explains itself', async () => {
    expect((await admin(['--help'])).output).toMatch(/^entente admin read-only on\|off/);
  });
});

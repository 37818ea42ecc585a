import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { waitFor } from '@entente/testing';
import { aloneBy } from './alone.js';

describe('what is measured alone', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-alone-'));
  const command = `flock ${path.join(folder, 'lock')}`;
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('waits for whoever has the lock, and holds others back', async () => {
    const said: string[] = [];
    let release = (): void => undefined;
    const first = aloneBy(command, async () => {
      said.push('first begins');
      await new Promise<void>((resolve) => (release = resolve));
      said.push('first ends');
    });
    await waitFor('the first to begin', () => said.length === 1);
    const second = aloneBy(command, async () => Promise.resolve(said.push('second')));
    release();
    await Promise.all([first, second]);
    expect(said).toEqual(['first begins', 'first ends', 'second']);
  });

  it('is not measured where the command does not run it', async () => {
    await expect(aloneBy('false', async () => Promise.resolve(1))).rejects.toThrow('“false” ended');
  });
});

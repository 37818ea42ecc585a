import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { commonSettings, databaseAddress, readSettings, StartRefused } from './settings.js';

const schema = z.object({ ...commonSettings, DATABASE_URL: databaseAddress });

describe('settings', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'settings-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('gives typed values and the defaults', () => {
    expect(
      readSettings(schema, { PORT: '3000', DATABASE_URL: 'postgres://a:b@c/d', TRUST_PROXY: 'true' }),
    ).toEqual({
      PORT: 3000,
      HOST: '127.0.0.1',
      TRUST_PROXY: true,
      LOG_LEVEL: 'info',
      REQUESTS_PER_MINUTE: 6_000,
      DATABASE_URL: 'postgres://a:b@c/d',
    });
  });

  it('names every fault in one sentence', () => {
    const broken = { PORT: 'eighty', LOG_LEVEL: 'loud', DATABASE_URL_FILE: path.join(folder, 'none') };
    const refusal = refusalOf(broken);
    expect(refusal).toBeInstanceOf(StartRefused);
    for (const name of ['PORT', 'LOG_LEVEL', 'DATABASE_URL', 'DATABASE_URL_FILE']) {
      expect((refusal as Error).message).toContain(`${name}: `);
    }
    expect((refusal as Error).message).toContain('DATABASE_URL: not set');
  });

  it('names a variable with our prefix that is no setting, whatever its value', () => {
    const read = (): unknown =>
      readSettings(schema, { PORT: '1', DATABASE_URL: 'postgres://h/d', HOST_NAME: 'x', OTHER: 'y' }, [
        'HOST',
      ]);
    expect(read).toThrow('HOST_NAME: no such setting');
    expect(read).not.toThrow('OTHER');
  });

  it('reads a secret from the file that NAME_FILE names', () => {
    const file = path.join(folder, 'database-url');
    writeFileSync(file, 'postgres://secret:word@host/db\n');
    const read = readSettings(schema, { PORT: '1', DATABASE_URL_FILE: file });
    expect(read.DATABASE_URL).toBe('postgres://secret:word@host/db');
  });

  it('takes an empty variable as one that is not set', () => {
    const read = readSettings(schema, { PORT: '1', DATABASE_URL: 'postgres://h/d', HOST: '' });
    expect(read.HOST).toBe('127.0.0.1');
  });
});

function refusalOf(environment: Record<string, string>): unknown {
  try {
    return readSettings(schema, environment);
  } catch (error) {
    return error;
  }
}

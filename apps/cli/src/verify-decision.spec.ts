import { recordBytes } from '@entente/formats';
import { eventfulDecision } from '@entente/testing';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { verifyDecisionFile } from './verify-decision.js';

describe('entente verify-decision', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'entente-decision-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const fileOf = (name: string, content: Uint8Array | string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  const record = eventfulDecision().record();

  it('[R183] counts a decision again and says so', async () => {
    const { exit, output } = await verifyDecisionFile([fileOf('good.json', recordBytes(record))]);
    expect(exit).toBe(0);
    expect(output).toMatch(/^FOLLOWS: counted again from its \d+ events/);
    expect(output).toContain('JSP 7/26, REV 3');
    expect(output).toContain('adopted 2026-11-30T16:00:00.001Z (silence)');
  });

  it('[R183] says where it does not follow', async () => {
    const other = structuredClone(record);
    other.result.state = 'broken';
    const { exit, output } = await verifyDecisionFile([fileOf('bad.json', recordBytes(other))]);
    expect(exit).toBe(1);
    expect(output).toContain('DIFFERS');
    expect(output).toContain('“result.state” is not what the events come to.');
  });

  it('[R183] says what it was given instead of a record', async () => {
    expect(await verifyDecisionFile([fileOf('other.json', '{}')])).toMatchObject({ exit: 2 });
    expect(await verifyDecisionFile([path.join(folder, 'nothing')])).toMatchObject({
      exit: 2,
      errors: expect.stringContaining('does not exist') as string,
    });
    expect((await verifyDecisionFile([])).exit).toBe(2);
    expect((await verifyDecisionFile(['--help'])).output).toContain('entente verify-decision FILE');
  });
});

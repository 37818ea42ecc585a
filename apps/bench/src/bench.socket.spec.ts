import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { waitFor } from '@entente/testing';

interface Round {
  readonly figures: Readonly<Record<string, number>>;
  readonly refused: object;
}

interface Report {
  readonly scenarios: Readonly<
    Record<string, { readonly measured: Readonly<Record<string, readonly Round[]>> }>
  >;
}

/** The bench in its least form: that it runs, not what it finds. */
describe('npm run bench', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-spec-'));
  const report = path.join(folder, 'report.json');
  let said = '';

  /** The compiled bench, with a temporary folder of its own, so that what it leaves can be seen. */
  function bench(name: string, ...args: string[]): { child: ChildProcess; left: () => string[] } {
    const temporary = mkdtempSync(path.join(folder, name));
    const child = spawn(process.execPath, [path.resolve('apps/bench/dist/main.js'), '--tiny', ...args], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    }
    // Compilers that run on the way keep a cache of their own there.
    return { child, left: () => readdirSync(temporary).filter((entry) => entry.startsWith('entente-')) };
  }

  async function exitOf(child: ChildProcess): Promise<number | null> {
    return new Promise((resolve) => child.once('exit', resolve));
  }

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('measures ours beside a relay, loses nothing by a kill, and leaves nothing behind', async () => {
    const servers = ['--server', 'relay', '--server', 'ours'];
    const { child, left } = bench('whole-', ...servers, '--only', 'S2', '--only', 'S5', '--json', report);
    const code = await exitOf(child);
    expect({ code, said: code === 0 ? '' : said }).toEqual({ code: 0, said: '' });
    const { scenarios } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    for (const name of ['relay', 'ours']) {
      const [round] = scenarios['S2']?.measured[name] ?? [];
      expect(round?.figures['delivered']).toBeGreaterThan(0);
      expect(round?.figures['serverCpuS']).toBeGreaterThan(0);
      expect(round?.refused).toEqual({});
    }
    const killed = scenarios['S5']?.measured['ours']?.[0]?.figures;
    expect(killed).toMatchObject({ kills: 2, lost: 0, lostLater: 0 });
    expect(killed?.['acknowledged']).toBeGreaterThan(0);
    expect(left()).toEqual([]);
  }, 180_000);

  it('closes procedures with one server and with two, and tells open screens of an act', async () => {
    said = '';
    const { child, left } = bench('consensus-', '--only', 'consensus');
    const code = await exitOf(child);
    expect({ code, said: code === 0 ? '' : said }).toEqual({ code: 0, said: '' });
    for (const row of [
      /5 procedures of 27 close at one instant, one server/,
      /2 servers/,
      /the last of 5 open screens is told/,
    ]) {
      expect(said).toMatch(row);
    }
    expect(left()).toEqual([]);
  }, 180_000);

  it('ends with Ctrl-C in the middle of a load, and leaves nothing behind', async () => {
    said = '';
    const { child, left } = bench('cut-', '--server', 'ours', '--only', 'S1');
    // A database, a server and eight people come first, beside whatever else is tested.
    await waitFor('a load to begin', () => said.includes('S1 round 1'), 100_000);
    const exited = exitOf(child);
    child.kill('SIGINT');
    expect(await exited).toBe(130);
    await waitFor('the folder of the run to go', () => left().length === 0);
  }, 120_000);
});

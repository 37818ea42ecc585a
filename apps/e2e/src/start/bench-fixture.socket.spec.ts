import { spawn } from 'node:child_process';
import { PackageConnection } from '@entente/sync/client';
import { seededRandom, waitFor } from '@entente/testing';
import type { PackageId } from '@entente/kernel';
import { Typist } from '../crash/typist.js';
import { Api } from '../harness/api.js';
import { RunningSystem } from '../harness/running-system.js';

interface Fixture {
  readonly addresses: { readonly server: string };
  readonly origin: string;
  readonly package: PackageId;
  readonly documents: readonly { readonly document: string; readonly kind: string }[];
  readonly people: readonly { readonly email: string; readonly password: string }[];
}

describe('npx entente bench-fixture', () => {
  let system: RunningSystem;

  beforeAll(async () => {
    system = await RunningSystem.start();
  }, 180_000);

  afterAll(async () => {
    await system.remove();
  });

  it('prints what a load generator needs, and with that a client without a browser gets in and writes', async () => {
    const made = await entente(
      'bench-fixture',
      '--documents',
      '8',
      '--people',
      '5',
      '--server',
      system.address,
    );
    expect(made.errors).not.toContain('refused');
    const fixture = JSON.parse(made.output) as Fixture;
    expect(fixture.documents.filter(({ kind }) => kind === 'article')).toHaveLength(8);
    expect(fixture.people).toHaveLength(5);

    const typists = fixture.people.map((account, index) => {
      const api = new Api(fixture.addresses.server, account);
      const connection = new PackageConnection({
        url: fixture.addresses.server,
        origin: fixture.origin,
        package: fixture.package,
        getTicket: async () => api.ticket(),
      });
      connection.connect();
      return new Typist(`p${String(index)}`, connection, seededRandom(index));
    });
    await Promise.all(typists.map(async ({ connection }) => connection.ready()));
    expect(typists.map((typist) => typist.edit())).toEqual(typists.map(() => true));
    await waitFor('everyone’s edit to be recorded', () => typists.every(({ recorded }) => recorded > 0));
    for (const { connection } of typists) connection.destroy();
  }, 60_000);

  it('makes nothing where a coalition stands already', async () => {
    const again = await entente(
      'bench-fixture',
      '--documents',
      '8',
      '--people',
      '5',
      '--server',
      system.address,
    );
    expect(again).toEqual({
      code: 1,
      output: '',
      errors: expect.stringContaining('A coalition stands here already.'),
    });
  });
});

async function entente(...args: string[]): Promise<{ code: number | null; output: string; errors: string }> {
  const child = spawn(process.execPath, ['scripts/entente.mjs', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output, errors };
}

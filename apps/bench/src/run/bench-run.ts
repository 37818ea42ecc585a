import { rmSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { testDatabase } from '@entente/testing';
import type { ContenderName } from '../generator/target.js';
import type { Measured } from '../report/scenario-report.js';
import type { BenchContext, Scenario } from '../scenarios/scenario.js';
import { aloneBy } from './alone.js';
import { BenchPostgres } from './bench-postgres.js';
import { killAll } from './children.js';
import type { Measurement } from './measure.js';
import type { BenchOptions } from './options.js';
import { OurServer } from './our-server.js';

/** Articles and people of the coalition that our server is measured with. */
const DOCUMENTS = 500;
const PEOPLE = 10;

/** One run of the bench: its folder, its PostgreSQL, its databases. `close` leaves nothing behind. */
export class BenchRun {
  readonly #folder: string;
  readonly #postgres: BenchPostgres;
  readonly context: BenchContext;

  private constructor(folder: string, postgres: BenchPostgres, context: BenchContext) {
    this.#folder = folder;
    this.#postgres = postgres;
    this.context = context;
  }

  static async open(options: BenchOptions, folder: string, profiles: string): Promise<BenchRun> {
    const postgres = await BenchPostgres.start(path.join(folder, 'postgres'));
    stopAtExit(folder, postgres);
    const ours = await testDatabase('bench_ours', postgres.adminUrl);
    const peers = await testDatabase('bench_peers', postgres.adminUrl);
    const place = {
      folder,
      peerDatabase: peers.adminUrl,
      ours: new OurServer(path.join(folder, 'ours'), ours),
    };
    await place.ours.prepare({ documents: options.tiny ? 20 : DOCUMENTS, people: options.tiny ? 2 : PEOPLE });
    let profiled = 0;
    const context: BenchContext = {
      options,
      postgres,
      place,
      measuring: (contender, scenario) => {
        const base = { folder, postgresCpuMs: () => postgres.cpuMs };
        if (!options.profile || contender !== 'ours') return base;
        profiled += 1;
        return { ...base, profile: path.join(profiles, `${scenario}-${String(profiled)}.cpuprofile`) };
      },
      alone: async (work) => aloneBy(options.alone, work),
    };
    return new BenchRun(folder, postgres, context);
  }

  /** Every contender once a round, the first one another each time: what disturbs the machine hits all alike. */
  async measure(scenario: Scenario, onProgress: (text: string) => void): Promise<Measured> {
    const measured = new Map<ContenderName, Measurement[]>();
    const rounds = Math.min(this.context.options.rounds, scenario.mostRounds ?? Number.POSITIVE_INFINITY);
    const { servers } = this.context.options;
    const contenders = scenario.contenders.filter((contender) => servers.includes(contender));
    for (const contender of contenders) measured.set(contender, []);
    for (let round = 0; round < rounds; round += 1) {
      for (const contender of rotated(contenders, round)) {
        onProgress(`${scenario.name} round ${String(round + 1)} of ${String(rounds)}: ${contender}`);
        const once = async (): Promise<Measurement> => scenario.measure(this.context, contender, round);
        const found = await (scenario.undisturbed === true ? once() : this.context.alone(once));
        measured.get(contender)?.push(found);
      }
    }
    return measured;
  }

  async close(): Promise<void> {
    killAll();
    await this.#postgres.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function rotated<Item>(items: readonly Item[], by: number): Item[] {
  const at = by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}

/** However this process ends, what it started ends with it, and its folder goes. */
export function stopAtExit(folder: string, postgres: BenchPostgres): void {
  process.on('exit', () => {
    killAll();
    postgres.killNow();
    // What was just killed may still hold a file open for a moment.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });
}

/** The folder of a run: temporary; the user that PostgreSQL runs as gets through, and no further. */
export async function runFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'entente-bench-'));
  await chmod(folder, 0o711);
  return folder;
}

export async function profileFolder(options: BenchOptions): Promise<string> {
  const folder = path.resolve('.cache', 'profiles');
  if (options.profile) await mkdir(folder, { recursive: true });
  return folder;
}

import { copyProcedure, steerClock, testDatabase, type SteeredClock } from '@entente/testing';
import type { ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { freePort, BenchPostgres } from '../run/bench-postgres.js';
import { runFolder, stopAtExit } from '../run/bench-run.js';
import { stopProgram } from '../run/children.js';
import { OurServer } from '../run/our-server.js';
import { treeCpuMs } from '../run/process-tree.js';
import { union } from './bodies.js';
import { Caller } from './caller.js';

const PASSWORD = 'a union that is measured';
const DAY = 86_400_000;
/** Acts are judged by a clock that the bench sets; a sweep a second stands for the alarms, which know only the real time. */
const SETTINGS = { CLOCK_TOLERANCE_MS: '1000000000000', CLOSING_SWEEP_SECONDS: '1' };

export interface Opened {
  readonly id: string;
  readonly package: string;
  readonly packageHash: string;
  readonly deadlineAt: number;
}

const emailOf = (seat: string): string => `head@${seat.toLowerCase()}.example`;

/** The 27 on servers of ours, as `npm start` runs them, over a PostgreSQL of their own whose clock of acts is steered. */
export class DecidingUnion {
  readonly clock: SteeredClock;
  readonly #folder: string;
  readonly #postgres: BenchPostgres;
  readonly #ours: OurServer;
  readonly #database: pg.Client;
  readonly #servers: { readonly child: ChildProcess; readonly origin: string }[] = [];
  readonly #callers = new Map<string, Caller>();

  private constructor(
    folder: string,
    clock: SteeredClock,
    { postgres, ours, database }: { postgres: BenchPostgres; ours: OurServer; database: pg.Client },
  ) {
    this.#folder = folder;
    this.clock = clock;
    this.#postgres = postgres;
    this.#ours = ours;
    this.#database = database;
  }

  static async found(): Promise<DecidingUnion> {
    const folder = await runFolder();
    const postgres = await BenchPostgres.start(path.join(folder, 'postgres'));
    stopAtExit(folder, postgres);
    const { adminUrl, ...urls } = await testDatabase('bench_union', postgres.adminUrl);
    const ours = new OurServer(path.join(folder, 'ours'), urls, SETTINGS);
    await ours.migrate();
    const clock = await steerClock(adminUrl);
    const database = new pg.Client({ connectionString: adminUrl });
    await database.connect();
    const made = new DecidingUnion(folder, clock, { postgres, ours, database });
    await made.servers(1);
    await Caller.nobody(made.origin).call('POST', '/setup', setup());
    return made;
  }

  /** So many servers run afterwards. */
  async servers(count: number): Promise<void> {
    for (const { child } of this.#servers.splice(count)) await stopProgram(child);
    while (this.#servers.length < count) {
      const port = await freePort();
      const child = await this.#ours.start(port);
      this.#servers.push({ child, origin: `http://127.0.0.1:${String(port)}` });
    }
    this.#callers.clear();
  }

  get origin(): string {
    const [first] = this.#servers;
    if (first === undefined) throw new Error('no server runs');
    return first.origin;
  }

  async as(seat: string): Promise<Caller> {
    const known = this.#callers.get(seat);
    if (known !== undefined) return known;
    const caller = await Caller.signIn(this.origin, { email: emailOf(seat), password: PASSWORD });
    this.#callers.set(seat, caller);
    return caller;
  }

  /** A package of its own under silence for two days. */
  async underSilence(): Promise<Opened> {
    const secretariat = await this.as('SEC');
    const made = await secretariat.bring<{ package: { id: string } }>(
      '/packages/import',
      'application/akn+xml',
      TEXT,
    );
    const chair = await this.as('PRES');
    const at = `/packages/${made.package.id}`;
    const { packageHash } = await chair.call<{ packageHash: string }>('POST', `${at}/versions`, {
      revision: 1,
    });
    const deadlineAt = (await this.clock.now()) + 2 * DAY;
    const rulebook = { id: 'eu-coreu-silence', version: 1 };
    return chair.call('POST', `${at}/procedures`, { packageHash, rulebook, deadlineAt });
  }

  async copies({ id, package: packageId }: Opened, count: number): Promise<void> {
    // The same database, as its superuser: no product code may write so.
    await copyProcedure(this.#adminUrl(), { procedure: id, package: packageId }, count);
    await this.#database.query('ANALYZE');
  }

  async number(sql: string, values: readonly unknown[] = []): Promise<number> {
    const { rows } = await this.#database.query<{ n: number }>(sql, [...values]);
    return Number(rows[0]?.n ?? 0);
  }

  /** Processor time so far, in ms. */
  spent(): { readonly servers: number; readonly postgres: number } {
    const servers = this.#servers.reduce((sum, { child }) => sum + treeCpuMs(child.pid ?? 0), 0);
    return { servers, postgres: this.#postgres.cpuMs };
  }

  async close(): Promise<void> {
    await this.servers(0);
    await this.#database.end();
    await this.#postgres.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #adminUrl(): string {
    const { user, password, host, port, database } = this.#database;
    return `postgres://${user ?? ''}:${encodeURIComponent(password ?? '')}@${host}:${String(port)}/${database ?? ''}`;
  }
}

function setup(): object {
  const partners = union().map(({ partner, weight }, index) => ({
    code: partner,
    name: `State of ${partner}`,
    order: index + 1,
    weight,
  }));
  const person = (delegation: string, role: string, powers: readonly string[]): object => ({
    name: `Head of ${delegation}`,
    email: emailOf(delegation),
    password: PASSWORD,
    delegation,
    roles: [role],
    powers,
  });
  return {
    coalition: { name: 'Measured Union', slug: 'measured', seat: 'Brussels', timeZone: 'Europe/Brussels' },
    administrator: { name: 'Administrator', email: emailOf('ADM'), password: PASSWORD },
    partners,
    people: [
      ...partners.map(({ code }) =>
        person(code, 'head_of_delegation', ['speak', 'endorse', 'break_silence']),
      ),
      person('PRES', 'chair', ['speak', 'propose']),
      person('SEC', 'secretariat', ['speak', 'propose']),
    ],
  };
}

const TEXT = `<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="jointDecision">
  <preface><longTitle><p>Joint decision that is measured</p></longTitle></preface>
  <body><article eId="art_1"><num>Article 1</num><heading>Freezing</heading>
    <paragraph eId="art_1__para_1"><num>1.</num><content><p>Funds shall be frozen.</p></content></paragraph>
  </article></body>
</act></akomaNtoso>
`;

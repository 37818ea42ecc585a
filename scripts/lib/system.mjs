import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDataFolder } from './data-folder.mjs';
import { makeDatabases, migrateBoth } from './databases.mjs';
import { freePort, startPostgres } from './postgres.mjs';
import { Refusal } from './refusal.mjs';
import { annexEnvironment, serverEnvironment } from './service-environment.mjs';
import { launchService } from './service.mjs';

const SERVERS = [
  { name: 'annex store', app: 'annex-store', module: 'create-annex-store.js' },
  { name: 'server', app: 'server', module: 'create-server.js' },
];

/** PostgreSQL, the annex store and the server of one instance, started and stopped in order. */
export class System {
  #options;
  #parts = [];
  #folder;
  stopping = false;

  /** @param {{ data: string, port: number, step: (name: string, work: () => Promise<unknown>) => Promise<any> }} options */
  constructor(options) {
    this.#options = options;
  }

  /** Takes the data folder and looks at the port, before anything slow; refuses what another program holds. */
  async claim() {
    const { data, port } = this.#options;
    this.#folder = await openDataFolder(data);
    if (await isFree(port)) return;
    await this.stop();
    throw new Refusal(
      `Port ${String(port)} is in use by another program: stop it, or choose another port with --port.`,
    );
  }

  /** @returns {Promise<string>} the address to open */
  async start() {
    const { data, port, step } = this.#options;
    try {
      await this.#launch();
      const databases = await this.#databases();
      const annexPort = (await isFree(port + 1)) ? port + 1 : await freePort();
      const place = { data, port, annexPort, databases };
      if (!databases.upToDate) await step('migrate the databases', () => migrateBoth(place));
      await step('start the annex store and the server', () => this.#services(place));
      return `http://localhost:${String(port)}`;
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Resolves when a part ends although nobody asked it to. */
  untilOneEnds() {
    return Promise.race(
      this.#parts.map(async (part) => ({ name: part.name, how: await part.exited, explain: part.explain })),
    );
  }

  /** Server, annex store, PostgreSQL: each drains before what it stands on goes. */
  async stop() {
    this.stopping = true;
    for (const name of ['server', 'annex store', 'PostgreSQL']) {
      await this.#parts.find((part) => part.name === name)?.stop();
    }
    await this.#folder?.release();
  }

  kill() {
    for (const part of this.#parts) part.kill();
  }

  async #databases() {
    const { data, step } = this.#options;
    const given = { server: process.env.DATABASE_URL, annex: process.env.ANNEX_DATABASE_URL };
    if (given.server !== undefined && given.annex !== undefined) {
      return {
        server: { app: given.server, owner: process.env.DATABASE_OWNER_URL ?? given.server },
        annex: { app: given.annex, owner: process.env.ANNEX_DATABASE_OWNER_URL ?? given.annex },
      };
    }
    if (given.server !== undefined || given.annex !== undefined) {
      throw new Refusal(
        'Set both DATABASE_URL and ANNEX_DATABASE_URL, or neither: the two servers share no database.',
      );
    }
    const postgres = await step('start PostgreSQL', () =>
      startPostgres({
        folder: path.join(data, 'postgres'),
        password: this.#folder.password,
        logFile: path.join(data, 'logs', 'postgres.log'),
      }),
    );
    this.#parts.push({
      name: 'PostgreSQL',
      exited: postgres.exited.then((code) => `code ${String(code)}`),
      stop: postgres.stop,
      kill: postgres.kill,
      explain: async () => new Refusal(`Its log is ${path.join(data, 'logs', 'postgres.log')}.`),
    });
    return step('prepare the databases', () => makeDatabases(postgres));
  }

  /** The servers load their code while the database starts: together they are most of a start. */
  async #launch() {
    const logFolder = path.join(this.#options.data, 'logs');
    for (const server of SERVERS) this.#parts.push(await launchService({ ...server, logFolder }));
  }

  async #services(place) {
    const [store, drafting] = SERVERS.map(({ name }) => this.#parts.find((part) => part.name === name));
    const server = drafting.run(serverEnvironment(place), place.port);
    const environment = annexEnvironment(place);
    // On the first start of all, the server makes the key that the annex store checks tokens with.
    const keyThere = untilThere(environment.ACCESS_PUBLIC_KEY_FILE, server);
    const annex = keyThere.then(() => store.run(environment, place.annexPort));
    const started = await Promise.allSettled([server, annex]);
    const failed = started.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }
}

/** Waits for `file`, but no longer than `maker` is at work. */
async function untilThere(file, maker) {
  let over = false;
  void maker.catch(() => undefined).then(() => (over = true));
  while (!over && !existsSync(file)) await sleep(20);
}

/** Whether nothing listens on `port`, neither on loopback nor on all addresses. */
async function isFree(port) {
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) {
    if (!(await canListen(port, host))) return false;
  }
  return port <= 65_535;
}

function canListen(port, host) {
  if (port > 65_535) return Promise.resolve(false);
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

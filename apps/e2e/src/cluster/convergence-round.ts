import type { PackageConnection } from '@entente/sync/client';
import { seededRandom, waitFor, type SeededRandom } from '@entente/testing';
import { allOpen, type Coalition } from '../crash/coalition.js';
import { Api } from '../harness/api.js';
import type { Cluster, Node } from './cluster.js';
import { Freezer, hashOfLog } from './freezer.js';
import { agreement, contradictions } from './history-checker.js';
import { hashHeldBy } from '../crash/agreement.js';
import { Writer } from './writer.js';

const WRITERS = 12;
const PATIENCE_MS = 90_000;
const ACTIONS = ['move', 'late', 'leave', 'drop', 'kill', 'restart', 'redis', 'close', 'table'] as const;
type Action = (typeof ACTIONS)[number];
/** How often each is drawn beyond once. */
const MORE: readonly Action[] = ['move', 'move', 'move', 'late', 'leave', 'drop', 'close'];

/** What is broken until so many more actions have been. */
interface Harm {
  actions: number;
  mend(): Promise<unknown>;
}

/** One round: a schedule drawn from a seed, played on a cluster by writers of its own, and then all is mended and compared. */
export class ConvergenceRound {
  readonly #cluster: Cluster;
  readonly #coalition: Coalition;
  /** Draws the schedule and nothing whose number depends on time: a seed gives the same actions again. */
  readonly #random: SeededRandom;
  /** Draws who types, as often as there is time for. */
  readonly #typing: SeededRandom;
  readonly #seed: number;
  readonly #apis: readonly Api[];
  readonly #freezer: Freezer;
  readonly #present: Writer[] = [];
  readonly #all: Writer[] = [];
  readonly #down = new Set<Node>();
  readonly #counts: Record<Action, number> = {
    move: 0,
    late: 0,
    leave: 0,
    drop: 0,
    kill: 0,
    restart: 0,
    redis: 0,
    close: 0,
    table: 0,
  };
  #harms: Harm[] = [];
  #redisAway = false;

  constructor(cluster: Cluster, coalition: Coalition, seed: number) {
    this.#cluster = cluster;
    this.#coalition = coalition;
    this.#seed = seed;
    this.#random = seededRandom(seed);
    this.#typing = seededRandom(seed + 1);
    const delegates = coalition.accounts.filter(({ roles }) => roles.includes('delegate'));
    this.#apis = delegates.map((account) => new Api(cluster.address, account));
    this.#freezer = new Freezer(coalition.secretariat, coalition.packageId, cluster.database.adminUrl);
  }

  /** Answers what is wrong in the end, and how much was done. */
  async play(): Promise<{ readonly wrong: readonly string[]; readonly counts: Record<string, number> }> {
    for (let n = 0; n < WRITERS; n += 1) this.#come();
    await allOpen(this.#typists());
    await this.#burst();
    try {
      for (const action of this.#schedule()) {
        this.#counts[action] += 1;
        await this.#during(this.#do(action));
        await this.#burst();
        await this.#mend(false);
      }
      await this.#mend(true);
      const wrong = await this.#wrong();
      return { wrong, counts: { ...this.#counts, recorded: this.#recorded(), rounds: 1 } };
    } finally {
      for (const { connection } of this.#all) connection.destroy();
    }
  }

  /** Each action once and some again, in an order of this seed. */
  #schedule(): readonly Action[] {
    const drawn = [...ACTIONS, ...MORE.filter(() => this.#random.integer(2) === 0)];
    return Array.from({ length: drawn.length }, () => {
      const [action] = drawn.splice(this.#random.integer(drawn.length), 1);
      if (action === undefined) throw new Error('nothing left to draw');
      return action;
    });
  }

  async #do(action: Action): Promise<void> {
    const random = this.#random;
    const { balancer } = this.#cluster;
    if (action === 'late') this.#come();
    else if (action === 'drop') balancer.drop(0.2 + random.fraction() / 2);
    else if (action === 'move') this.#move(random.pick(this.#present).connection);
    else if (action === 'leave') this.#leave();
    else if (action === 'kill') await this.#kill(random.pick(this.#cluster.nodes));
    else if (action === 'restart') await this.#restart();
    else if (action === 'redis') await this.#killRedis();
    else await this.#freeze(action);
  }

  #come(): void {
    const name = `r${String(this.#seed)}w${String(this.#all.length)}`;
    const api = this.#apis[this.#all.length % this.#apis.length];
    if (api === undefined) throw new Error('no delegate');
    const at = { address: this.#cluster.address, api, package: this.#coalition.packageId };
    const writer = Writer.come(name, at, this.#random.integer(2 ** 31));
    this.#present.push(writer);
    this.#all.push(writer);
  }

  /** The balancer draws where the next connection goes. Some stay away for a while. */
  #move(connection: PackageConnection): void {
    connection.disconnect();
    const mend = async (): Promise<void> => {
      connection.connect();
      return Promise.resolve();
    };
    this.#harms.push({ actions: this.#random.integer(3), mend });
  }

  /** Whoever leaves at once knows only of what was recorded until then. */
  #leave(): void {
    const [gone] = this.#present.splice(this.#random.integer(this.#present.length), 1);
    gone?.connection.destroy();
  }

  /** One node at least stays. */
  async #kill(node: Node): Promise<void> {
    if (this.#down.has(node) || this.#down.size === this.#cluster.nodes.length - 1) return;
    this.#down.add(node);
    await node.server.kill();
    const mend = async (): Promise<void> => {
      await node.server.start();
      this.#down.delete(node);
    };
    this.#harms.push({ actions: this.#random.integer(3), mend });
  }

  /** One after another, one or two of those that are up. */
  async #restart(): Promise<void> {
    const from = this.#random.integer(this.#cluster.nodes.length);
    const nodes = this.#cluster.nodes.slice(from, from + 2);
    for (const node of nodes) if (!this.#down.has(node)) await node.server.restart();
  }

  async #killRedis(): Promise<void> {
    if (this.#redisAway) return;
    this.#redisAway = true;
    const { redis } = this.#cluster;
    await redis.kill();
    const mend = async (): Promise<void> => {
      await redis.start();
      this.#redisAway = false;
    };
    this.#harms.push({ actions: this.#random.integer(3), mend });
  }

  async #freeze(how: 'close' | 'table'): Promise<void> {
    const freezer = this.#freezer;
    const reader = this.#coalition.observe();
    reader.connect();
    await reader.ready();
    await freezer.open(reader);
    if (how === 'table') await freezer.table();
    else await freezer.close(this.#random.pick(reader.sections).document);
    const mend = async (): Promise<void> => {
      await freezer.open(reader);
      reader.destroy();
    };
    this.#harms.push({ actions: this.#random.integer(3), mend });
  }

  /** What is due is mended while the writers go on; in the end everything. */
  async #mend(everything: boolean): Promise<void> {
    const due = this.#harms.filter(({ actions }) => everything || actions === 0);
    this.#harms = this.#harms.filter((harm) => !due.includes(harm));
    for (const harm of this.#harms) harm.actions -= 1;
    for (const harm of due) await this.#during(harm.mend());
  }

  /** So many edits more are recorded, unless nothing may be typed. */
  async #burst(): Promise<void> {
    const enough = this.#recorded() + 10 + this.#random.integer(30);
    await this.#actUntil(() => this.#freezer.everything || this.#recorded() >= enough);
  }

  async #during(doing: Promise<unknown>): Promise<void> {
    let over = false;
    const done = doing.finally(() => (over = true));
    await Promise.all([done, this.#actUntil(() => over)]);
  }

  async #actUntil(enough: () => boolean): Promise<void> {
    const acting = (): boolean => {
      this.#typing.pick(this.#present).act();
      return enough();
    };
    await waitFor(`writers to go on (${this.#statuses()})`, acting, PATIENCE_MS);
  }

  async #wrong(): Promise<readonly string[]> {
    const { database } = this.#cluster;
    const present = { ...this.#coalition, typists: this.#typists() };
    await allOpen(present.typists);
    await agreement(present);
    const all = { ...this.#coalition, typists: this.#all.map(({ typist }) => typist) };
    const wrong = [...(await contradictions(database.adminUrl, all)), ...this.#freezer.broken];
    const [first] = present.typists;
    if (first === undefined) throw new Error('everybody has left');
    if ((await hashOfLog(database.adminUrl, first.connection)) !== hashHeldBy(first.connection))
      wrong.push('clients hold another text than the log');
    const explained = this.#freezer.count > 0 ? ['DOC_CLOSED'] : [];
    for (const { name, lostFor } of all.typists)
      for (const code of lostFor) if (!explained.includes(code)) wrong.push(`${name} lost words for ${code}`);
    return wrong;
  }

  #typists() {
    return this.#present.map(({ typist }) => typist);
  }

  #recorded(): number {
    return this.#all.reduce((sum, { typist }) => sum + typist.recorded, 0);
  }

  #statuses(): string {
    return this.#present.map(({ connection }) => connection.ended ?? connection.status).join(' ');
  }
}

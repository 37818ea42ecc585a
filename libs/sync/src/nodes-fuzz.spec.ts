import type { DocumentId } from '@entente/kernel';
import { type Counts, describeFuzz, type SeededRandom, seededRandom } from '@entente/testing';
import { chainHash, genesisChain } from './chain.js';
import { MemoryLeaseStore, MemoryUpdateLog } from './memory-log.kit.js';
import type { Bus, BusNote } from './ports.js';
import { ManualTime, Person, turns, World } from './world.kit.js';

const NODES = 3;
const WINDOWS = 9;
const PERSONS = 5;
const STEPS = 120;
const DOCUMENTS = 3;
const LIMITS = {
  snapshotRows: 15,
  messagesPerSecond: 1e6,
  messagesBurst: 1e6,
  bytesBurst: 1e9,
  joinsBurst: 1e6,
};

/** A bus that loses, doubles, delays and reorders what it carries, and is away at times. */
class BadBus {
  away = false;
  private readonly hearers = new Map<object, (note: BusNote) => void>();
  private late: { readonly from: object; readonly note: BusNote }[] = [];

  constructor(private readonly random: SeededRandom) {}

  door(): Bus {
    const door = {};
    return {
      publish: (note) => this.carry(door, note),
      subscribe: (hear) => {
        this.hearers.set(door, hear);
        return () => this.hearers.delete(door);
      },
    };
  }

  /** Some of what is late arrives, the newest first. */
  deliver(): void {
    for (const { from, note } of this.late.splice(0).reverse()) this.tell(from, note);
  }

  private carry(from: object, note: BusNote): void {
    const roll = this.random.integer(10);
    if (this.away || roll < 2) return;
    if (roll < 5) this.late.push({ from, note });
    else this.tell(from, note);
    if (roll === 9) this.tell(from, note);
  }

  private tell(from: object, note: BusNote): void {
    for (const [door, hear] of this.hearers) if (door !== from) hear(note);
  }
}

/** A person who changes nodes, with their replicas, and all words that the server said are recorded. */
class Wanderer {
  now: Person;
  readonly recorded: { readonly document: DocumentId; readonly word: string }[] = [];
  private readonly typed: { readonly document: DocumentId; readonly word: string }[] = [];
  private words = 0;

  at: World;

  /** Several of them may be one person, with several windows. */
  constructor(
    readonly name: number,
    world: World,
  ) {
    this.at = world;
    this.now = new Person(world, ...this.who);
  }

  private get who(): [number, string] {
    const number = 1 + (this.name % PERSONS);
    return [number, number % 2 === 0 ? 'AU' : 'JP'];
  }

  /** The connection has ended, or its node has died; the same replicas go on over another one, under the old id where it is free. */
  async move(world: World, documents: readonly DocumentId[]): Promise<void> {
    const { docs, lease } = this.now;
    this.settle();
    this.now.session.end();
    const next = new Person(world, ...this.who);
    for (const [document, doc] of docs) next.adopt(document, doc);
    this.at = world;
    this.now = next;
    await next.join(documents, lease === 0 ? undefined : lease);
  }

  type(document: DocumentId): void {
    const { closed, docs, lease } = this.now;
    // Nobody writes in a document that did not arrive: its replica has no leased id yet.
    if (closed !== null || docs.get(document)?.clientID !== lease) return;
    this.words += 1;
    const word = `w${String(this.name)}n${String(this.words)}.`;
    this.now.type(document, ` ${word}`);
    this.typed.push({ document, word });
  }

  /** What was typed counts as recorded once every update of it has that verdict. */
  settle(): void {
    const { verdicts } = this.now;
    if (this.now.offline || verdicts.some(({ verdict }) => verdict !== 'recorded'))
      return void this.typed.splice(0);
    if (verdicts.length >= this.now.sent) this.recorded.push(...this.typed.splice(0));
  }
}

/** Three nodes over one log, and everything that can happen to them. */
class Three {
  readonly random: SeededRandom;
  readonly log = new MemoryUpdateLog();
  readonly time = new ManualTime();
  readonly leases = new MemoryLeaseStore();
  readonly bus: BadBus;
  readonly nodes: World[] = [];
  readonly documents: DocumentId[] = [];
  readonly people: Wanderer[] = [];
  readonly counts = { edits: 0, moves: 0, deaths: 0, closings: 0, faults: 0 };
  private seed: number;

  constructor(seed: number) {
    this.seed = seed * 1_000;
    this.random = seededRandom(seed);
    this.bus = new BadBus(this.random);
    for (let n = 0; n < NODES; n += 1) this.nodes.push(this.node());
  }

  async begin(): Promise<void> {
    const [first] = this.nodes;
    if (first === undefined) throw new Error('no node');
    for (let n = 1; n <= DOCUMENTS; n += 1) this.documents.push(await first.article(n));
    for (let n = 1; n <= WINDOWS; n += 1) {
      const one = new Wanderer(n, this.random.pick(this.nodes));
      this.people.push(one);
      await one.now.join(this.documents);
    }
  }

  async step(): Promise<void> {
    const roll = this.random.integer(100);
    if (roll < 62) this.edit();
    else if (roll < 70) await this.move();
    else if (roll < 73) await this.die();
    else if (roll < 77) this.close();
    else if (roll < 81) this.fault();
    else if (roll < 83) this.bus.away = !this.bus.away;
    else if (roll < 90) this.bus.deliver();
    else await this.time.pass(this.random.integer(700));
    if (this.random.integer(3) === 0) await turns();
  }

  /** Everything is mended, everybody comes back, and what was on its way arrives. */
  async mend(): Promise<void> {
    this.log.appendFaults.splice(0);
    for (const document of this.documents) this.log.setState(document, 'open');
    this.bus.away = false;
    await this.time.pass(5_000);
    for (const one of this.people) await this.join(one, this.random.pick(this.nodes));
    await this.time.pass(5_000);
    this.bus.deliver();
    await this.time.pass(3_000);
    for (const one of this.people) one.settle();
  }

  private node(): World {
    this.seed += 1;
    const { log, time, seed } = this;
    const shared = { log, time, seed, others: () => true, limits: LIMITS };
    return new World({ ...shared, leases: this.leases.door(), bus: this.bus.door() });
  }

  private edit(): void {
    this.counts.edits += 1;
    this.random.pick(this.people).type(this.random.pick(this.documents));
  }

  private async move(): Promise<void> {
    this.counts.moves += 1;
    const one = this.random.pick(this.people);
    const roll = this.random.integer(3);
    // Some type on without a connection first.
    if (roll === 0) one.now.offline = true;
    else await this.join(one, this.random.pick(this.nodes));
  }

  private async join(one: Wanderer, world: World): Promise<void> {
    let joined = false;
    const joining = one.move(world, this.documents).then(() => {
      joined = true;
    });
    await turns();
    while (!joined) await this.time.pass(100);
    await joining;
  }

  /** A node is gone from one moment to the next; another takes its place, and its people come back anywhere. */
  private async die(): Promise<void> {
    this.counts.deaths += 1;
    const at = this.random.integer(NODES);
    const dead = this.nodes[at];
    this.nodes[at] = this.node();
    if (dead !== undefined) (dead.leases as MemoryLeaseStore).expire();
    for (const one of this.people) if (one.at === dead) await this.join(one, this.random.pick(this.nodes));
  }

  private close(): void {
    this.counts.closings += 1;
    const document = this.random.pick(this.documents);
    const open = this.log.documents.get(document)?.state === 'open';
    this.log.setState(document, open ? 'closed' : 'open');
    if (this.random.integer(2) === 0) void this.random.pick(this.nodes).engine.documentChanged(document);
  }

  private fault(): void {
    this.counts.faults += 1;
    this.log.appendFaults.push(this.random.pick(['before', 'after']));
  }
}

async function round(seed: number): Promise<Counts> {
  const three = new Three(seed);
  await three.begin();
  for (let n = 0; n < STEPS; n += 1) await three.step();
  await three.mend();
  const { log, documents, people, nodes } = three;
  const [world] = nodes;
  if (world === undefined) throw new Error('no node');
  for (const document of documents) {
    const text = world.logged(document);
    for (const one of people) expect([one.name, one.now.text(document)]).toEqual([one.name, text]);
    let chain = genesisChain(document);
    for (const [at, row] of log.rows(document).entries()) {
      chain = chainHash(chain, row);
      expect([row.seq, row.chain]).toEqual([at + 1, chain]);
    }
    const missing = people.flatMap(({ recorded }) =>
      recorded.filter((one) => one.document === document && !text.includes(one.word)),
    );
    expect(missing).toEqual([]);
  }
  for (const node of nodes) expect(node.engine.counts().pending).toBe(0);
  const leases = people.map(({ now }) => now.lease);
  expect(new Set(leases).size).toBe(leases.length);
  const recorded = people.reduce((sum, one) => sum + one.recorded.length, 0);
  return { ...three.counts, recorded, rounds: 1 };
}

describe('three nodes that anything may happen to', () => {
  describeFuzz({
    name: 'nodes',
    title:
      '[S112] all converge to the log, its chain holds, no client id is held twice, and no recorded word is missing',
    until: ['rounds', 12],
    // Somebody came from a node that was ahead, and was asked for the words of others.
    kept: [20781000],
    round,
  });
});

import { randomUUID } from 'node:crypto';
import type { UpdateVerdict } from '@entente/contracts';
import type { DelegationCode, DocumentId } from '@entente/kernel';
import { migrate } from '@entente/nest-platform';
import {
  bindClient,
  chainHash,
  createEngine,
  type Engine,
  type Frame,
  genesisChain,
  localBus,
} from '@entente/sync';
import { testDatabase, type TestDatabase } from '@entente/testing';
import pg from 'pg';
import * as Y from 'yjs';
import { type Bomb, VICTIM } from '../../../../libs/sync/src/gate/bombs.kit.js';
import { paragraph } from '../../../../libs/sync/src/gate/drafter.kit.js';
import { PACKAGE, Person, person } from '../../../../libs/sync/src/world.kit.js';
import { draftingFeature } from './index.js';
import { PostgresEvidence } from './postgres-evidence.js';
import { NodeLeases } from './nodes/node-leases.js';
import { PostgresUpdateLog } from './postgres-update-log.js';
import { poolQuery, type Query } from './query.js';
import { systemClock, systemRandom, systemTimer, threadCpu } from './runtime.js';
import { ScratchWorker } from './scratch-worker.js';

const MALLORY = 7;
/** Ids that the attacker has collected over many connections. */
const OTHER_IDS = 60;
/** Keystrokes of the others after the last verdict on a bomb. */
const AFTER = 12;

export interface Dropped {
  /** On the updates of the bomb, in order. */
  readonly verdicts: string[];
  /** Of the others, for the verdict on a keystroke or for a document that was joined, in milliseconds. */
  readonly waits: number[];
  /** Codes of keystrokes that were on their way when the bomb landed, and could not be placed any more. */
  readonly refused: string[];
}

/** Somebody whose editor stands on another machine: what it does with the others' updates costs nothing here, until it is asked. */
class Distant extends Person {
  readonly #unread: Frame[] = [];

  override send(frame: Frame): void {
    this.#unread.push(frame);
  }

  /** The document it is in. */
  get place(): DocumentId {
    const [document] = this.docs.keys();
    if (document === undefined) throw new Error('nowhere');
    return document;
  }

  read(): void {
    for (const frame of this.#unread.splice(0)) super.send(frame);
  }
}

const EPOCH = randomUUID();

function leasesOf(query: Query, node: string): NodeLeases {
  return new NodeLeases({
    query,
    node,
    epoch: async () => Promise.resolve(EPOCH),
    failed: (error) => {
      throw error;
    },
  });
}

/** An engine over PostgreSQL with its thread for trials, as the server builds it, without sockets. */
export class BombRange {
  readonly #database: TestDatabase;
  readonly #pool: pg.Pool;
  readonly #query: Query;
  readonly #scratch = new ScratchWorker(2_000);
  readonly #engine: Engine;
  readonly #node = randomUUID();
  readonly #others: number[] = [];
  #people = 100;

  private constructor(database: TestDatabase) {
    this.#database = database;
    this.#pool = new pg.Pool({ connectionString: database.appUrl, max: 6 });
    this.#query = poolQuery(this.#pool);
    this.#engine = createEngine({
      log: new PostgresUpdateLog(this.#query),
      leases: leasesOf(this.#query, this.#node),
      bus: localBus(),
      framer: { frame: (message) => message as never },
      clock: systemClock,
      timer: systemTimer,
      random: systemRandom,
      soon: setImmediate,
      cpu: threadCpu,
      scratch: this.#scratch,
      evidence: new PostgresEvidence(this.#query),
      // The others type as fast as they are answered, and join again and again.
      limits: {
        messagesPerSecond: 1e6,
        messagesBurst: 1e6,
        bytesPerSecond: 1e9,
        bytesBurst: 1e9,
        idleMs: 50,
      },
    });
  }

  static async open(): Promise<BombRange> {
    const database = await testDatabase('bombs');
    const { ownerUrl, appUrl } = database;
    await migrate({ ownerUrl, appUrl, parts: { entities: [], migrations: draftingFeature.migrations } });
    const range = new BombRange(database);
    await range.#pool.query('INSERT INTO server_node (id) VALUES ($1)', [range.#node]);
    const leases = leasesOf(range.#query, range.#node);
    const holder = { person: person(MALLORY), delegation: 'AU' as DelegationCode };
    while (range.#others.length < OTHER_IDS) {
      range.#others.push(await bindClient(leases, systemRandom, PACKAGE, holder));
    }
    return range;
  }

  /** Rooms in memory. */
  get rooms(): number {
    return this.#engine.counts().rooms;
  }

  async close(): Promise<void> {
    await this.#engine.drain();
    await this.#scratch.close();
    await this.#pool.end();
    await this.#database.drop();
  }

  /** Sends the bomb into a document of its own while others type there and elsewhere, and join. */
  async drop(bomb: Bomb, size: number): Promise<Dropped> {
    const [target, elsewhere] = [await this.#document(bomb), await this.#document()];
    const places = [target, target, elsewhere] as const;
    const mallory = new Distant({ engine: this.#engine }, MALLORY);
    await mallory.join([target]);
    const typists = await Promise.all(places.map((document) => this.#typist(document)));
    const updates = bomb.make(size, mallory.doc(target), mallory.lease, this.#others);
    const dropped: Dropped = { verdicts: [], waits: [], refused: [] };
    for (const update of updates) mallory.push(target, update);
    for (let n = 0, after = 0; after < AFTER; n += 1) {
      typists[n % 3] = await this.#round(typists[n % 3] ?? (await this.#typist(target)), dropped);
      if (n % 8 === 7) dropped.waits.push(await timed(() => this.#visit(target)));
      if (mallory.verdicts.length >= updates.length || mallory.closed !== null) after += 1;
    }
    dropped.verdicts.push(...mallory.verdicts.map(codeOf));
    await this.#compare(target, typists.slice(0, 2));
    for (const one of [mallory, ...typists]) one.session.end();
    return dropped;
  }

  /** A keystroke, by somebody who has read what there is to read; who is refused comes again. */
  async #round(typist: Distant, { waits, refused }: Dropped): Promise<Distant> {
    typist.read();
    waits.push(await timed(() => keystroke(typist)));
    const verdict = typist.verdicts.at(-1);
    if (verdict === undefined || verdict.verdict === 'recorded') return typist;
    refused.push(verdict.code);
    typist.session.end();
    return this.#typist(typist.place);
  }

  async #typist(document: DocumentId): Promise<Distant> {
    const typist = this.#person();
    await typist.join([document]);
    return typist;
  }

  #person(): Distant {
    this.#people += 1;
    return new Distant({ engine: this.#engine }, this.#people, 'JP');
  }

  async #visit(document: DocumentId): Promise<void> {
    const { session } = this.#person();
    const documents = [{ document }];
    const joined = await session.join({ package: PACKAGE, schema: 'entente-document/1', documents });
    if (joined.verdict !== 'joined') throw new Error(`a join was answered ${joined.code}`);
    session.end();
  }

  /** All hold what the log says, whatever was sent. */
  async #compare(document: DocumentId, people: readonly Distant[]): Promise<void> {
    const loaded = await new PostgresUpdateLog(this.#query).load(document, 0);
    const doc = new Y.Doc();
    doc.getXmlFragment('content');
    for (const { bytes } of loaded?.rows ?? []) Y.applyUpdate(doc, bytes);
    const logged = JSON.stringify(doc.getXmlFragment('content').toJSON());
    for (const one of people) {
      one.read();
      const own = JSON.stringify(one.doc(document).getXmlFragment('content').toJSON());
      if (own !== logged) throw new Error('somebody holds another text than the log');
    }
  }

  async #document(bomb?: Bomb): Promise<DocumentId> {
    const document = randomUUID() as DocumentId;
    const doc = new Y.Doc();
    doc.clientID = VICTIM;
    doc.getXmlFragment('content').insert(0, [paragraph('p0', 'The assets of the persons listed')]);
    bomb?.prepare?.(doc);
    const facts = { seq: 1, author: person(1), delegation: 'JP' as DelegationCode, client: VICTIM };
    const row = { ...facts, bytes: Y.encodeStateAsUpdate(doc) };
    const genesis = genesisChain(document);
    await this.#query({
      name: 'new-document',
      text: `INSERT INTO document (id, package, kind, head, chain, last_at) VALUES ($1, $2, 'article', 0, $3, clock_timestamp())`,
      values: [document, PACKAGE, Buffer.from(genesis)],
    });
    const chain = chainHash(genesis, row);
    await new PostgresUpdateLog(this.#query).append([{ document, ...row, clockFrom: 0, clockTo: 0, chain }]);
    return document;
  }
}

async function keystroke(typist: Distant): Promise<void> {
  const before = typist.verdicts.length;
  typist.type(typist.place, 'k');
  while (typist.verdicts.length === before) await new Promise((resolve) => setImmediate(resolve));
}

function codeOf(verdict: UpdateVerdict): string {
  return verdict.verdict === 'refused' ? verdict.code : verdict.verdict;
}

async function timed(act: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}

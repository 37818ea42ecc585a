import { randomUUID } from 'node:crypto';
import { createEngine, type Append, type Engine, type EngineEvent, type Holder } from '@entente/sync';
import { assertNever } from '@entente/kernel';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { LiveLimits } from '../live-limits.js';
import { ServerConfig } from '../server-config.js';
import type { Arrivals } from './arrivals.js';
import { codeOf } from './code-of.js';
import { PackageDirectory } from './drafting.types.js';
import { EngineLog } from './engine-log.js';
import { LiveFacts } from './live-facts.js';
import { LogConnections, STATEMENT_MS } from './log-connections.js';
import { EpochWatch } from './epoch-watch.js';
import { ForgottenClients } from './forgotten-clients.js';
import { NodeLeases } from './nodes/node-leases.js';
import type { NodeRegistry } from './nodes/node-registry.js';
import { Nodes } from './nodes/nodes.js';
import { PackageRooms } from './package-rooms.js';
import { PostgresEvidence } from './postgres-evidence.js';
import { PostgresUpdateLog } from './postgres-update-log.js';
import type { Query } from './query.js';
import { frequentThreadCpu, nativeSha256, systemClock, systemRandom, systemTimer } from './runtime.js';
import { rehearse } from './rehearsal.js';
import { ScratchWorker } from './scratch-worker.js';
import { SnapshotWorker } from './snapshot-worker.js';
import { framer } from './wire.js';

const QUIET_MS = 2_000;

/** The engine of this process with its log: made once, shared by the gateway and the service. */
@Injectable()
export class LiveEditing implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  /** Which server process this is: a new id at each start. */
  readonly node = randomUUID();
  readonly engine: Engine;
  readonly limits: LiveLimits;
  readonly query: Query;
  readonly #logger = new Logger('drafting');
  readonly #connections: LogConnections;
  readonly #snapshots: SnapshotWorker;
  readonly #scratch: ScratchWorker;
  readonly #nodes: Nodes;
  readonly #forgotten: ForgottenClients;
  /** Of the store: another one after a restore. */
  readonly epochs: EpochWatch;
  #rooms: PackageRooms | null = null;
  #quietUntil = 0;
  #stopping = false;

  constructor(
    @Inject(ServerConfig) config: ServerConfig,
    @Inject(ModuleRef) private readonly modules: ModuleRef,
    @Inject(LiveFacts) private readonly facts: LiveFacts,
  ) {
    this.#connections = new LogConnections(config.databaseUrl);
    this.limits = config.live;
    this.#snapshots = new SnapshotWorker({ databaseUrl: config.databaseUrl, statementMs: STATEMENT_MS });
    this.query = this.#connections.reads;
    this.#scratch = new ScratchWorker(config.live.trialBudgetMs);
    this.#nodes = this.#openNodes(config, this.node);
    this.#forgotten = new ForgottenClients(this.query, (error) => {
      this.#logger.error({ code: codeOf(error) }, 'unused client ids were not looked for');
    });
    this.epochs = this.#watchEpochs(config);
    this.engine = createEngine({
      log: new EngineLog(this.#connections),
      leases: this.#openLeases(),
      bus: this.#nodes.bus,
      node: this.node,
      others: () => this.#nodes.registry.others,
      framer,
      clock: systemClock,
      timer: systemTimer,
      random: systemRandom,
      limits: config.live,
      snapshots: this.#snapshots,
      soon: setImmediate,
      stopwatch: () => performance.now(),
      cpu: frequentThreadCpu(),
      sha256: nativeSha256,
      scratch: this.#scratch,
      evidence: new PostgresEvidence(this.query),
      on: (event) => {
        facts.tell({ kind: 'engine', event });
        this.#log(event);
      },
    });
  }

  /** Whether the other processes are told at once; `none`: set up without Redis. */
  get bus(): Nodes['state'] {
    return this.#nodes.state;
  }

  /** Connections to the log: all, idle, and requests that wait for one. */
  get pool(): LogConnections['counts'] {
    return this.#connections.counts;
  }

  /** The feature that keeps packages starts after this one: it is looked up when it is first needed. */
  get rooms(): PackageRooms {
    this.#rooms ??= new PackageRooms(this.query, this.modules.get(PackageDirectory, { strict: false }));
    return this.#rooms;
  }

  /** This process among those that share the database. */
  get registry(): NodeRegistry {
    return this.#nodes.registry;
  }

  /** Warms the process up while nobody comes; to be called once it listens. Answers how many keystrokes were played (S167). */
  async rehearse(arrivals: Arrivals): Promise<number> {
    const log = new PostgresUpdateLog(this.#connections.appends);
    const stage = {
      append: async (flight: readonly Append[]) => log.append(flight),
      limits: this.limits,
      clock: systemClock,
      timer: systemTimer,
      random: systemRandom,
      soon: setImmediate,
      stopwatch: () => performance.now(),
      cpu: frequentThreadCpu(),
      sha256: nativeSha256,
    };
    const unlisten = this.facts.listen((fact) => {
      if (fact.kind === 'engine' && fact.event.kind === 'joined') arrivals.came();
    });
    try {
      return await rehearse(stage, async () => arrivals.pause(() => this.#stopping));
    } catch (error: unknown) {
      // It only makes the first keystrokes quicker.
      this.#logger.warn({ code: codeOf(error) }, 'the rehearsal broke off');
      return 0;
    } finally {
      unlisten();
    }
  }

  async onApplicationBootstrap(): Promise<void> {
    await Promise.all([this.#connections.open(), this.epochs.start().then(async () => this.#nodes.start())]);
    this.#forgotten.start();
  }

  beforeApplicationShutdown(): void {
    this.#stopping = true;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.#forgotten.close(), this.epochs.close()]);
    await this.#nodes.close();
    await Promise.all([this.#snapshots.stop(), this.#scratch.close(), this.#connections.end()]);
  }

  #openNodes(config: ServerConfig, node: string): Nodes {
    const warn = (what: string, code: string | null): void => {
      this.#logger.warn({ code }, what);
    };
    return new Nodes({ config, query: this.query, node, facts: () => this.rooms, warn });
  }

  #openLeases(): NodeLeases {
    return new NodeLeases({
      query: this.query,
      node: this.node,
      epoch: async () => this.epochs.epoch(),
      failed: (error) => this.#failed({ kind: 'leases-failed', error }),
    });
  }

  #watchEpochs(config: ServerConfig): EpochWatch {
    return new EpochWatch({
      query: this.query,
      folder: config.keyDir,
      noticed: (reason) => {
        this.#logger.warn({ reason }, 'the database was restored: another epoch begins');
      },
      changed: () => this.engine.storeChanged(),
      failed: (error) => {
        this.#logger.error({ code: codeOf(error) }, 'the epoch of the store is not known');
      },
    });
  }

  /** While the database is away every room asks again and again: one line in a while says it. */
  #failed({
    kind,
    error,
    ...about
  }: Exclude<Extract<EngineEvent, { error: unknown }>, { rows: number }>): void {
    const now = systemClock.now();
    if (now < this.#quietUntil) return;
    this.#quietUntil = now + QUIET_MS;
    this.#logger.error({ ...about, code: codeOf(error) }, kind);
  }

  /** Ids and codes, never words (STYLE §4.17). */
  #log(event: EngineEvent): void {
    if ('holder' in event) {
      this.#judged(event);
      return;
    }
    if ('error' in event && event.kind !== 'flight-failed') {
      this.#failed(event);
      return;
    }
    switch (event.kind) {
      case 'flight':
      case 'joined':
      case 'snapshot':
        return;
      case 'flight-failed':
        this.#logger.error({ rows: event.rows, code: codeOf(event.error) }, 'a flight failed');
        return;
      case 'rebuilt':
        this.#logger.log({ document: event.document, head: event.head }, 'rebuilt from the log');
        return;
      default:
        assertNever(event);
    }
  }

  /** What was said of somebody's update. */
  #judged(event: Extract<EngineEvent, { holder: Holder }>): void {
    const { holder, kind, ...facts } = event;
    const { person } = holder;
    switch (kind) {
      case 'closed':
      case 'refused':
      case 'equivocation':
        // Security events, which are logged as such and bounded in a flood (S155).
        return;
      case 'trial':
        this.#logger.log({ ...facts, person }, 'update tried');
        return;
      default:
        assertNever(kind);
    }
  }
}

import { assertNever } from '@entente/kernel';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { LiveFacts, LiveSockets, type FrameName, type LiveFact } from '../drafting/index.js';
import { SecurityLog } from '../security/index.js';
import { countEvent } from './engine-metrics.js';
import { MetricSet } from './metric-set.js';
import { NodeWatch } from './node-watch.js';

/** Ways in which a socket.io connection ends. Another word than these is counted as `other`. */
const HOW: ReadonlySet<string> = new Set([
  'client namespace disconnect',
  'forced close',
  'forced server close',
  'parse error',
  'ping timeout',
  'server namespace disconnect',
  'server shutting down',
  'transport close',
  'transport error',
]);

/** Metrics of this process: facts are counted as they happen, states are read when somebody asks (S150, S153). */
@Injectable()
export class MetricsService implements OnApplicationShutdown {
  readonly set = new MetricSet();
  readonly #facts: LiveFacts;
  readonly #unlisten: () => void;

  constructor(
    @Inject(LiveSockets) private readonly sockets: LiveSockets,
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(NodeWatch) watch: NodeWatch,
    @Inject(SecurityLog) private readonly security: SecurityLog,
  ) {
    this.#facts = sockets.facts;
    const { node, version } = watch.status();
    this.set.gauge('node', 1, { node, version });
    this.#unlisten = this.#facts.listen((fact) => {
      this.#hear(fact);
    });
    this.#facts.acknowledged = (ms) => {
      this.set.observe('acknowledged', ms / 1_000);
      watch.acknowledged(ms);
    };
  }

  onApplicationShutdown(): void {
    this.#unlisten();
    this.set.registry.clear();
  }

  /** All of them in the text form of Prometheus. */
  async text(): Promise<string> {
    this.#read();
    return this.set.registry.metrics();
  }

  get contentType(): string {
    return this.set.registry.contentType;
  }

  #read(): void {
    const { set, sockets } = this;
    const { editing } = sockets;
    const { rooms, sessions, pending } = editing.engine.counts();
    const live = sockets.all;
    set.gauge('rooms', rooms);
    set.gauge('sessions', sessions);
    set.gauge('pending', pending);
    set.gauge(
      'roomBytes',
      editing.engine.inventory().reduce((sum, { bytes }) => sum + bytes, 0),
    );
    set.gauge('sockets', live.length);
    set.gauge('people', new Set(live.map(({ person }) => person.person)).size);
    set.gauge('draining', sockets.draining ? 1 : 0);
    set.gauge('bus', editing.bus === 'down' ? 0 : 1);
    for (const frame of Object.keys(this.#facts.traffic) as FrameName[]) {
      const { frames, bytes } = this.#facts.traffic[frame];
      set.total('frames', frames, { frame });
      set.total('frameBytes', bytes, { frame });
    }
    for (const [event, count] of this.security.counts) set.total('securityEvents', count, { event });
    this.#pools();
  }

  #pools(): void {
    // TypeORM types its driver for every database; this one is PostgreSQL's, whose `master` is a pool of pg.
    const { totalCount, idleCount, waitingCount } = (this.database.driver as unknown as { master: Pool })
      .master;
    const pools = {
      log: this.sockets.editing.pool,
      api: { total: totalCount, idle: idleCount, waiting: waitingCount },
    };
    for (const [pool, { total, idle, waiting }] of Object.entries(pools)) {
      this.set.gauge('pool', total - idle, { pool, state: 'busy' });
      this.set.gauge('pool', idle, { pool, state: 'idle' });
      this.set.gauge('pool', waiting, { pool, state: 'waiting' });
    }
  }

  #hear(fact: LiveFact): void {
    const { set } = this;
    switch (fact.kind) {
      case 'engine':
        countEvent(set, fact.event);
        return;
      case 'refused':
        set.count('refused', 1, { message: fact.message, code: fact.code });
        return;
      case 'turned-away':
        set.count('turnedAway', 1, { code: fact.code });
        return;
      case 'frames-refused':
        set.count('framesRefused', 1, { fault: fact.fault });
        return;
      case 'connected':
        set.count('connections');
        return;
      case 'disconnected':
        set.count('disconnections', 1, { how: HOW.has(fact.reason) ? fact.reason : 'other' });
        return;
      case 'closed':
        set.count('closed', 1, { code: fact.code });
        return;
      default:
        assertNever(fact);
    }
  }
}

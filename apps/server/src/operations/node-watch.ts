import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { NodeStatus } from '@entente/contracts';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { LiveSockets } from '../drafting/index.js';
import { NodeIdentity } from './node-identity.js';
import { RecentRefusals } from './recent-refusals.js';
import { RecentTimes } from './recent-times.js';

const LOOP_WINDOW_MS = 10_000;
/** Each look wakes the process: often enough for a percentile over the window. */
const LOOP_RESOLUTION_MS = 50;

/** How this process is doing lately: for the page Live editing and for the other nodes. */
@Injectable()
export class NodeWatch implements OnApplicationShutdown {
  readonly refusals = new RecentRefusals();
  readonly #acknowledged = new RecentTimes();
  readonly #commits = new RecentTimes();
  readonly #loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  readonly #turn: NodeJS.Timeout;
  readonly #unlisten: () => void;
  #loopMs: number | null = null;

  constructor(
    @Inject(LiveSockets) private readonly sockets: LiveSockets,
    @Inject(NodeIdentity) private readonly identity: NodeIdentity,
  ) {
    this.#loop.enable();
    this.#turn = setInterval(() => {
      this.#loopMs = this.#loopDelay();
      this.#loop.reset();
    }, LOOP_WINDOW_MS).unref();
    this.#unlisten = sockets.facts.listen((fact) => {
      this.refusals.hear(fact, Date.now());
      if (fact.kind === 'engine' && fact.event.kind === 'flight') {
        this.#commits.add(fact.event.ms, performance.now());
      }
    });
  }

  /** Told for each update recorded, with the time from its arrival. */
  acknowledged(ms: number): void {
    this.#acknowledged.add(ms, performance.now());
  }

  status(): NodeStatus {
    const { editing, draining, all } = this.sockets;
    const { rooms, pending } = editing.engine.counts();
    const now = performance.now();
    return {
      node: this.identity.id,
      version: this.identity.version,
      since: this.identity.since,
      rooms,
      roomBytes: editing.engine.inventory().reduce((sum, { bytes }) => sum + bytes, 0),
      connections: all.length,
      people: new Set(all.map(({ person }) => person.person)).size,
      pending,
      acknowledgedMs: this.#acknowledged.p99(now),
      commitMs: this.#commits.p99(now),
      eventLoopMs: this.#loopMs ?? this.#loopDelay(),
      draining,
      bus: editing.bus,
    };
  }

  onApplicationShutdown(): void {
    clearInterval(this.#turn);
    this.#loop.disable();
    this.#unlisten();
  }

  /** What the timer of the measurement itself waits is no delay. */
  #loopDelay(): number {
    return Math.max(0, this.#loop.percentile(99) / 1e6 - LOOP_RESOLUTION_MS);
  }
}

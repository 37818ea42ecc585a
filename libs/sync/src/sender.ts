import type { Clock, Instant, PersonId } from '@entente/kernel';
import type { EngineLimits } from './engine-limits.js';
import { TokenBucket } from './token-bucket.js';

const MINUTE = 60_000;

/** One person's share of this node's attention, over all their connections (SECURITY SP9). */
export class Turns {
  /** Rows of evidence that may still be kept about this person. */
  readonly evidence: TokenBucket;
  connections = 0;
  leftAt: Instant;
  private readonly clock: Clock;
  private readonly turn: TokenBucket;
  private trials: Promise<void> = Promise.resolve();
  private spoiltAt: number;

  constructor(clock: Clock, limits: EngineLimits) {
    this.clock = clock;
    this.leftAt = clock.now();
    this.spoiltAt = this.leftAt - MINUTE;
    this.turn = new TokenBucket(clock, limits.turnCpuPerSecond, limits.turnCpuBurst);
    this.evidence = new TokenBucket(clock, limits.evidencePerMinute / 60, limits.evidencePerMinute);
  }

  /** Others come first for a moment. */
  get over(): boolean {
    return this.turn.empty;
  }

  /** Their updates are tried elsewhere first: one has cost a rebuild within the last minute. */
  get watched(): boolean {
    return this.clock.now() - this.spoiltAt < MINUTE;
  }

  spend(ms: number): void {
    this.turn.spend(ms);
  }

  spoilt(): void {
    this.spoiltAt = this.clock.now();
  }

  /** One trial of a person at a time, so that nobody's fill the place where they run. `trial` never rejects. */
  queue(trial: () => Promise<void>): void {
    this.trials = this.trials.then(trial);
  }
}

/** Who is billed for what an update costs: a connection, within its person's turns. Times in milliseconds of CPU. */
export class Sender {
  readonly turns: Turns;
  private readonly cpu: TokenBucket;
  private readonly rebuilds: TokenBucket;

  constructor(turns: Turns, clock: Clock, limits: EngineLimits) {
    this.turns = turns;
    this.cpu = new TokenBucket(clock, limits.cpuPerSecond, limits.cpuBurst);
    this.rebuilds = new TokenBucket(clock, limits.spoiltPerMinute / 60, limits.spoiltPerMinute);
  }

  /** Has this connection used up what it may cost? */
  get spent(): boolean {
    return this.cpu.empty;
  }

  /** `ms` on the room's own thread. */
  spend(ms: number): void {
    this.cpu.spend(ms);
    this.turns.spend(ms);
  }

  /** `ms` elsewhere. */
  spendElsewhere(ms: number): void {
    this.cpu.spend(ms);
  }

  /** A refusal that cost a rebuild, or would have; false where it was one too many (S55). */
  spoilt(): boolean {
    this.turns.spoilt();
    return this.rebuilds.take(1);
  }
}

/** The turns of everybody who sends. Kept a while beyond the last connection, so that a new one does not begin afresh. */
export class TurnBook {
  private readonly clock: Clock;
  private readonly limits: EngineLimits;
  private readonly turns = new Map<PersonId, Turns>();
  private sweptAt: Instant;

  constructor(clock: Clock, limits: EngineLimits) {
    this.clock = clock;
    this.limits = limits;
    this.sweptAt = clock.now();
  }

  /** For one more connection of that person; `release` ends it. */
  hold(person: PersonId): Turns {
    this.sweep();
    const turns = this.turns.get(person) ?? new Turns(this.clock, this.limits);
    turns.connections += 1;
    this.turns.set(person, turns);
    return turns;
  }

  release(turns: Turns): void {
    turns.connections -= 1;
    turns.leftAt = this.clock.now();
  }

  private sweep(): void {
    const now = this.clock.now();
    if (now - this.sweptAt < MINUTE) return;
    this.sweptAt = now;
    for (const [person, { connections, leftAt }] of this.turns) {
      if (connections === 0 && now - leftAt >= MINUTE) this.turns.delete(person);
    }
  }
}

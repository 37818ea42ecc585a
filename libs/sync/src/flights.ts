import { instant } from '@entente/kernel';
import type { EngineLimits } from './engine-limits.js';
import type { EngineOptions } from './engine-types.js';
import type { Append, Outcome } from './log.js';
import type { Room } from './room.js';

interface Seat {
  readonly room: Room;
  readonly rows: readonly Append[];
}

/**
 * Group commit: one statement carries what all rooms have ready; what arrives meanwhile takes the next. So the
 * number of commits follows the speed of the disk, not the number of keystrokes (S41).
 */
export class Flights {
  private readonly options: EngineOptions;
  private readonly limits: EngineLimits;
  private readonly rooms = new Set<Room>();
  private readonly stopwatch: () => number;
  /** Rooms that wait for the next beat. */
  private readonly held = new Set<Room>();
  private underway = 0;
  private departedAt = 0;
  private waiting = false;
  private called = false;

  constructor(options: EngineOptions, limits: EngineLimits) {
    this.options = options;
    this.limits = limits;
    this.stopwatch = options.stopwatch ?? (() => options.clock.now());
  }

  /** The room has something for the next flight. */
  call(room: Room): void {
    const wait = room.pace.wait();
    if (wait > 0) this.hold(room, wait);
    else {
      this.rooms.add(room);
      this.callUp();
    }
  }

  private callUp(): void {
    if (this.called || this.rooms.size === 0) return;
    if (!this.free) {
      this.callLater();
      return;
    }
    this.called = true;
    // At the end of this turn, so that all that came in one read of the sockets goes together.
    const soon = this.options.soon ?? queueMicrotask;
    soon(() => {
      this.called = false;
      this.depart();
    });
  }

  /** A second flight departs only where the first takes long: what waits for it goes together. */
  private get free(): boolean {
    if (this.underway === 0) return true;
    return this.underway < this.limits.flights && this.patience <= 0;
  }

  private get patience(): number {
    return this.departedAt + this.limits.flightPatienceMs - this.options.clock.now();
  }

  private callLater(): void {
    if (this.waiting || this.underway >= this.limits.flights) return;
    this.waiting = true;
    this.options.timer.after(Math.max(0, this.patience), () => {
      this.waiting = false;
      this.callUp();
    });
  }

  /** All crowded rooms wait for the same beat, so one timer serves them. */
  private hold(room: Room, wait: number): void {
    this.held.add(room);
    if (this.held.size > 1) return;
    this.options.timer.after(wait, () => {
      for (const one of this.held) this.rooms.add(one);
      this.held.clear();
      this.callUp();
    });
  }

  private depart(): void {
    if (!this.free) return this.callLater();
    const started = this.stopwatch();
    const { limits } = this;
    const until = instant(this.options.clock.now() + limits.turnMs);
    const seats: Seat[] = [];
    const flight: Append[] = [];
    // In the order in which they called: one that has more than its share calls again, behind the others (S90).
    for (const room of this.rooms) {
      if (flight.length >= limits.flightRows || this.options.clock.now() > until) break;
      this.rooms.delete(room);
      const rows = room.board(Math.min(limits.roomRows, limits.flightRows - flight.length), until);
      if (rows.length === 0) continue;
      seats.push({ room, rows });
      flight.push(...rows);
    }
    if (seats.length > 0) this.send(seats, flight, this.stopwatch() - started);
    this.callUp();
  }

  private send(seats: readonly Seat[], flight: readonly Append[], inspectMs: number): void {
    this.underway += 1;
    this.departedAt = this.options.clock.now();
    const { on } = this.options;
    const started = this.stopwatch();
    this.options.log.append(flight).then(
      (outcomes) => {
        const ms = this.stopwatch() - started;
        const landed = recordedOf(flight, outcomes);
        on?.({ kind: 'flight', rows: flight.length, documents: seats.length, ...landed, inspectMs, ms });
        this.land(seats, outcomes);
      },
      (error: unknown) => {
        on?.({ kind: 'flight-failed', rows: flight.length, error });
        this.underway -= 1;
        for (const { room } of seats) room.lost();
        this.callUp();
      },
    );
  }

  private land(seats: readonly Seat[], outcomes: readonly Outcome[]): void {
    this.underway -= 1;
    let at = 0;
    for (const { room, rows } of seats) {
      this.landOne(room, outcomes.slice(at, at + rows.length));
      at += rows.length;
    }
    this.callUp();
  }

  /** A defect in one room must not keep the verdicts of the others: that room reads the log and goes on from there. */
  private landOne(room: Room, outcomes: readonly Outcome[]): void {
    try {
      room.landed(outcomes);
    } catch (error: unknown) {
      this.options.on?.({ kind: 'flight-failed', rows: outcomes.length, error });
      room.lost();
    }
  }
}

/** How many of the rows the log took, and their bytes. */
function recordedOf(
  flight: readonly Append[],
  outcomes: readonly Outcome[],
): { recorded: number; bytes: number } {
  let [recorded, bytes] = [0, 0];
  for (const [at, outcome] of outcomes.entries()) {
    if (outcome.kind !== 'recorded') continue;
    recorded += 1;
    bytes += flight[at]?.bytes.length ?? 0;
  }
  return { recorded, bytes };
}

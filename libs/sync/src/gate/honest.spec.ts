import { seededRandom, type SeededRandom, testSeed } from '@entente/testing';
import * as Y from 'yjs';
import { Drafter, paragraph } from './drafter.kit.js';
import { GateServer, textOf } from './server.kit.js';

const START = 4_000;

function firstRow(): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = START;
  doc.getXmlFragment('content').insert(0, [paragraph('p0', 'The assets of the persons listed')]);
  return Y.encodeStateAsUpdate(doc);
}

interface Seat {
  readonly drafter: Drafter;
  readonly owned: Set<number>;
  online: boolean;
  seen: number;
}

/** A session of honest drafters over the gate: offline, reload under a new id, full resend, undo and redo. */
class Session {
  readonly random: SeededRandom;
  readonly server = new GateServer([firstRow()]);
  readonly seats: Seat[];
  readonly refused: string[] = [];
  messages = 0;
  private nextClient = 5_000;

  constructor(seed: number, seats: number) {
    this.random = seededRandom(seed);
    this.seats = Array.from({ length: seats }, (_, n) => {
      const client = this.lease();
      const drafter = new Drafter(
        `d${String(n)}`,
        client,
        Y.encodeStateAsUpdate(this.server.doc),
        this.random,
      );
      return { drafter, owned: new Set([client]), online: true, seen: this.server.rows.length };
    });
  }

  step(): void {
    const seat = this.random.pick(this.seats);
    const roll = this.random.integer(100);
    if (roll < 60) seat.drafter.edit();
    else if (roll < 75) this.pull(seat);
    else if (roll < 92) this.push(seat);
    else if (roll < 94) seat.online = false;
    else if (roll < 97) this.reconnect(seat);
    else this.reload(seat);
  }

  settle(): void {
    for (const seat of this.seats) this.reconnect(seat);
    for (const seat of this.seats) this.pull(seat);
  }

  private lease(): number {
    this.nextClient += 1 + this.random.integer(1_000);
    return this.nextClient;
  }

  private pull(seat: Seat): void {
    if (!seat.online) return;
    for (const row of this.server.rows.slice(seat.seen)) seat.drafter.receive(row);
    seat.seen = this.server.rows.length;
  }

  private push(seat: Seat): void {
    if (!seat.online) return;
    const updates = seat.drafter.outbox.splice(0);
    if (updates.length > 0) this.send(seat, Y.mergeUpdates(updates));
  }

  private reconnect(seat: Seat): void {
    seat.online = true;
    seat.drafter.outbox.splice(0);
    const whole = this.random.integer(4) === 0;
    const vector = whole ? undefined : Y.encodeStateVector(this.server.doc);
    this.send(seat, Y.encodeStateAsUpdate(seat.drafter.doc, vector));
    this.pull(seat);
  }

  private reload(seat: Seat): void {
    const client = this.lease();
    seat.owned.add(client);
    seat.drafter.reopen(client);
  }

  private send(seat: Seat, update: Uint8Array): void {
    this.messages += 1;
    const answer = this.server.submit(update, seat.owned, 50_000);
    if (typeof answer === 'string' && answer !== 'known') this.refused.push(answer);
  }
}

describe('honest drafters', () => {
  const seed = testSeed();
  it.each(Array.from({ length: 6 }, (_, n) => seed * 100 + n))(
    '[S20] nothing of theirs is refused and all hold one text, seed %i',
    (one) => {
      const session = new Session(one, 4);
      for (let n = 0; n < 1_200; n += 1) session.step();
      session.settle();
      expect(session.refused).toEqual([]);
      const texts = session.seats.map((seat) => textOf(seat.drafter.doc));
      expect(new Set([...texts, textOf(session.server.doc), textOf(session.server.reloaded())]).size).toBe(1);
      expect(session.server.rows.length).toBeGreaterThan(50);
    },
  );
});

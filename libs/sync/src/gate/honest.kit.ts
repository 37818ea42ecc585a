import { type Counts, seededRandom, type SeededRandom } from '@entente/testing';
import * as Y from 'yjs';
import { Drafter, paragraph } from './drafter.kit.js';
import { orderOf } from './reload.js';
import { GateServer, textOf } from './server.kit.js';

const START = 4_000;
const STEPS = 1_200;
const SEATS = 4;

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
  /** Messages that Yjs itself cannot give one order for all (SECURITY §4.2.6). */
  diverged = 0;
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
    if (typeof answer !== 'string' || answer === 'known') return;
    if (answer === 'POSITION_ORDER' && divergesByItself(this.server, update)) {
      this.diverged += 1;
      this.startAnew(seat);
    } else this.refused.push(answer);
  }

  /** What a client does after such a refusal: the document anew, under a new id. */
  private startAnew(seat: Seat): void {
    const client = this.lease();
    seat.owned.add(client);
    seat.drafter.replace(client, Y.encodeStateAsUpdate(this.server.doc));
    seat.seen = this.server.rows.length;
  }
}

/** Does Yjs without any gate show another text to those who were there than to those who join? */
function divergesByItself(server: GateServer, update: Uint8Array): boolean {
  const live = server.reloaded();
  Y.applyUpdate(live, update);
  const late = new Y.Doc();
  late.getXmlFragment('content');
  Y.applyUpdate(late, Y.encodeStateAsUpdate(live));
  return orderOf(late.getXmlFragment('content')) !== orderOf(live.getXmlFragment('content'));
}

/** One session from beginning to end; throws where an honest message was refused or two replicas differ. */
export function honestRound(seed: number): Counts {
  const session = new Session(seed, SEATS);
  for (let n = 0; n < STEPS; n += 1) session.step();
  session.settle();
  const { refused, server, seats, messages, diverged } = session;
  if (refused.length > 0) throw new Error(`refused: ${refused.join()}`);
  const texts = seats.map((seat) => textOf(seat.drafter.doc));
  const all = new Set([...texts, textOf(server.doc), textOf(server.reloaded()), textOf(server.late())]);
  if (all.size !== 1) throw new Error(`${String(all.size)} texts`);
  return { messages, diverged, rows: server.rows.length };
}

import type { RefusalCode, UpdateVerdict } from '@entente/contracts';
import type { Clock, Instant } from '@entente/kernel';
import type { Append, Outcome, UpdateRow } from './log.js';
import type { Member } from './members.js';
import { refused } from './refuse.js';
import type { Offered, RoomText } from './room-text.js';

/** An update in the room, from the moment it is taken in until its verdict. */
export interface Entry extends Offered {
  readonly member: Member;
  readonly since: Instant;
  /** The row made for it, while a flight carries it or may have carried it. */
  appended: Append | null;
  answer(verdict: UpdateVerdict): void;
  /** Told when only a rebuild helped after this update. */
  spoilt(): void;
}

/** How a deck inspects: the text, who is barred from writing, and how much fits. */
export interface Boarding {
  readonly text: RoomText;
  readonly barred: (entry: Entry) => RefusalCode | null;
  readonly maxRows: number;
  /** One update at least is inspected; others only before this instant. */
  readonly until: Instant;
  readonly maxStructs: number;
}

/**
 * The updates of one room: those that wait, not yet inspected, and those aboard the flight under way. Every entry
 * that comes in leaves with exactly one verdict (S42).
 */
export class Deck {
  private readonly clock: Clock;
  private queue: Entry[] = [];
  private aboard: Entry[] = [];

  constructor(clock: Clock) {
    this.clock = clock;
  }

  get waiting(): number {
    return this.queue.length;
  }

  get pending(): number {
    return this.queue.length + this.aboard.length;
  }

  push(entry: Entry): void {
    this.queue.push(entry);
  }

  /** Inspects what waits, in order; answers the rows for a flight, or that the text has to be built again. */
  board(boarding: Boarding): Append[] | 'rebuild' {
    const rows: Append[] = [];
    const waiting = this.queue;
    this.queue = [];
    for (const [at, entry] of waiting.entries()) {
      if (rows.length >= boarding.maxRows || (at > 0 && this.clock.now() > boarding.until)) {
        this.queue = [...waiting.slice(at), ...this.queue];
        break;
      }
      const row = this.inspect(entry, boarding);
      if (row === 'rebuild') {
        this.queue = [...this.aboard.splice(0), ...waiting.slice(at + 1), ...this.queue];
        return row;
      }
      if (row !== null) rows.push(row);
    }
    return rows;
  }

  /** The flight is recorded: verdicts, then the rows and whose they all are, where they are one member's. */
  settle(outcomes: readonly Outcome[], head: number): { rows: Append[]; author: Member | null } {
    const rows: Append[] = [];
    const authors = new Set<Member>();
    let last = { seq: head, receivedAt: this.clock.now() };
    for (const entry of this.aboard.splice(0)) {
      const outcome = entry.appended === null ? undefined : outcomes[rows.length];
      if (outcome?.kind === 'recorded') last = outcome;
      const verdict = { verdict: 'recorded', seq: last.seq, at: last.receivedAt } as const;
      entry.answer(entry.appended === null ? { ...verdict, known: true } : verdict);
      if (entry.appended === null) continue;
      rows.push(entry.appended);
      authors.add(entry.member);
    }
    const [author] = authors;
    return { rows, author: authors.size === 1 ? (author ?? null) : null };
  }

  /** Entries whose flight's fate was open: recorded where their row is in the log, else inspected again (S45). */
  reclaim(rows: readonly UpdateRow[], late: number): void {
    const again: Entry[] = [];
    for (const entry of this.aboard.splice(0)) {
      const row = rows.find((candidate) => isSameRow(candidate, entry.appended));
      if (row !== undefined) entry.answer({ verdict: 'recorded', seq: row.seq, at: row.receivedAt });
      else if (entry.since <= late) entry.answer(refused('UNAVAILABLE'));
      else again.push(entry);
    }
    this.queue = [...again, ...this.queue];
  }

  refuseAboard(code: RefusalCode): void {
    for (const entry of this.aboard.splice(0)) entry.answer(refused(code));
  }

  refuseAll(code: RefusalCode): void {
    this.refuseAboard(code);
    for (const entry of this.queue.splice(0)) entry.answer(refused(code));
  }

  /** Gives up on those that wait since `late` or longer; those aboard may be recorded, which only the log knows. */
  refuseLate(late: number): void {
    const gone = this.queue.filter((entry) => entry.since <= late);
    this.queue = this.queue.filter((entry) => entry.since > late);
    for (const entry of gone) entry.answer(refused('UNAVAILABLE'));
  }

  private inspect(entry: Entry, boarding: Boarding): Append | null | 'rebuild' {
    const barred = boarding.barred(entry);
    if (barred !== null) {
      entry.answer(refused(barred));
      return null;
    }
    const { text } = boarding;
    const staged = text.stage(entry, boarding.maxStructs);
    if (!staged.ok) {
      entry.answer(refused(staged.error.code));
      if (!staged.error.spoilt) return null;
      entry.spoilt();
      return 'rebuild';
    }
    entry.appended = staged.value;
    // What repeats a row of this same flight is recorded only when that row is.
    if (staged.value !== null || this.aboard.length > 0) this.aboard.push(entry);
    else entry.answer({ verdict: 'recorded', seq: text.head, at: this.clock.now(), known: true });
    return staged.value;
  }
}

function isSameRow(row: UpdateRow, appended: Append | null): boolean {
  if (appended === null || row.seq !== appended.seq) return false;
  return row.chain.every((byte, at) => byte === appended.chain[at]);
}

import type { RefusalCode, UpdateVerdict } from '@entente/contracts';
import type { Clock, Instant } from '@entente/kernel';
import type { Story } from './gate/plan.js';
import type { Append, Outcome, UpdateRow } from './log.js';
import type { Member } from './members.js';
import { refused } from './refuse.js';
import type { Offered, PassedTrial, RoomText } from './room-text.js';
import type { Sender } from './sender.js';

/** An update in the room, from the moment it is taken in until its verdict. */
export interface Entry extends Offered {
  readonly member: Member;
  readonly sender: Sender;
  readonly since: Instant;
  /** The row made for it, while a flight carries it or may have carried it. */
  appended: Append | null;
  /** Where it stands with being tried elsewhere first. */
  trial: TrialState | null;
  answer(verdict: UpdateVerdict): void;
  /**
   * Asks once more which client ids are the sender's; true where there are new ones. Null: it has been asked for this update.
   * Rejects when that cannot be known now.
   */
  rebind: (() => Promise<boolean>) | null;
  /** Told when only a rebuild helped after this update, or would have. */
  spoilt(): void;
  /** Told when the update tells another story about clocks that the document knows. */
  equivocated(story: Story): void;
}

export type TrialState =
  | { readonly kind: 'running'; readonly n: number }
  | ({ readonly kind: 'passed'; readonly n: number } & PassedTrial)
  | ({ readonly kind: 'refused' } & Unfit);

/** Why an update is refused. */
export interface Unfit {
  readonly code: RefusalCode;
  readonly spoilt: boolean;
  readonly story: Story | null;
}

/** How a deck inspects. */
export interface Boarding {
  readonly text: RoomText;
  readonly barred: (entry: Entry) => RefusalCode | null;
  /** Looks at an update and bills its sender; `heavy`: it has to be tried first; `apart`: not as one of several. */
  readonly inspect: (entry: Entry) => Append | 'known' | 'heavy' | 'apart' | Unfit;
  /** Bills what it took to bring several to an end together. */
  readonly share: (senders: readonly Sender[]) => void;
  /** Has the sender's ids asked for again; its `trial` will say where that came to nothing. */
  readonly rebind: (entry: Entry) => void;
  /** Has the update tried elsewhere; its `trial` will say what came of it. */
  readonly try: (entry: Entry) => void;
  readonly maxRows: number;
  /** One update at least is inspected; others only before this instant. */
  readonly until: Instant;
}

/** One boarding under way: `at` is who comes next. */
interface Turn {
  readonly waiting: readonly Entry[];
  at: number;
  readonly rows: Append[];
  readonly held: Set<Sender>;
  readonly left: Entry[];
}

/** `apart`: who comes next has to be inspected by itself. */
type Step = 'on' | 'apart' | 'rebuild';

/**
 * The updates of one room: those that wait, not yet inspected, and those aboard the flight under way. Every entry
 * that comes in leaves with exactly one verdict; those of one sender in the order they came (S42).
 */
export class Deck {
  private readonly clock: Clock;
  private queue: Entry[] = [];
  private aboard: Entry[] = [];
  /** So many of those that wait are inspected each by itself, after several together could not be brought to an end. */
  private apart = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  get waiting(): number {
    return this.queue.length;
  }

  get pending(): number {
    return this.queue.length + this.aboard.length;
  }

  /** Could any of those that wait be inspected now? */
  get ready(): boolean {
    const held = new Set<Sender>();
    return this.queue.some((entry) => !isHeld(entry, held));
  }

  /** Does anybody wait only because it is the others' turn? */
  get resting(): boolean {
    return this.queue.some(({ trial, sender }) => trial?.kind !== 'running' && sender.turns.over);
  }

  push(entry: Entry): void {
    this.queue.push(entry);
  }

  /**
   * Inspects what waits, in order; answers the rows for a flight, or that the text has to be built again. A sender whose
   * update is being tried, or whose turn is over, waits; the others do not.
   */
  board(boarding: Boarding): Append[] | 'rebuild' {
    const turn: Turn = { waiting: this.queue, at: 0, rows: [], held: new Set(), left: [] };
    this.queue = [];
    while (!this.isOver(turn, boarding)) {
      const step =
        this.apart === 0 && turn.waiting.length - turn.at > 1
          ? this.boardTogether(turn, boarding)
          : this.boardOne(turn, boarding);
      if (step === 'rebuild') {
        this.queue = [...this.aboard.splice(0), ...turn.left, ...turn.waiting.slice(turn.at), ...this.queue];
        return step;
      }
      if (step === 'apart') this.apart += 1;
    }
    this.queue = [...turn.left, ...turn.waiting.slice(turn.at), ...this.queue];
    return turn.rows;
  }

  private isOver({ waiting, at, rows }: Turn, { maxRows, until }: Boarding): boolean {
    if (at >= waiting.length || rows.length >= maxRows) return true;
    return at > 0 && this.clock.now() > until;
  }

  /** Several in one transaction of Yjs, as far as they are of a kind that can be (S188). */
  private boardTogether(turn: Turn, boarding: Boarding): Step {
    const before = this.aboard.length;
    let step: Step = 'on';
    const sound = boarding.text.together(() => {
      while (step === 'on' && !this.isOver(turn, boarding)) step = this.boardOne(turn, boarding);
    });
    boarding.share(this.aboard.slice(before).map(({ sender }) => sender));
    if (sound) return step;
    // Whose it was cannot be told now: each by itself, it can.
    this.apart = turn.at;
    return 'rebuild';
  }

  private boardOne(turn: Turn, boarding: Boarding): Step {
    const entry = turn.waiting[turn.at];
    if (entry === undefined) return 'on';
    const row = isHeld(entry, turn.held) ? 'wait' : this.inspect(entry, boarding);
    if (row === 'apart') return row;
    turn.at += 1;
    this.apart = Math.max(0, this.apart - 1);
    if (row === 'rebuild') return row;
    if (row === 'wait') {
      turn.held.add(entry.sender);
      turn.left.push(entry);
    } else if (row !== null) turn.rows.push(row);
    return 'on';
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

  private inspect(entry: Entry, boarding: Boarding): Append | null | 'rebuild' | 'wait' | 'apart' {
    const barred = boarding.barred(entry);
    if (barred !== null) {
      entry.answer(refused(barred));
      return null;
    }
    const found = entry.trial?.kind === 'refused' ? entry.trial : boarding.inspect(entry);
    if (found === 'apart') return found;
    if (found === 'heavy') {
      boarding.try(entry);
      return 'wait';
    }
    if (found !== 'known' && 'code' in found) {
      if (!mayBeBound(entry, found)) return turnAway(entry, found);
      boarding.rebind(entry);
      return 'wait';
    }
    return this.take(entry, found === 'known' ? null : found, boarding.text.head);
  }

  private take(entry: Entry, row: Append | null, head: number): Append | null {
    entry.appended = row;
    // What repeats a row of this same flight is recorded only when that row is.
    if (row !== null || this.aboard.length > 0) this.aboard.push(entry);
    else entry.answer({ verdict: 'recorded', seq: head, at: this.clock.now(), known: true });
    return row;
  }
}

/** Another node may have bound the id to this person since the connection joined here. */
function mayBeBound({ rebind }: Entry, { code, spoilt }: Unfit): boolean {
  return code === 'CLIENT_NOT_BOUND' && !spoilt && rebind !== null;
}

/** After a trial nothing was applied here, whatever it would have cost. */
function turnAway(entry: Entry, { code, spoilt, story }: Unfit): null | 'rebuild' {
  entry.answer(refused(code));
  if (spoilt) entry.spoilt();
  if (story !== null) entry.equivocated(story);
  return spoilt && entry.trial?.kind !== 'refused' ? 'rebuild' : null;
}

function isHeld({ trial, sender }: Entry, held: Set<Sender>): boolean {
  if (!held.has(sender) && trial?.kind !== 'running' && !sender.turns.over) return false;
  held.add(sender);
  return true;
}

function isSameRow(row: UpdateRow, appended: Append | null): boolean {
  if (appended === null || row.seq !== appended.seq) return false;
  return row.chain.every((byte, at) => byte === appended.chain[at]);
}

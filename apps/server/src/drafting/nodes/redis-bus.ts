import type { Bus, BusNote } from '@entente/sync';
import { mergeNotes, type FrequentNote } from './merge-notes.js';
import type { NoteSeal } from './note-seal.js';
import { ANSWER_MS, RedisLink, type RedisClient } from './redis-link.js';
import { within } from './within.js';

const STREAM = 'entente:notes';
/** Entries that Redis keeps, roughly; a reader that is further behind compares with the log instead. */
const KEPT = 10_000;
const READ_AT_ONCE = 500;
const BLOCK_MS = 1_000;
/** Notes that may wait while one entry is on its way; the oldest is forgotten first, and the poll brings what it told. */
const WAITING = 1_000;

interface Entry {
  readonly id: string;
  readonly message: Readonly<Record<string, string>>;
}

type Changed = (link: 'sending' | 'hearing', up: boolean, code: string | null) => void;

/**
 * Rows and presence over one Redis stream. Publishing never waits and never fails: what cannot go out now is forgotten, because the log
 * has it and every node asks the log again (S104). What passed while a node could not hear is told as `missed`.
 */
export class RedisBus implements Bus {
  readonly #seal: NoteSeal;
  readonly #hearers = new Set<(note: BusNote) => void>();
  readonly #waiting = new Map<string, FrequentNote>();
  readonly #url: string;
  readonly #changed: Changed;
  #links: readonly RedisLink[] = [];
  #sending = false;
  #wake: (() => void) | null = null;

  constructor(url: string, seal: NoteSeal, changed: Changed) {
    this.#url = url;
    this.#seal = seal;
    this.#changed = changed;
  }

  /** Connects, and stays connected until `close`. */
  start(): void {
    const changed = this.#changed;
    this.#links = [
      new RedisLink(this.#url, async (client) => this.#send(client), changed.bind(null, 'sending')),
      new RedisLink(this.#url, async (client) => this.#hear(client), changed.bind(null, 'hearing')),
    ];
  }

  publish(note: BusNote): void {
    if (!this.#sending || !isFrequent(note)) return;
    const key = note.kind === 'document' ? note.document : `${note.kind}/${note.package}`;
    const merged = mergeNotes(this.#waiting.get(key), note);
    this.#waiting.delete(key);
    this.#waiting.set(key, merged);
    const [oldest] = this.#waiting.keys();
    if (this.#waiting.size > WAITING && oldest !== undefined) this.#waiting.delete(oldest);
    this.#wake?.();
  }

  subscribe(hear: (note: BusNote) => void): () => void {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }

  close(): void {
    for (const link of this.#links) link.close();
  }

  /** One entry at a time; what is published meanwhile goes together in the next, a document only once. */
  async #send(client: RedisClient): Promise<void> {
    this.#sending = true;
    const wake = (): void => this.#wake?.();
    client.on('end', wake).on('error', wake);
    try {
      while (client.isReady) {
        if (this.#waiting.size === 0) await this.#something();
        const notes = [...this.#waiting.values()];
        this.#waiting.clear();
        if (notes.length > 0) await within(ANSWER_MS, add(client, this.#seal.seal(notes)));
      }
    } finally {
      this.#sending = false;
      this.#waiting.clear();
    }
  }

  /** Settles when there is something to send, or the connection has ended. */
  async #something(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = null;
  }

  async #hear(client: RedisClient): Promise<void> {
    let from = await newest(client);
    // Whatever was said before this moment may have been missed.
    this.#tell({ kind: 'missed' });
    for (;;) {
      const entries = await within(BLOCK_MS + ANSWER_MS, read(client, from));
      for (const { id, text } of entries) {
        from = id;
        for (const note of this.#seal.open(text)) this.#tell(note);
      }
      if (entries.length === 0) from = earlier(from, await newest(client));
    }
  }

  #tell(note: BusNote): void {
    for (const hear of this.#hearers) hear(note);
  }
}

function isFrequent(note: BusNote): note is BusNote & FrequentNote {
  return note.kind === 'document' || note.kind === 'presence' || note.kind === 'presence-wanted';
}

async function add(client: RedisClient, text: string): Promise<unknown> {
  const trim = { strategy: 'MAXLEN', strategyModifier: '~', threshold: KEPT } as const;
  return client.xAdd(STREAM, '*', { n: text }, { TRIM: trim });
}

async function read(client: RedisClient, from: string): Promise<readonly { id: string; text: string }[]> {
  const answer = await client.xRead({ key: STREAM, id: from }, { BLOCK: BLOCK_MS, COUNT: READ_AT_ONCE });
  // The client's own type for this answer says nothing.
  const streams = answer as readonly { readonly messages: readonly (Entry | null)[] }[] | null;
  const messages = streams?.[0]?.messages ?? [];
  return messages.flatMap((entry) =>
    entry === null ? [] : [{ id: entry.id, text: entry.message['n'] ?? '' }],
  );
}

async function newest(client: RedisClient): Promise<string> {
  const entries = await within(ANSWER_MS, client.xRevRange(STREAM, '+', '-', { COUNT: 1 }));
  return entries?.[0]?.id ?? '0-0';
}

/** A Redis that lost its data may number anew from an earlier time, as its clock says; the old place would hear nothing. */
function earlier(from: string, newestId: string): string {
  return compare(newestId, from) < 0 ? '0-0' : from;
}

function compare(a: string, b: string): number {
  const [[aTime = 0, aPlace = 0], [bTime = 0, bPlace = 0]] = [parts(a), parts(b)];
  return aTime - bTime || aPlace - bPlace;
}

function parts(id: string): number[] {
  return id.split('-').map(Number);
}

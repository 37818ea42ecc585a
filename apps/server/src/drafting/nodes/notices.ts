import { nodeNotes, type NodeNote } from '@entente/contracts';
import type { Bus, BusNote } from '@entente/sync';
import pg from 'pg';
import type { Query } from '../query.js';

const CHANNEL = 'entente_notes';
const ANSWER_MS = 2_000;
/** How often the connection is asked whether it still lives: one that has gone silent says nothing by itself. */
const CHECK_MS = 2_000;

/**
 * Notes over PostgreSQL's LISTEN and NOTIFY, for what is rare and follows a formal act: they come as long as the database is
 * there, without which nothing can be done anyway. What passed while this node could not hear is told as `missed`.
 */
export class Notices implements Bus {
  readonly #url: string;
  readonly #query: Query;
  readonly #node: string;
  readonly #failed: (error: unknown) => void;
  readonly #hearers = new Set<(note: BusNote) => void>();
  #check: NodeJS.Timeout | undefined;
  #client: pg.Client | null = null;
  #asking = false;
  #closed = false;

  constructor(
    options: { readonly url: string; readonly query: Query; readonly node: string },
    failed: (error: unknown) => void,
  ) {
    this.#url = options.url;
    this.#query = options.query;
    this.#node = options.node;
    this.#failed = failed;
  }

  start(): void {
    void this.#ask();
    this.#check = setInterval(() => {
      if (!this.#asking) void this.#ask();
    }, CHECK_MS).unref();
  }

  publish(note: BusNote): void {
    if (note.kind === 'missed' || this.#closed) return;
    this.#query({
      name: 'notes-tell',
      text: 'SELECT pg_notify($1, $2)',
      values: [CHANNEL, JSON.stringify({ node: this.#node, note })],
    }).catch((error: unknown) => {
      // The others find it in their sweep.
      this.#failed(error);
    });
  }

  subscribe(hear: (note: BusNote) => void): () => void {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#check);
    if (this.#client !== null) this.#lost(this.#client);
  }

  /** Whether the connection answers; one that does not is left behind and another made. */
  async #ask(): Promise<void> {
    this.#asking = true;
    const client = this.#client;
    try {
      if (client === null) await this.#listen();
      else await client.query('SELECT 1');
    } catch (error: unknown) {
      if (!this.#closed) this.#failed(error);
      if (client !== null) this.#lost(client);
    } finally {
      this.#asking = false;
    }
  }

  async #listen(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      keepAlive: true,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
    });
    client.on('error', () => {
      this.#lost(client);
    });
    client.on('end', () => {
      this.#lost(client);
    });
    client.on('notification', ({ payload }) => {
      const note = noteFrom(payload, this.#node);
      if (note !== null) this.#tell(note);
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error: unknown) {
      discard(client);
      throw error;
    }
    if (this.#closed) return discard(client);
    this.#client = client;
    this.#tell({ kind: 'missed' });
  }

  #lost(client: pg.Client): void {
    if (this.#client === client) this.#client = null;
    discard(client);
  }

  #tell(note: BusNote): void {
    for (const hear of this.#hearers) hear(note);
  }
}

/** Without a goodbye that a silent peer would never answer. */
function discard(client: pg.Client): void {
  client.connection.stream.destroy();
}

function noteFrom(payload: string | undefined, self: string): NodeNote | null {
  const { node, note } = objectFrom(payload ?? '');
  const parsed = nodeNotes.safeParse([note]);
  return node === self || !parsed.success ? null : (parsed.data[0] ?? null);
}

function objectFrom(text: string): { readonly node?: unknown; readonly note?: unknown } {
  try {
    return (JSON.parse(text) ?? {}) as { node?: unknown; note?: unknown };
  } catch {
    return {};
  }
}

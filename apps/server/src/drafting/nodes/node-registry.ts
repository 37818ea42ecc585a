import type { Query } from '../query.js';

/** Times of the registry, in milliseconds. */
export interface RegistryTimes {
  readonly beatMs: number;
  /** Not confirmed for so long, a node ends its own connections; well before it expires. */
  readonly lapseMs: number;
  /** Not heard of for so long, by the database's clock, a node is gone and so are its holds. */
  readonly expiryMs: number;
}

export const registryTimes: RegistryTimes = { beatMs: 2_000, lapseMs: 10_000, expiryMs: 20_000 };

interface RegistryOptions {
  readonly query: Query;
  readonly node: string;
  readonly times?: RegistryTimes;
  /** Whether this process is set up as one of several. */
  readonly several: boolean;
  readonly failed: (error: unknown) => void;
  /** Monotonic milliseconds. */
  readonly elapsed?: () => number;
}

/** This process as one row among the server processes, kept fresh; dead ones are cleared away, with what they held (S107). */
export class NodeRegistry {
  readonly #query: Query;
  readonly #node: string;
  readonly #times: RegistryTimes;
  readonly #several: boolean;
  readonly #failed: (error: unknown) => void;
  readonly #elapsed: () => number;
  readonly #lapsed = new Set<() => void>();
  #timers: NodeJS.Timeout[] = [];
  #beating = false;
  #registered = false;
  #told = false;
  #confirmedAt: number;
  #others = 0;

  constructor({ query, node, several, failed, ...options }: RegistryOptions) {
    this.#query = query;
    this.#node = node;
    this.#several = several;
    this.#failed = failed;
    this.#times = options.times ?? registryTimes;
    this.#elapsed = options.elapsed ?? ((): number => performance.now());
    this.#confirmedAt = this.#elapsed();
  }

  async start(): Promise<void> {
    const { beatMs } = this.#times;
    this.#timers = [
      setInterval(() => void this.#beat(), beatMs).unref(),
      setInterval(() => this.#look(), beatMs / 4).unref(),
    ];
    await this.#beat();
  }

  /** Whether other processes write, or may write, to the same database. */
  get others(): boolean {
    return this.#several || this.#others > 0;
  }

  /**
   * True when the others may take this node for dead soon: then it must not have connections, because what they hold may be
   * given to somebody else. A process that is alone goes on, and waits for its database.
   */
  get lapsed(): boolean {
    return this.others && this.#elapsed() - this.#confirmedAt > this.#times.lapseMs;
  }

  /** Told when this node lapses, and when it learns that it was taken for dead: its connections have to end. */
  onLapse(end: () => void): void {
    this.#lapsed.add(end);
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    if (!this.#registered) return;
    try {
      const text = 'DELETE FROM server_node WHERE id = $1';
      await this.#query({ name: 'node-leave', text, values: [this.#node] });
    } catch (error: unknown) {
      // It expires.
      this.#failed(error);
    }
  }

  async #beat(): Promise<void> {
    if (this.#beating) return;
    this.#beating = true;
    // Counted from before the question: the answer may be late, the row is not younger than this.
    const asked = this.#elapsed();
    try {
      const [row] = await this.#query<{ fresh: boolean; others: number }>({
        name: 'node-beat',
        text: BEAT,
        values: [this.#node, this.#times.expiryMs],
      });
      this.#others = row?.others ?? 0;
      if (row?.fresh === true && this.#registered) this.#end();
      this.#registered = true;
      this.#confirmedAt = asked;
    } catch (error: unknown) {
      this.#failed(error);
    } finally {
      this.#beating = false;
    }
  }

  #look(): void {
    const { lapsed } = this;
    if (lapsed && !this.#told) this.#end();
    this.#told = lapsed;
  }

  #end(): void {
    for (const end of this.#lapsed) end();
  }
}

/** Clears dead nodes away and notes that this one lives. `fresh`: it had no row, so it holds nothing. */
const BEAT = `
  WITH dead AS (
    DELETE FROM server_node WHERE id <> $1 AND seen_at < clock_timestamp() - $2 * interval '1 millisecond' RETURNING id
  ), mine AS (
    INSERT INTO server_node (id) VALUES ($1)
    ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp() RETURNING (xmax = 0) AS fresh
  )
  SELECT fresh, (SELECT count(*)::int FROM server_node WHERE id <> $1 AND id NOT IN (SELECT id FROM dead)) AS others
  FROM mine`;

import type { PackageId } from '@entente/kernel';
import type { Bus, BusNote } from '@entente/sync';

/** What this node keeps of packages besides their text. */
export interface PackageFacts {
  /** Reads one package again, where it is kept. */
  reread(packageId: PackageId): Promise<void>;
  /** Reads all that are kept again; answers those of which something has changed. */
  sweep(): Promise<readonly PackageId[]>;
}

interface NodeBusOptions {
  /** Carries what is frequent; null where this node is set up without Redis. */
  readonly frequent: Bus | null;
  /** Carries what follows formal acts. */
  readonly rare: Bus;
  readonly facts: () => PackageFacts;
  /** Whether other nodes may write. */
  readonly others: () => boolean;
  readonly sweepMs: number;
  readonly failed: (error: unknown) => void;
}

/**
 * The engine's bus on a server: rows and presence over Redis, formal acts over PostgreSQL. Before the engine hears of a package,
 * what access asks about it is read again (S106); and every `sweepMs` all of it is compared, in case a note was missed.
 */
export class NodeBus implements Bus {
  readonly #options: NodeBusOptions;
  readonly #hearers = new Set<(note: BusNote) => void>();
  #sweep: NodeJS.Timeout | undefined;
  #sweeping = false;

  constructor(options: NodeBusOptions) {
    this.#options = options;
    options.frequent?.subscribe((note) => this.#tell(note));
    options.rare.subscribe((note) => void this.#hear(note));
  }

  start(): void {
    const { others, sweepMs } = this.#options;
    this.#sweep = setInterval(() => {
      if (others()) void this.#compare();
    }, sweepMs).unref();
  }

  publish(note: BusNote): void {
    const rare = note.kind === 'package' || note.kind === 'topics';
    if (rare) this.#options.rare.publish(note);
    else this.#options.frequent?.publish(note);
  }

  subscribe(hear: (note: BusNote) => void): () => void {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }

  close(): void {
    clearInterval(this.#sweep);
  }

  async #hear(note: BusNote): Promise<void> {
    if (note.kind === 'missed') return this.#compare();
    try {
      if (note.kind === 'package') await this.#options.facts().reread(note.package);
      this.#tell(note);
    } catch (error: unknown) {
      // The database is away: the sweep asks again.
      this.#options.failed(error);
    }
  }

  async #compare(): Promise<void> {
    if (this.#sweeping) return;
    this.#sweeping = true;
    try {
      const changed = await this.#options.facts().sweep();
      for (const packageId of changed) this.#tell({ kind: 'package', package: packageId });
    } catch (error: unknown) {
      this.#options.failed(error);
    } finally {
      this.#sweeping = false;
    }
  }

  #tell(note: BusNote): void {
    for (const hear of this.#hearers) hear(note);
  }
}

import type { DocumentId } from '@entente/kernel';
import type { Append, DocumentHead, LoadedDocument, Outcome, NewSnapshot, UpdateLog } from '@entente/sync';
import { PostgresUpdateLog, type LoadAsked } from './postgres-update-log.js';
import type { Query } from './query.js';

/** Documents of one load statement: few statements for a package that is opened, and none that holds a turn for long. */
const DOCUMENTS_A_LOAD = 32;

interface Waiting extends LoadAsked {
  readonly resolve: (loaded: LoadedDocument | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The log as the engine of a process uses it. Appends have connections of their own, so that a crowd that opens documents keeps
 * nobody waiting for a verdict; the loads of one turn go together.
 */
export class EngineLog implements UpdateLog {
  readonly #appends: PostgresUpdateLog;
  readonly #reads: PostgresUpdateLog;
  #waiting: Waiting[] = [];

  constructor(connections: { readonly appends: Query; readonly reads: Query }) {
    this.#appends = new PostgresUpdateLog(connections.appends);
    this.#reads = new PostgresUpdateLog(connections.reads);
  }

  async load(document: DocumentId, from: number | 'snapshot'): Promise<LoadedDocument | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ document, from, resolve, reject });
      if (this.#waiting.length === 1) {
        setImmediate(() => {
          this.#depart();
        });
      }
    });
  }

  async heads(documents: readonly DocumentId[]): Promise<DocumentHead[]> {
    return this.#reads.heads(documents);
  }

  async append(flight: readonly Append[]): Promise<Outcome[]> {
    return this.#appends.append(flight);
  }

  async saveSnapshot(document: DocumentId, snapshot: NewSnapshot): Promise<void> {
    await this.#reads.saveSnapshot(document, snapshot);
  }

  #depart(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (let at = 0; at < waiting.length; at += DOCUMENTS_A_LOAD) {
      void this.#read(waiting.slice(at, at + DOCUMENTS_A_LOAD));
    }
  }

  async #read(asked: readonly Waiting[]): Promise<void> {
    try {
      const loaded = await this.#reads.loadAll(asked);
      const byDocument = new Map(loaded.map((one) => [one.document, one]));
      for (const { document, resolve } of asked) resolve(byDocument.get(document));
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}

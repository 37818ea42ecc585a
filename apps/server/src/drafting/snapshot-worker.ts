import { Worker } from 'node:worker_threads';
import type { DocumentId } from '@entente/kernel';
import type { Snapshots } from '@entente/sync';

export interface SnapshotTask {
  readonly document: DocumentId;
}

export type SnapshotAnswer =
  | { readonly document: DocumentId; readonly size: number }
  | { readonly document: DocumentId; readonly failed: string };

interface Waiting {
  readonly resolve: (size: number) => void;
  readonly reject: (error: Error) => void;
}

/** Snapshots of large documents in one thread of their own, which starts with the first and is replaced when it fails. */
export class SnapshotWorker implements Snapshots {
  readonly #databaseUrl: string;
  readonly #statementMs: number;
  readonly #thread: URL;
  readonly #waiting = new Map<DocumentId, Waiting>();
  #worker: Worker | null = null;

  /** `thread`: the compiled script of the thread. */
  constructor(
    { databaseUrl, statementMs }: { databaseUrl: string; statementMs: number },
    thread = new URL('./snapshot-thread.js', import.meta.url),
  ) {
    this.#databaseUrl = databaseUrl;
    this.#statementMs = statementMs;
    this.#thread = thread;
  }

  /** At most one at a time for a document, which its room sees to. */
  async take(document: DocumentId): Promise<number> {
    const worker = (this.#worker ??= this.#start());
    return new Promise((resolve, reject) => {
      this.#waiting.set(document, { resolve, reject });
      worker.postMessage({ document } satisfies SnapshotTask);
    });
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
    this.#failAll(new Error('stopped'));
  }

  #start(): Worker {
    const workerData = { databaseUrl: this.#databaseUrl, statementMs: this.#statementMs };
    const worker = new Worker(this.#thread, { workerData });
    worker.on('message', (answer: SnapshotAnswer) => {
      const waiting = this.#waiting.get(answer.document);
      this.#waiting.delete(answer.document);
      if ('failed' in answer) waiting?.reject(Object.assign(new Error('snapshot'), { code: answer.failed }));
      else waiting?.resolve(answer.size);
    });
    const lost = (error: Error): void => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      this.#failAll(error);
    };
    worker.on('error', lost);
    worker.on('exit', () => {
      lost(new Error('the snapshot thread ended'));
    });
    // It is no reason to keep the process.
    worker.unref();
    return worker;
  }

  #failAll(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

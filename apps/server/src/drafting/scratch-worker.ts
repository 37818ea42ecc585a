import { Worker } from 'node:worker_threads';
import type { Scratch, Trial, TrialOutcome } from '@entente/sync';

/** The compiled worker: under jest this file is the source, and threads do not run that. */
const PROGRAM = new URL('./scratch-thread.js', import.meta.url.replace('/src/drafting/', '/dist/drafting/'));
/** A trial that hoards memory ends like one that hoards time. */
const HEAP_MB = 512;

interface Waiting {
  readonly trial: Trial;
  readonly done: (outcome: TrialOutcome) => void;
}

interface Running extends Waiting {
  readonly since: number;
  readonly watchdog: NodeJS.Timeout;
}

/**
 * Tries updates in a thread of its own, one after another. One that takes longer than its budget is ended with its
 * thread; the next gets a new one. The thread is made when it is first needed and does not keep the process.
 */
export class ScratchWorker implements Scratch {
  readonly #budgetMs: number;
  readonly #queue: Waiting[] = [];
  #worker: Worker | null = null;
  #running: Running | null = null;
  #closed = false;

  constructor(budgetMs: number) {
    this.#budgetMs = budgetMs;
  }

  try(trial: Trial): Promise<TrialOutcome> {
    return new Promise((done) => {
      if (this.#closed) {
        done({ kind: 'unavailable' });
        return;
      }
      this.#queue.push({ trial, done });
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { done } of this.#queue.splice(0)) done({ kind: 'unavailable' });
    const worker = this.#worker;
    this.#lose({ kind: 'unavailable' });
    await worker?.terminate();
  }

  #next(): void {
    if (this.#running !== null) return;
    const waiting = this.#queue.shift();
    if (waiting === undefined) return;
    const watchdog = setTimeout(() => {
      this.#lose({ kind: 'overtime', ms: this.#budgetMs });
    }, this.#budgetMs);
    watchdog.unref();
    this.#running = { ...waiting, since: performance.now(), watchdog };
    this.#worker ??= this.#start();
    // Copied, not handed over: the room still needs the update.
    this.#worker.postMessage(waiting.trial);
  }

  #start(): Worker {
    const worker = new Worker(PROGRAM, {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    worker.unref();
    worker.on('message', (outcome: TrialOutcome) => {
      if (worker === this.#worker) this.#settle(outcome);
    });
    worker.on('error', (error: Error & { code?: string }) => {
      if (worker !== this.#worker) return;
      // What ran out of memory is answered like what ran out of time; another end is not the update's fault.
      const hoarded = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.#lose(hoarded ? { kind: 'overtime', ms: this.#budgetMs } : { kind: 'unavailable' });
    });
    return worker;
  }

  /** Gives the thread up, with the trial that it has not answered. */
  #lose(outcome: TrialOutcome): void {
    const worker = this.#worker;
    this.#worker = null;
    void worker?.terminate();
    this.#settle(outcome);
  }

  #settle(outcome: TrialOutcome): void {
    const running = this.#running;
    if (running === null) return;
    this.#running = null;
    clearTimeout(running.watchdog);
    running.done(outcome);
    this.#next();
  }
}

import { Worker } from 'node:worker_threads';
import type { Scratch, Trial, TrialOutcome } from '@entente/sync';

/** The compiled worker: under jest this file is the source, and threads do not run that. */
export const PROGRAM = new URL(
  './scratch-thread.js',
  import.meta.url.replace('/src/drafting/', '/dist/drafting/'),
);
/** A trial that hoards memory ends like one that hoards time. */
const HEAP_MB = 512;
/** How long a new thread may take to load its program, which is not the trial's doing: seconds on a machine with too much to do. */
const START_MS = 30_000;

interface Waiting {
  readonly trial: Trial;
  readonly done: (outcome: TrialOutcome) => void;
}

interface Running extends Waiting {
  readonly watchdog: NodeJS.Timeout;
}

interface Thread {
  readonly worker: Worker;
  loaded: boolean;
}

/**
 * Tries updates in a thread of its own, one after another. One that takes longer than its budget is ended with its
 * thread; the next gets a new one. The thread is made when it is first needed and does not keep the process.
 */
export class ScratchWorker implements Scratch {
  readonly #budgetMs: number;
  readonly #program: URL;
  readonly #queue: Waiting[] = [];
  #thread: Thread | null = null;
  #running: Running | null = null;
  #closed = false;

  /** `program`: the thread's, for a test of one that is slow to load. */
  constructor(budgetMs: number, program = PROGRAM) {
    this.#budgetMs = budgetMs;
    this.#program = program;
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
    const thread = this.#thread;
    this.#lose({ kind: 'unavailable' });
    await thread?.worker.terminate();
  }

  #next(): void {
    if (this.#running !== null) return;
    const waiting = this.#queue.shift();
    if (waiting === undefined) return;
    this.#thread ??= this.#start();
    this.#running = { ...waiting, watchdog: this.#watch(this.#thread) };
    // Copied, not handed over: the room still needs the update.
    this.#thread.worker.postMessage(waiting.trial);
  }

  /** A trial has its budget from the moment at which its thread could begin. */
  #watch({ loaded }: Thread): NodeJS.Timeout {
    const end: [number, TrialOutcome] = loaded
      ? [this.#budgetMs, { kind: 'overtime', ms: this.#budgetMs }]
      : [START_MS, { kind: 'unavailable' }];
    return setTimeout(() => {
      this.#lose(end[1]);
    }, end[0]).unref();
  }

  #begun(thread: Thread): void {
    thread.loaded = true;
    if (this.#running === null) return;
    clearTimeout(this.#running.watchdog);
    this.#running = { ...this.#running, watchdog: this.#watch(thread) };
  }

  #start(): Thread {
    const worker = new Worker(this.#program, {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    worker.unref();
    const thread = { worker, loaded: false };
    worker.on('message', (outcome: TrialOutcome | null) => {
      if (thread !== this.#thread) return;
      if (outcome === null) this.#begun(thread);
      else this.#settle(outcome);
    });
    worker.on('error', (error: Error & { code?: string }) => {
      if (thread !== this.#thread) return;
      // What ran out of memory is answered like what ran out of time; another end is not the update's fault.
      const hoarded = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.#lose(hoarded ? { kind: 'overtime', ms: this.#budgetMs } : { kind: 'unavailable' });
    });
    return thread;
  }

  /** Gives the thread up, with the trial that it has not answered. */
  #lose(outcome: TrialOutcome): void {
    const thread = this.#thread;
    this.#thread = null;
    void thread?.worker.terminate();
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

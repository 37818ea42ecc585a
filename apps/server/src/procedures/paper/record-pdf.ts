import type { DecisionRecord } from '@entente/contracts';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Worker } from 'node:worker_threads';

/** The compiled thread: under jest this file is the source, and threads do not run that. */
const THREAD = new URL('./pdf-thread.js', import.meta.url.replace('/src/procedures/', '/dist/procedures/'));

export interface PdfTask {
  readonly task: number;
  readonly record: DecisionRecord;
}

export type PdfAnswer =
  { readonly task: number; readonly pdf: Uint8Array } | { readonly task: number; readonly failed: string };

interface Waiting {
  readonly resolve: (pdf: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** Prints decision records in a thread of its own, made with the first and replaced when it fails: the compiler would hold up every edit. */
@Injectable()
export class RecordPdf implements OnModuleDestroy {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #tasks = 0;

  async print(record: DecisionRecord): Promise<Uint8Array> {
    const worker = (this.#worker ??= this.#start());
    const task = (this.#tasks += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(task, { resolve, reject });
      worker.postMessage({ task, record } satisfies PdfTask);
    });
  }

  async onModuleDestroy(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
    this.#failAll(new Error('stopped'));
  }

  #start(): Worker {
    const worker = new Worker(THREAD);
    worker.unref();
    worker.on('message', (answer: PdfAnswer) => {
      const waiting = this.#waiting.get(answer.task);
      this.#waiting.delete(answer.task);
      if ('pdf' in answer) waiting?.resolve(answer.pdf);
      else waiting?.reject(new Error(answer.failed));
    });
    worker.on('error', (error: Error) => {
      this.#lose(worker, error);
    });
    worker.on('exit', () => {
      this.#lose(worker, new Error('the thread that prints has ended'));
    });
    return worker;
  }

  #lose(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.#failAll(error);
  }

  #failAll(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

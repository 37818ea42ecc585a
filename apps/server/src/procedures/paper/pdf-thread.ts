import { parentPort } from 'node:worker_threads';
import { RecordPrinter } from './make-pdf.js';
import type { PdfAnswer, PdfTask } from './record-pdf.js';

/** The thread that prints decision records. It shares nothing with the process but the records that it is sent. */
const printer = new RecordPrinter();

parentPort?.on('message', ({ task, record }: PdfTask) => {
  parentPort?.postMessage(answerTo(task, record));
});

function answerTo(task: number, record: PdfTask['record']): PdfAnswer {
  try {
    return { task, pdf: printer.pdf(record) };
  } catch (error) {
    // The compiler's own error is no Error of this realm; its code says what it was.
    const { code, message } = error as { readonly code?: string; readonly message?: string };
    return { task, failed: code ?? message ?? 'not printed' };
  }
}

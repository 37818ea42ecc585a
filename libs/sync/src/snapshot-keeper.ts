import type { DocumentId } from '@entente/kernel';
import type { EngineLimits } from './engine-limits.js';
import type { EngineOptions } from './engine-types.js';
import type { Append } from './log.js';
import type { RoomText } from './room-text.js';

/** Keeps a document's snapshot fresh, between flights and without holding one up. A lost snapshot costs only time. */
export class SnapshotKeeper {
  private readonly document: DocumentId;
  private readonly options: EngineOptions;
  private readonly limits: EngineLimits;
  private rows = 0;
  private bytes = 0;
  private saving = false;

  constructor(document: DocumentId, options: EngineOptions, limits: EngineLimits) {
    this.document = document;
    this.options = options;
    this.limits = limits;
  }

  count(rows: readonly Pick<Append, 'bytes'>[]): void {
    this.rows += rows.length;
    for (const row of rows) this.bytes += row.bytes.length;
  }

  /** Takes a snapshot of settled text when it is due. */
  keep(text: RoomText): void {
    const due = this.rows >= this.limits.snapshotRows || this.bytes >= this.limits.snapshotBytes;
    if (!due || this.saving || !text.settled) return;
    this.saving = true;
    this.rows = 0;
    this.bytes = 0;
    const { clock, log, on } = this.options;
    const { update } = text.since(undefined);
    const started = clock.now();
    log.saveSnapshot(this.document, text.head, update).then(
      () => {
        this.saving = false;
        const ms = clock.now() - started;
        on?.({ kind: 'snapshot', document: this.document, bytes: update.length, ms });
      },
      (error: unknown) => {
        this.saving = false;
        on?.({ kind: 'snapshot-failed', document: this.document, error });
      },
    );
  }
}

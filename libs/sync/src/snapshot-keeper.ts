import type { DocumentId } from '@entente/kernel';
import type { EngineLimits } from './engine-limits.js';
import type { EngineOptions } from './engine-types.js';
import type { Append, LoadedDocument } from './log.js';
import type { RoomText } from './room-text.js';

/** A document whose text is this much larger may gather one row more before its next snapshot. */
const BYTES_A_ROW = 1_000;

/**
 * Keeps a document's snapshot fresh, between flights and without holding one up. A snapshot costs as much as the text is
 * long, so a longer text gathers more rows first: the cost for each edit stays the same (S48). A lost snapshot costs only time.
 */
export class SnapshotKeeper {
  private readonly document: DocumentId;
  private readonly options: EngineOptions;
  private readonly limits: EngineLimits;
  /** Since the last snapshot. */
  private rows = 0;
  private bytes = 0;
  private oldestAt = 0;
  /** Of the last snapshot. */
  private size = 0;
  private saving: Promise<void> | null = null;
  /** The last one could not be kept: what it would have held is still newer. */
  private behind = false;

  constructor(document: DocumentId, options: EngineOptions, limits: EngineLimits) {
    this.document = document;
    this.options = options;
    this.limits = limits;
  }

  /** The document was read as a whole. */
  loaded(document: LoadedDocument): void {
    this.size = document.snapshot?.bytes.length ?? 0;
    this.rows = 0;
    this.bytes = 0;
    this.count(document.rows);
  }

  count(rows: readonly Pick<Append, 'bytes'>[]): void {
    if (rows.length === 0) return;
    if (this.rows === 0) this.oldestAt = this.options.clock.now();
    this.rows += rows.length;
    for (const row of rows) this.bytes += row.bytes.length;
  }

  /**
   * Takes a snapshot of settled text when it is due. Where the room is about to be forgotten, of whatever is newer than the last one:
   * the next to open the document need not wait until it is built (S94). Never rejects.
   */
  async keep(text: RoomText, leaving = false): Promise<void> {
    while (this.saving !== null) {
      if (!leaving) return;
      await this.saving;
    }
    if (!text.settled || !this.due(leaving)) return;
    this.saving = this.save(text);
    await this.saving;
  }

  private async save(text: RoomText): Promise<void> {
    this.rows = 0;
    this.bytes = 0;
    const { clock, on } = this.options;
    const started = clock.now();
    await this.take(text).then(
      (size) => {
        this.saving = null;
        this.behind = false;
        this.size = size;
        on?.({ kind: 'snapshot', document: this.document, bytes: size, ms: clock.now() - started });
      },
      (error: unknown) => {
        this.saving = null;
        this.behind = true;
        on?.({ kind: 'snapshot-failed', document: this.document, error });
      },
    );
  }

  private due(leaving: boolean): boolean {
    const { snapshotRows, snapshotBytes, snapshotFewRows, snapshotAgeMs } = this.limits;
    if (this.rows >= snapshotRows + this.size / BYTES_A_ROW) return true;
    if (this.bytes >= Math.max(snapshotBytes, this.size / 2)) return true;
    if (leaving) return this.rows > 0 || this.behind;
    return this.rows >= snapshotFewRows && this.options.clock.now() - this.oldestAt >= snapshotAgeMs;
  }

  /** Answers the snapshot's size. What is large is made apart, where the runtime has such a place. */
  private async take(text: RoomText): Promise<number> {
    const { snapshots, log } = this.options;
    if (snapshots !== undefined && this.size >= this.limits.snapshotApartBytes)
      return snapshots.take(this.document);
    const { update: bytes, stateVector: vector } = text.since(undefined);
    await log.saveSnapshot(this.document, { seq: text.head, chain: text.chain, bytes, vector });
    return bytes.length;
  }
}

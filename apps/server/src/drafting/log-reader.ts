import { CONTENT_ROOT, keepMarks, type DocumentKind } from '@entente/document';
import {
  instant,
  type DelegationCode,
  type DocumentId,
  type PackageId,
  type PersonId,
} from '@entente/kernel';
import type { UpdateRow } from '@entente/sync';
import { Inject, Injectable } from '@nestjs/common';
import { applyUpdate, Doc } from 'yjs';
import { LiveEditing } from './live-editing.js';

/** Rows that are applied at once: others get their turn while the next ones come. */
const BATCH = 200;

/** A document of a package as it stands now. */
export interface DocumentHead {
  readonly document: DocumentId;
  readonly kind: DocumentKind;
  readonly head: number;
  /** Taken out of the text. */
  readonly removed: boolean;
}

export type LogRow = Pick<UpdateRow, 'seq' | 'author' | 'delegation' | 'bytes' | 'receivedAt'>;

interface Stored {
  readonly seq: number;
  readonly author: PersonId;
  readonly delegation: DelegationCode;
  readonly bytes: Buffer;
  readonly at: number;
}

/** Reads committed rows of the log for those who look back; the live rooms are not asked. */
@Injectable()
export class LogReader {
  constructor(@Inject(LiveEditing) private readonly editing: LiveEditing) {}

  /** Every document that the package ever had. */
  async documents(packageId: PackageId): Promise<readonly DocumentHead[]> {
    return this.editing.query<DocumentHead>({
      name: 'log-documents',
      text: 'SELECT id AS document, kind, head, removed FROM document WHERE package = $1 ORDER BY id',
      values: [packageId],
    });
  }

  /** At most `limit` rows after `seq`, in order, from the first. */
  async rowsAfter(document: DocumentId, seq: number, limit: number): Promise<LogRow[]> {
    const rows = await this.editing.query<Stored>({
      name: 'log-rows-after',
      text: `SELECT seq, author, delegation, bytes, round(extract(epoch FROM received_at) * 1000)::float8 AS at
        FROM document_update WHERE document = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
      values: [document, seq, limit],
    });
    return rows.map(({ at, ...row }) => ({ ...row, receivedAt: instant(at) }));
  }

  /** `seq` of the first row after `after` that was sent under a client id; undefined: there is none. */
  async rowOfClient(document: DocumentId, client: number, after: number): Promise<number | undefined> {
    const [row] = await this.editing.query<{ seq: number }>({
      name: 'log-row-of-client',
      text: `SELECT seq FROM document_update WHERE document = $1 AND client = $2 AND seq > $3
        ORDER BY seq LIMIT 1`,
      values: [document, client, after],
    });
    return row?.seq;
  }

  /** A Y.Doc of the rows up to `seq`, for an edit on top of what somebody has seen. */
  async documentAt(document: DocumentId, seq: number): Promise<Doc> {
    const doc = new Doc();
    keepMarks(doc);
    doc.getXmlFragment(CONTENT_ROOT);
    const [snapshot] = await this.editing.query<{ seq: number; bytes: Buffer }>({
      name: 'log-snapshot-before',
      text: 'SELECT seq, bytes FROM document_snapshot WHERE document = $1 AND seq <= $2',
      values: [document, seq],
    });
    if (snapshot !== undefined) applyUpdate(doc, snapshot.bytes);
    for (let from = snapshot?.seq ?? 0; from < seq;) {
      const rows = await this.rowsAfter(document, from, Math.min(BATCH, seq - from));
      if (rows.length === 0) throw new Error(`the log of ${document} ends before row ${String(seq)}`);
      for (const { bytes } of rows) applyUpdate(doc, bytes);
      from += rows.length;
    }
    return doc;
  }
}

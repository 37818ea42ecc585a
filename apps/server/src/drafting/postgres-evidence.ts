import type { Evidence, EvidenceStore } from '@entente/sync';
import { bufferOf } from './postgres-update-log.js';
import type { Query } from './query.js';

/**
 * The other story is where the log has those clocks: the rows that added them, or, where a row brought several clients at once and
 * so names none, everything up to the head. The chain hash of the last of them stands for all before it.
 */
const KEEP = `
  INSERT INTO equivocation_evidence
    (document, person, delegation, lease, client, clock_from, clock_to, bytes, log_from, log_to, log_chain)
  SELECT d.id, $2, $3, $4, $5, $6, $7, $8, coalesce(told.first, 1), coalesce(told.last, d.head),
    coalesce((SELECT chain FROM document_update WHERE document = d.id AND seq = told.last), d.chain)
  FROM document d, LATERAL (
    SELECT min(seq) AS first, max(seq) AS last FROM document_update
    WHERE document = d.id AND client = $5 AND clock_from < $7 AND clock_to > $6
  ) told
  WHERE d.id = $1`;

/** Evidence of equivocations in PostgreSQL: rows are added, and never changed or deleted. */
export class PostgresEvidence implements EvidenceStore {
  readonly #query: Query;

  constructor(query: Query) {
    this.#query = query;
  }

  async keep({ document, holder, lease, client, clockFrom, clockTo, bytes }: Evidence): Promise<void> {
    const values = [
      document,
      holder.person,
      holder.delegation,
      lease,
      client,
      clockFrom,
      clockTo,
      bufferOf(bytes),
    ];
    await this.#query({ name: 'evidence-keep', text: KEEP, values });
  }
}

import type { ServerMessages } from '@entente/contracts';
import type { DocumentId } from '@entente/kernel';
import { joinUpdates } from './join-updates.js';
import type { UpdateRow } from './log.js';

/** What members are told of rows that follow one another; null where there are none. */
export function mergedFrame(
  document: DocumentId,
  rows: readonly Pick<UpdateRow, 'seq' | 'bytes' | 'delegation'>[],
): Parameters<ServerMessages['updates']>[0] | null {
  const [first] = rows;
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return null;
  const update = joinUpdates(rows.map((row) => row.bytes));
  const delegations = [...new Set(rows.map((row) => row.delegation))];
  return { document, from: first.seq, to: last.seq, update, delegations };
}

import type { RefusalCode } from '@entente/contracts';
import { err, ok, type Result } from '@entente/kernel';
import type { Doc } from 'yjs';
import { type Block, endOf, readBlocks } from './blocks.js';
import { readDeletes } from './deletes.js';
import { compareKnown } from './known.js';
import { LATER, Positions } from './positions.js';
import { References } from './references.js';
import { cell, type StructTable } from './struct-table.js';

/** What an update would do to the document, decided before it is applied. */
export interface Plan {
  /** Does it add or delete anything at all? */
  readonly fresh: boolean;
  /** Does it repeat anything known? Then only its new part may be applied. */
  readonly repeats: boolean;
  /** New clocks: for each client, `from` ≤ c < `to`. */
  readonly added: readonly { readonly client: number; readonly from: number; readonly to: number }[];
  /** Rows of the table whose order must be looked at once it is applied (S25). */
  readonly uncertain: readonly number[];
  /** Must the document survive a reload before it is believed (S25)? */
  readonly suspect: boolean;
}

/** Second layer of the gate: what the scanned update means for this document (SPEC S20 to S29). Changes nothing. */
export function plan(
  doc: Doc,
  table: StructTable,
  owns: (client: number) => boolean,
): Result<Plan, RefusalCode> {
  const blocks = readBlocks(doc, table, owns);
  if (typeof blocks === 'string') return err(blocks);
  const refs = new References(doc, table, blocks);
  const known = compareAllKnown(refs);
  if (typeof known === 'string') return err(known);
  const positions = new Positions(refs);
  const misplaced = placeAll(refs, positions);
  if (misplaced !== null) return err(misplaced);
  const deletes = readDeletes(refs);
  if (deletes.refusal !== null) return err(deletes.refusal);
  const added = blocks
    .filter((block) => block.end > block.state)
    .map(({ client, state, end }) => ({ client, from: state, to: end }));
  return ok({
    fresh: added.length > 0 || deletes.fresh,
    repeats: known,
    added,
    uncertain: positions.uncertain,
    suspect: positions.suspect || positions.uncertain.length > 0,
  });
}

/** Compares what the document has already; answers whether there was any such part. */
function compareAllKnown(refs: References): RefusalCode | boolean {
  const { table } = refs;
  let repeats = false;
  for (const block of refs.blocks) {
    for (let at = block.first; at < block.last && cell(table.clock, at) < block.state; at += 1) {
      repeats = true;
      const refusal = compareKnown(refs.doc, table, at, Math.min(endOf(table, at), block.state));
      if (refusal !== null) return refusal;
    }
  }
  return repeats;
}

/** Goes through the blocks until all are placed; where none can go on, something refers to what nobody has. */
function placeAll(refs: References, positions: Positions): RefusalCode | null {
  for (;;) {
    let advanced = false;
    let waiting = false;
    for (const block of refs.blocks) {
      const before = block.next;
      const refusal = placeBlock(refs, positions, block);
      if (refusal !== null) return refusal;
      advanced ||= block.next > before;
      waiting ||= block.next < block.last;
    }
    if (!waiting) return null;
    if (!advanced) return 'REF_UNKNOWN';
  }
}

function placeBlock(refs: References, positions: Positions, block: Block): RefusalCode | null {
  while (block.next < block.last) {
    const index = block.next;
    const known = Math.max(0, block.state - cell(refs.table.clock, index));
    const answer = positions.place(index, known);
    if (answer === LATER) return null;
    if (answer !== null) return answer;
    block.next = index + 1;
  }
  return null;
}

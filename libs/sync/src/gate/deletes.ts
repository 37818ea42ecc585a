import type { RefusalCode } from '@entente/contracts';
import type { Doc } from 'yjs';
import { type Block, indexIn } from './blocks.js';
import type { References } from './references.js';
import { cutsCharacter, eachStruct, stateOf, stepsToSplit, structsOf, wordsOf } from './store-view.js';
import { cell, type StructTable } from './struct-table.js';

/** What the delete set means for the document. */
export interface Deletes {
  readonly refusal: RefusalCode | null;
  /** Does it delete anything that lives? */
  readonly fresh: boolean;
  /** An estimate of the work: items to delete and to split. */
  readonly steps: number;
}

/** Every range must lie in known clocks, the update's own included, and cut no character (S28). */
export function readDeletes(refs: References): Deletes {
  const deletes = { refusal: null as RefusalCode | null, fresh: false, steps: 0 };
  for (let at = 0; at < refs.table.deletes && deletes.refusal === null; at += 1) {
    deletes.refusal = readRange(refs, at, deletes);
  }
  return deletes;
}

interface Sum {
  fresh: boolean;
  steps: number;
}

function readRange(refs: References, at: number, sum: Sum): RefusalCode | null {
  const { table, doc } = refs;
  const client = cell(table.deleteClient, at);
  const from = cell(table.deleteClock, at);
  const to = from + cell(table.deleteLength, at);
  const block = refs.blockOf(client);
  const state = stateOf(doc, client);
  if (to > Math.max(state, block?.end ?? 0)) return 'DELETE_FUTURE';
  if (block !== undefined && to > state) {
    // An own deletion may part what the update itself brings: as much work as in the document.
    sum.steps += 1 + stepsToSplit(block.last - block.first);
    if (cutsNew(refs, block, from, to)) return 'SURROGATE_SPLIT';
  }
  return readKnown(doc, { client, from, to: Math.min(to, state) }, sum);
}

function readKnown(
  doc: Doc,
  range: { client: number; from: number; to: number },
  sum: Sum,
): 'SURROGATE_SPLIT' | null {
  let living = 0;
  const whole = eachStruct(doc, range, (struct) => {
    if (struct.deleted) return true;
    living += 1;
    const words = wordsOf(struct);
    const start = range.from - struct.id.clock;
    return !cutsCharacter(words, start) && !cutsCharacter(words, range.to - struct.id.clock);
  });
  if (living === 0) return null;
  sum.fresh = true;
  sum.steps += living + stepsToSplit(structsOf(doc, range.client));
  return whole ? null : 'SURROGATE_SPLIT';
}

/** The same for the two ends of a range among the update's own structs. */
function cutsNew(refs: References, block: Block, from: number, to: number): boolean {
  return [from, to].some((clock) => clock > block.state && clock < block.end && cutsAt(refs, block, clock));
}

function cutsAt(refs: References, block: Block, clock: number): boolean {
  const table: StructTable = refs.table;
  const index = indexIn(block, table, clock);
  const offset = clock - cell(table.clock, index);
  return refs.cuts({ at: 'update', index, offset }, offset);
}

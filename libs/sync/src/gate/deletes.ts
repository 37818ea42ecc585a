import type { RefusalCode } from '@entente/contracts';
import type { Doc } from 'yjs';
import { type Block, indexIn } from './blocks.js';
import type { References } from './references.js';
import { cutsCharacter, eachStruct, stateOf, wordsOf } from './store-view.js';
import { cell, type StructTable } from './struct-table.js';

/** What the delete set means for the document. */
export interface Deletes {
  readonly refusal: RefusalCode | null;
  /** Does it delete anything that lives? */
  readonly fresh: boolean;
}

/** Every range must lie in known clocks, the update's own included, and cut no character (S28). */
export function readDeletes(refs: References): Deletes {
  let fresh = false;
  for (let at = 0; at < refs.table.deletes; at += 1) {
    const found = readRange(refs, at);
    if (found !== 'gone' && found !== 'fresh') return { refusal: found, fresh };
    fresh ||= found === 'fresh';
  }
  return { refusal: null, fresh };
}

function readRange(refs: References, at: number): 'gone' | 'fresh' | RefusalCode {
  const { table, doc, blocks } = refs;
  const client = cell(table.deleteClient, at);
  const from = cell(table.deleteClock, at);
  const to = from + cell(table.deleteLength, at);
  const block = blocks.find((candidate) => candidate.client === client);
  const state = stateOf(doc, client);
  if (to > Math.max(state, block?.end ?? 0)) return 'DELETE_FUTURE';
  if (block !== undefined && cutsNew(refs, block, from, to)) return 'SURROGATE_SPLIT';
  return readKnown(doc, { client, from, to: Math.min(to, state) });
}

function readKnown(
  doc: Doc,
  range: { client: number; from: number; to: number },
): 'gone' | 'fresh' | 'SURROGATE_SPLIT' {
  let answer: 'gone' | 'fresh' | 'SURROGATE_SPLIT' = 'gone';
  eachStruct(doc, range, (struct) => {
    if (struct.deleted) return true;
    const words = wordsOf(struct);
    const start = range.from - struct.id.clock;
    const cut = cutsCharacter(words, start) || cutsCharacter(words, range.to - struct.id.clock);
    answer = cut ? 'SURROGATE_SPLIT' : 'fresh';
    return !cut;
  });
  return answer;
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

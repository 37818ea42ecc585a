import type { RefusalCode } from '@entente/contracts';
import type { Doc } from 'yjs';
import { type Block, indexIn } from './blocks.js';
import type { References } from './references.js';
import { cutsCharacter, eachStruct, stateOf, wordsOf } from './store-view.js';
import type { StructTable } from './struct-table.js';

/** What the delete set means for the document. */
export interface Deletes {
  readonly refusal: RefusalCode | null;
  /** Does it delete anything that lives? */
  readonly fresh: boolean;
}

/** Every range must lie in known clocks, the update's own included, and cut no character (S28). */
export function readDeletes(refs: References): Deletes {
  const { table, doc, blocks } = refs;
  let fresh = false;
  for (let at = 0; at < table.deletes; at += 1) {
    const client = table.deleteClient[at] ?? 0;
    const from = table.deleteClock[at] ?? 0;
    const to = from + (table.deleteLength[at] ?? 0);
    const block = blocks.find((candidate) => candidate.client === client);
    const state = block?.state ?? stateOf(doc, client);
    if (to > Math.max(state, block?.end ?? 0)) return { refusal: 'DELETE_FUTURE', fresh };
    const known = readKnown(doc, { client, from, to: Math.min(to, state) });
    if (known === 'cut') return { refusal: 'SURROGATE_SPLIT', fresh };
    fresh ||= known === 'fresh';
    if (block !== undefined && cutsNew(refs, block, from, to)) return { refusal: 'SURROGATE_SPLIT', fresh };
  }
  return { refusal: null, fresh };
}

function readKnown(doc: Doc, range: { client: number; from: number; to: number }): 'gone' | 'fresh' | 'cut' {
  let answer: 'gone' | 'fresh' | 'cut' = 'gone';
  eachStruct(doc, range, (struct) => {
    if (struct.deleted) return true;
    const words = wordsOf(struct);
    const start = range.from - struct.id.clock;
    const cut = cutsCharacter(words, start) || cutsCharacter(words, range.to - struct.id.clock);
    answer = cut ? 'cut' : 'fresh';
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
  const offset = clock - (table.clock[index] ?? 0);
  return refs.cuts({ at: 'update', index, offset }, offset);
}

import type { RefusalCode } from '@entente/contracts';
import type { Block } from './blocks.js';
import { type HEAVY, LATER, type Positions } from './positions.js';
import type { References } from './references.js';
import { cell } from './struct-table.js';

interface Waiting {
  readonly block: Block;
  /** The clock that must be placed first. */
  readonly clock: number;
}

/**
 * Places the new structs of all blocks, each after what it refers to. A block that must wait for another is looked at
 * again when that one has come as far; where none can go on, something refers to what nobody has (S23).
 */
export function placeAll(refs: References, positions: Positions): RefusalCode | typeof HEAVY | null {
  const ready = refs.blocks.filter((block) => block.next < block.last);
  const parked = new Map<number, Waiting[]>();
  let open = ready.length;
  for (let block = ready.shift(); block !== undefined; block = ready.shift()) {
    const refusal = placeBlock(refs, positions, block);
    if (refusal !== null) return refusal;
    if (block.next === block.last) open -= 1;
    else park(parked, block, refs.missing);
    wake(parked, block, refs, ready);
  }
  return open === 0 ? null : 'REF_UNKNOWN';
}

function placeBlock(refs: References, positions: Positions, block: Block): RefusalCode | typeof HEAVY | null {
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

function park(
  parked: Map<number, Waiting[]>,
  block: Block,
  missing: { client: number; clock: number },
): void {
  const waiting = parked.get(missing.client);
  const entry = { block, clock: missing.clock };
  if (waiting === undefined) parked.set(missing.client, [entry]);
  else waiting.push(entry);
}

/** Those who waited for what is placed now go on. */
function wake(parked: Map<number, Waiting[]>, block: Block, refs: References, ready: Block[]): void {
  const waiting = parked.get(block.client);
  if (waiting === undefined) return;
  const placed = block.next === block.last ? block.end : cell(refs.table.clock, block.next);
  const still = waiting.filter(({ clock }) => clock >= placed);
  for (const entry of waiting) if (entry.clock < placed) ready.push(entry.block);
  if (still.length === 0) parked.delete(block.client);
  else parked.set(block.client, still);
}

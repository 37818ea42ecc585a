import type { RefusalCode } from '@entente/contracts';
import type { Doc } from 'yjs';
import { stateOf } from './store-view.js';
import { cell, type StructTable } from './struct-table.js';

/** The structs of one client in an update: rows `first`..`last - 1` of the table, contiguous in clock. */
export interface Block {
  readonly client: number;
  readonly first: number;
  readonly last: number;
  /** Clocks below it are known to the document. */
  readonly state: number;
  /** Clock after the block's last struct. */
  readonly end: number;
  /** First struct that has new clocks and is not yet placed. */
  next: number;
}

/** Cuts the table into blocks and answers for their clients: SECURITY §4.2.4 rules 1 to 4 as far as clocks decide. */
export function readBlocks(
  doc: Doc,
  table: StructTable,
  owns: (client: number) => boolean,
): RefusalCode | Block[] {
  const blocks: Block[] = [];
  for (let first = 0; first < table.count;) {
    const block = blockAt(doc, table, first);
    if (block.end > block.state && !owns(block.client)) return 'CLIENT_NOT_BOUND';
    if (cell(table.clock, first) > block.state) return 'CLOCK_GAP';
    blocks.push(block);
    first = block.last;
  }
  return blocks;
}

function blockAt(doc: Doc, table: StructTable, first: number): Block {
  const client = cell(table.client, first);
  const state = stateOf(doc, client);
  let last = first;
  let next = first;
  while (last < table.count && table.client[last] === client) {
    if (endOf(table, last) <= state) next = last + 1;
    last += 1;
  }
  return { client, first, last, state, end: endOf(table, last - 1), next };
}

export function endOf(table: StructTable, at: number): number {
  return cell(table.clock, at) + cell(table.length, at);
}

/** Index of the table's struct that holds `clock`, which the block must cover. */
export function indexIn(block: Block, table: StructTable, clock: number): number {
  let low = block.first;
  let high = block.last - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (cell(table.clock, middle) <= clock) low = middle;
    else high = middle - 1;
  }
  return low;
}

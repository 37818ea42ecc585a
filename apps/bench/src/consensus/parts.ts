import { board } from './board.js';
import { closings } from './closings.js';
import { decisions } from './decisions.js';
import type { ConsensusPart, PartFound, PartRun } from './part.js';
import { screens } from './screens.js';

/** In the order of the table. */
const PARTS: readonly ConsensusPart[] = [decisions, board, closings, screens];

/** Measures every part, one after another. */
export async function measureConsensus(run: PartRun): Promise<PartFound> {
  const found: PartFound[] = [];
  for (const part of PARTS) {
    run.tell(`consensus: ${part.name} …`);
    found.push(await part.measure(run));
  }
  return { rows: found.flatMap(({ rows }) => rows), notes: found.flatMap(({ notes }) => notes) };
}

import type { RefusalCode } from '@entente/contracts';
import { err, ok, type Result } from '@entente/kernel';
import type { Doc } from 'yjs';
import { endOf, readBlocks } from './blocks.js';
import { readDeletes } from './deletes.js';
import { compareKnown } from './known.js';
import { placeAll } from './place.js';
import { HEAVY, Positions } from './positions.js';
import { References } from './references.js';
import { cell, type StructTable } from './struct-table.js';

/** Clocks `from` ≤ c < `to` of one client. */
export interface Clocks {
  readonly client: number;
  readonly from: number;
  readonly to: number;
}

/** Known clocks about which the document tells one story and the update another. */
export type Story = Clocks;

/** What an update would do to the document, decided before it is applied. */
export interface Plan {
  /** Does it add or delete anything at all? */
  readonly fresh: boolean;
  /** Does it repeat anything known? Then only its new part may be applied. */
  readonly repeats: boolean;
  /** New clocks of each client. */
  readonly added: readonly Clocks[];
  /** Rows of the table whose order must be looked at once it is applied (S25). */
  readonly uncertain: readonly number[];
  /** Must the document survive a reload before it is believed (S25)? */
  readonly suspect: boolean;
  /** An estimate of the work: items to pass, to split and to delete. */
  readonly steps: number;
}

/** `story`: with EQUIVOCATION, the known clocks that it is about. */
export interface PlanRefusal {
  readonly code: RefusalCode;
  readonly story: Story | null;
}

/** Items looked at to judge the order of one uncertain struct, on average. */
const STEPS_UNCERTAIN = 200;

/**
 * Second layer of the gate: what the scanned update means for this document (SPEC S20 to S29). Changes nothing.
 * `heavy`: the plan was given up, because it has more than `maxSteps`.
 */
export function plan(
  doc: Doc,
  table: StructTable,
  owns: (client: number) => boolean,
  maxSteps: number,
): Result<Plan | 'heavy', PlanRefusal> {
  const blocks = readBlocks(doc, table, owns);
  if (typeof blocks === 'string') return refuse(blocks);
  const refs = new References(doc, table, blocks);
  const known = compareAllKnown(refs);
  if (typeof known !== 'boolean') return err({ code: 'EQUIVOCATION', story: known });
  const positions = new Positions(refs, maxSteps);
  const misplaced = placeAll(refs, positions);
  if (misplaced === HEAVY) return ok('heavy');
  if (misplaced !== null) return refuse(misplaced);
  const deletes = readDeletes(refs);
  if (deletes.refusal !== null) return refuse(deletes.refusal);
  const added = blocks
    .filter((block) => block.end > block.state)
    .map(({ client, state, end }) => ({ client, from: state, to: end }));
  return ok({
    fresh: added.length > 0 || deletes.fresh,
    repeats: known,
    added,
    uncertain: positions.uncertain,
    suspect: positions.suspect || positions.uncertain.length > 0,
    steps: positions.steps + deletes.steps + positions.uncertain.length * STEPS_UNCERTAIN,
  });
}

function refuse(code: RefusalCode): Result<never, PlanRefusal> {
  return err({ code, story: null });
}

/** Compares what the document has already; answers whether there was any such part, or where it differs. */
function compareAllKnown(refs: References): Story | boolean {
  const { doc, table } = refs;
  let repeats = false;
  for (const block of refs.blocks) {
    for (let at = block.first; at < block.last && cell(table.clock, at) < block.state; at += 1) {
      repeats = true;
      const to = Math.min(endOf(table, at), block.state);
      const same = compareKnown(doc, table, at, to);
      if (!same) return { client: block.client, from: cell(table.clock, at), to };
    }
  }
  return repeats;
}

import type { RefusalCode } from '@entente/contracts';
import { checkShape, type DocumentKind, shapeOf } from '@entente/document';
import { err, ok, type Result } from '@entente/kernel';
import { applyUpdate, diffUpdate, type Doc, encodeStateVector, mergeUpdates, type Transaction } from 'yjs';
import type { Plan } from './plan.js';
import { survivesReload } from './reload.js';
import { stateOf, structAt } from './store-view.js';
import { cell, NONE, type StructTable } from './struct-table.js';
import { type Sender, suggestionFault } from './suggestion-rule.js';

/** Items looked at to see that a struct stands between its neighbours; beyond it the update is refused. */
const MAX_LOOK = 5_000;

/** What applying gave: the server's own encoding of the new part. */
export interface Applied {
  readonly bytes: Uint8Array;
}

interface Target {
  readonly doc: Doc;
  readonly watcher: Watcher;
  readonly kind: DocumentKind;
}

/** Collects what one document's transactions change, from its first transaction on. */
export class Watcher {
  private readonly updates: Uint8Array[] = [];
  private readonly transactions: Transaction[] = [];
  private sender: Sender | null = null;
  private fault: RefusalCode | null = null;

  constructor(doc: Doc) {
    doc.on('update', (update: Uint8Array) => this.updates.push(update));
    doc.on('afterTransaction', (transaction: Transaction) => {
      this.transactions.push(transaction);
      // Asked here, because what was deleted loses its content right after.
      if (this.sender !== null) this.fault ??= suggestionFault(transaction, this.sender);
    });
  }

  /** Whose update comes next: until `take`, each transaction is held against what they may suggest. */
  expect(sender: Sender): void {
    this.sender = sender;
  }

  /** One apply may run several transactions (SECURITY §8.3); what is left out of the row would be lost. */
  take(): { updates: Uint8Array[]; transactions: Transaction[]; fault: RefusalCode | null } {
    const { fault } = this;
    this.sender = null;
    this.fault = null;
    return { updates: this.updates.splice(0), transactions: this.transactions.splice(0), fault };
  }
}

/**
 * Third layer: applies the planned update and checks what became of the document (S30). After a refusal the
 * document is spoilt and must be built again from the log. `orderKnown`: a trial on the same document has shown it.
 */
export function applyPlanned(
  target: Target,
  planned: Plan,
  table: StructTable,
  orderKnown: boolean,
): Result<Applied, RefusalCode> {
  const { doc, watcher } = target;
  try {
    applyUpdate(doc, planned.repeats ? diffUpdate(table.bytes, encodeStateVector(doc)) : table.bytes);
  } catch {
    // Yjs throws on what it cannot integrate; whatever it did so far, the room rebuilds.
    watcher.take();
    return err('APPLY_FAILED');
  }
  const { updates, transactions, fault } = watcher.take();
  const [first] = updates;
  if (first === undefined || !asPlanned(doc, planned)) return err('APPLY_FAILED');
  const looked = orderKnown ? { ...planned, suspect: false } : planned;
  if (!ordered(doc, looked, table, target.kind)) return err('POSITION_ORDER');
  const wrong = leftShape(target, transactions) ? 'SCHEMA' : fault;
  if (wrong !== null) return err(wrong);
  return ok({ bytes: updates.length === 1 ? first : mergeUpdates(updates) });
}

function leftShape({ doc, kind }: Target, transactions: readonly Transaction[]): boolean {
  return transactions.some(({ beforeState }) => !checkShape(doc, kind, { before: beforeState }).ok);
}

/** What the plan left open about the order (S25). */
function ordered(doc: Doc, planned: Plan, table: StructTable, kind: DocumentKind): boolean {
  if (!planned.uncertain.every((index) => inOrder(doc, table, index))) return false;
  return !planned.suspect || survivesReload(doc, shapeOf(kind).root);
}

function asPlanned(doc: Doc, planned: Plan): boolean {
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return false;
  return planned.added.every(({ client, to }) => stateOf(doc, client) === to);
}

/** Does the struct stand after its left and before its right neighbour in the list as it came out? */
function inOrder(doc: Doc, table: StructTable, index: number): boolean {
  const own = structAt(doc, cell(table.client, index), cell(table.clock, index));
  if (!('content' in own)) return true;
  const left = neighbour(doc, table.originClient[index], table.originClock[index]);
  const right = neighbour(doc, table.rightClient[index], table.rightClock[index]);
  return (left === null || follows(left, own)) && (right === null || follows(own, right));
}

type Struct = ReturnType<typeof structAt>;

function neighbour(doc: Doc, client = NONE, clock = NONE): Struct | null {
  return client === NONE ? null : structAt(doc, client, clock);
}

function follows(one: Struct, other: Struct): boolean {
  if (!('right' in one)) return true;
  let next: Struct | null = one;
  for (let looked = 0; next !== null && looked < MAX_LOOK; looked += 1) {
    if (next === other) return true;
    next = 'right' in next ? next.right : null;
  }
  return false;
}

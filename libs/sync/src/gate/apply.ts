import type { RefusalCode } from '@entente/contracts';
import { checkShape, type DocumentKind, shapeOf } from '@entente/document';
import { err, ok, type Result } from '@entente/kernel';
import { applyUpdate, diffUpdate, type Doc, encodeStateVector, mergeUpdates, type Transaction } from 'yjs';
import { Batch, type Part } from './batch.js';
import type { Plan } from './plan.js';
import { survivesReload } from './reload.js';
import { stateOf, structAt } from './store-view.js';
import { cell, NONE, type StructTable } from './struct-table.js';
import { type Sender, suggestionFault } from './suggestion-rule.js';
import { isVerbatim, isWholeVerbatim } from './verbatim.js';

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
  private readonly doc: Doc;
  private sender: Sender | null = null;
  private fault: RefusalCode | null = null;
  private sent: StructTable | null = null;
  private writing = false;
  private shared: Batch | null = null;

  constructor(doc: Doc) {
    this.doc = doc;
    this.write(true);
    doc.on('afterTransaction', (transaction: Transaction) => {
      // Each of its parts has been judged by itself.
      if (transaction === this.shared?.transaction) return;
      this.transactions.push(transaction);
      const verbatim = this.sent !== null && isWholeVerbatim(transaction, this.sent);
      this.write(!verbatim);
      if (verbatim && this.sent !== null) this.updates.push(this.sent.bytes);
      // Whatever transactions follow from this one are of Yjs's own making.
      this.sent = null;
      // Asked here, because what was deleted loses its content right after.
      if (this.sender !== null) this.fault ??= suggestionFault(transaction, this.sender);
    });
  }

  /** Whose update comes next: until `take`, each transaction is held against what they may suggest. */
  expect(sender: Sender): void {
    this.sender = sender;
  }

  /** What is applied next, where all of it is new: if Yjs would write the same bytes again, these stand for them (S166). */
  applying(table: StructTable): void {
    this.sent = table;
  }

  /** The transaction that is under way for several updates, if there is one. */
  get batch(): Batch | null {
    return this.shared;
  }

  /** What is passed in `work` shares one transaction. False: what came of it cannot be relied on, and the document has to be built again. */
  together(work: () => void): boolean {
    let worked = false;
    try {
      this.doc.transact((transaction) => {
        const batch = new Batch(transaction);
        this.shared = batch;
        // Its rows are what came, and Yjs need not write down the whole.
        this.write(false);
        work();
        worked = true;
        batch.end();
      });
    } catch (error: unknown) {
      // What Yjs cannot finish is for the log to say; anything else is a defect of ours.
      if (!worked) throw error;
      return false;
    } finally {
      this.shared = null;
    }
    return this.take().transactions.length === 0;
  }

  /** What the sender of this part may not do. */
  faultOf(part: Part): RefusalCode | null {
    return this.sender === null ? null : suggestionFault(part, this.sender);
  }

  /** Yjs writes a transaction down only where somebody listens when it ends. */
  private write(on: boolean): void {
    if (on === this.writing) return;
    this.writing = on;
    if (on) this.doc.on('update', this.written);
    else this.doc.off('update', this.written);
  }

  private readonly written = (update: Uint8Array): void => {
    this.updates.push(update);
  };

  /** One apply may run several transactions (SECURITY §8.3); what is left out of the row would be lost. */
  take(): { updates: Uint8Array[]; transactions: Transaction[]; fault: RefusalCode | null } {
    const { fault } = this;
    this.sender = null;
    this.fault = null;
    this.sent = null;
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
    applyNew(target, planned, table);
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

/**
 * The same for an update that is part of a shared transaction. Only what is plain comes here, of which nothing was left to be looked at and
 * whose row is what came; where that proves wrong, the document is spoilt like after any other surprise.
 */
export function applyPart(
  { doc, watcher, kind }: Target,
  batch: Batch,
  planned: Plan,
  table: StructTable,
): Result<Applied, RefusalCode> {
  let part: Part;
  try {
    part = batch.apply(() => applyUpdate(doc, table.bytes));
  } catch {
    return err('APPLY_FAILED');
  }
  if (!asPlanned(doc, planned) || !isVerbatim(part, table)) return err('APPLY_FAILED');
  if (!checkShape(doc, kind, { before: part.beforeState }).ok) return err('SCHEMA');
  const fault = watcher.faultOf(part);
  if (fault !== null) return err(fault);
  batch.keep(planned.added);
  return ok({ bytes: table.bytes });
}

function applyNew({ doc, watcher }: Target, { repeats }: Plan, table: StructTable): void {
  if (!repeats) watcher.applying(table);
  applyUpdate(doc, repeats ? diffUpdate(table.bytes, encodeStateVector(doc)) : table.bytes);
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

import { createDeleteSet, mergeDeleteSets, type Transaction } from 'yjs';
import type { Clocks } from './plan.js';

/** What one update did to the document: a transaction of its own, or a part of one that carries several. */
export type Part = Pick<Transaction, 'doc' | 'beforeState' | 'changed' | 'deleteSet'>;

/**
 * One transaction of Yjs for several updates (S188). A transaction costs Yjs more than a keystroke in it: two state vectors, a dozen collections, the merging
 * of items. Each update is a part of it with what a transaction of its own would have had: the clocks before it, what it changed and what it deleted.
 * Until the end nothing that was deleted loses its content, and no items are merged.
 */
export class Batch {
  readonly transaction: Transaction;
  private readonly before: Transaction['beforeState'];
  /** Before the next part. */
  private readonly state: Map<number, number>;
  private readonly changed: Transaction['changed'] = new Map();
  private readonly deleted: Transaction['deleteSet'][] = [];

  constructor(transaction: Transaction) {
    this.transaction = transaction;
    this.before = transaction.beforeState;
    this.state = new Map(this.before);
    transaction.beforeState = this.state;
  }

  /** Applies one update; throws where Yjs does. */
  apply(update: () => void): Part {
    const { transaction, state } = this;
    transaction.changed = new Map();
    transaction.deleteSet = createDeleteSet();
    update();
    const { doc, changed, deleteSet } = transaction;
    const deletes = deleteSet.clients.size > 0;
    if (deletes) this.deleted.push(deleteSet);
    for (const [type, keys] of changed) {
      const known = this.changed.get(type);
      if (known === undefined) this.changed.set(type, keys);
      else for (const key of keys) known.add(key);
    }
    return {
      doc,
      beforeState: state,
      changed,
      deleteSet: deletes ? mergeDeleteSets([deleteSet]) : deleteSet,
    };
  }

  /** The part is good: the next one stands on it. */
  keep(added: readonly Clocks[]): void {
    for (const { client, to } of added) this.state.set(client, to);
  }

  /** Before the transaction ends: for Yjs it is one that did all of it. */
  end(): void {
    const { transaction } = this;
    transaction.beforeState = this.before;
    transaction.changed = this.changed;
    transaction.deleteSet = mergeDeleteSets(this.deleted);
  }
}

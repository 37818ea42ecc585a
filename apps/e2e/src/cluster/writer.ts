import { CONTENT_ROOT } from '@entente/document';
import type { DocumentId, PackageId } from '@entente/kernel';
import { PackageConnection } from '@entente/sync/client';
import { seededRandom, type SeededRandom } from '@entente/testing';
import * as Y from 'yjs';
import { Typist, wordsOf } from '../crash/typist.js';
import type { Api } from '../harness/api.js';

/** Share of what a writer does that takes the newest edit back. */
const UNDOS = 0.15;

/** A typist who also undoes, and whom the schedule moves about. */
export class Writer {
  readonly typist: Typist;
  readonly #random: SeededRandom;
  /** By Y.Doc: one that was fetched anew has nothing to undo. */
  readonly #managers = new WeakMap<Y.Doc, Y.UndoManager>();

  constructor(name: string, connection: PackageConnection, random: SeededRandom) {
    this.#random = random;
    this.typist = new Typist(name, connection, seededRandom(random.integer(2 ** 31)));
  }

  /** A writer who is connecting. */
  static come(name: string, at: { address: string; api: Api; package: PackageId }, seed: number): Writer {
    const connection = new PackageConnection({
      url: at.address,
      origin: at.address,
      package: at.package,
      getTicket: async () => at.api.ticket(),
    });
    const writer = new Writer(name, connection, seededRandom(seed));
    connection.connect();
    return writer;
  }

  get connection(): PackageConnection {
    return this.typist.connection;
  }

  /** Types, deletes or undoes, where something may be written. */
  act(): void {
    const open = this.connection.sections
      .map(({ document }) => this.connection.document(document))
      .filter(({ writable }) => writable);
    if (open.length === 0) return;
    const managers = open.map(({ id, doc }) => ({ id, doc, manager: this.#managerOf(doc) }));
    const undoable = managers.filter(({ manager }) => manager.canUndo());
    if (this.#random.fraction() >= UNDOS || undoable.length === 0) return void this.typist.edit();
    const { id, doc, manager } = this.#random.pick(undoable);
    this.#undo(id, doc, manager);
  }

  /** What it did to one's own words is read from the text: the ledger must not rest on what an undo ought to do. */
  #undo(document: DocumentId, doc: Y.Doc, manager: Y.UndoManager): void {
    const before = this.#ownWords(doc);
    manager.undo();
    const after = this.#ownWords(doc);
    const { ledger } = this.typist;
    for (const word of before) if (!after.has(word)) ledger.removed(document, word);
    for (const word of after) if (!before.has(word)) ledger.typed(document, word);
  }

  #ownWords(doc: Y.Doc): ReadonlySet<string> {
    const words = wordsOf(doc).match(/\w+x\d+x/g) ?? [];
    return new Set(words.filter((word) => word.startsWith(`${this.typist.name}x`)));
  }

  #managerOf(doc: Y.Doc): Y.UndoManager {
    const manager =
      this.#managers.get(doc) ?? new Y.UndoManager(doc.getXmlFragment(CONTENT_ROOT), { captureTimeout: 0 });
    this.#managers.set(doc, manager);
    return manager;
  }
}

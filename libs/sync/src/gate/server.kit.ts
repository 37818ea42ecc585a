import { canonicalSection } from '@entente/document';
import * as Y from 'yjs';
import { Watcher } from './apply.js';
import { type Guarded, pass } from './gate.js';
import { EVERYTHING } from './heavy.js';

/** One document behind the gate and its log, without rooms or sockets, and two who follow it from the first row on. */
export class GateServer {
  guarded: Guarded;
  readonly rows: Uint8Array[] = [];
  /** Who reads the log from the beginning has just this. */
  readonly follower = replica();
  /** One that never collects, as an editor with an undo stack. */
  readonly keeper = replica(false);
  /** Refusals after which the document had to be built again. */
  rebuilds = 0;
  /** Transactions of the present document: a refusal that needs no rebuild adds none. */
  changes = 0;

  constructor(rows: readonly Uint8Array[] = []) {
    this.guarded = this.open();
    for (const row of rows) {
      this.keep(row);
      Y.applyUpdate(this.guarded.doc, row);
    }
    this.guarded.watcher.take();
  }

  get doc(): Y.Doc {
    return this.guarded.doc;
  }

  /** What the gate answers: `known`, the bytes of the row, or the refusal's code. A spoilt document is built again. */
  submit(bytes: Uint8Array, owned: ReadonlySet<number>, maxStructs = 5_000): Uint8Array | string {
    const passed = pass(this.guarded, bytes, {
      owns: (client) => owned.has(client),
      maxStructs,
      live: EVERYTHING,
      ordered: false,
    });
    if (!passed.ok) {
      if (passed.error.spoilt) this.rebuild();
      return passed.error.code;
    }
    if (passed.value.kind !== 'new') return passed.value.kind;
    this.keep(passed.value.bytes);
    return passed.value.bytes;
  }

  /** A replica that reads the log anew. */
  reloaded(): Y.Doc {
    const doc = replica();
    for (const row of this.rows) Y.applyUpdate(doc, row);
    return doc;
  }

  /** Somebody who joins now. */
  late(): Y.Doc {
    const doc = replica();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.doc));
    return doc;
  }

  private rebuild(): void {
    this.rebuilds += 1;
    this.guarded = this.open();
    Y.applyUpdate(this.guarded.doc, Y.encodeStateAsUpdate(this.follower));
    this.guarded.watcher.take();
  }

  private open(): Guarded {
    const doc = replica();
    doc.on('afterTransaction', () => (this.changes += 1));
    return { doc, watcher: new Watcher(doc), kind: 'article' };
  }

  private keep(row: Uint8Array): void {
    this.rows.push(row);
    Y.applyUpdate(this.follower, row);
    Y.applyUpdate(this.keeper, row);
  }
}

function replica(gc = true): Y.Doc {
  const doc = new Y.Doc({ gc });
  doc.clientID = 0;
  doc.getXmlFragment('content');
  return doc;
}

/** The text of an article as its canonical tree, written out; faults too, so that equal means equal. */
export function textOf(doc: Y.Doc): string {
  return JSON.stringify(canonicalSection(doc, 'article'));
}

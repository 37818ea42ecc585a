import { canonicalSection } from '@entente/document';
import * as Y from 'yjs';
import { Watcher } from './apply.js';
import { type Guarded, pass } from './gate.js';

/** One document behind the gate and its log, without rooms or sockets. */
export class GateServer {
  guarded: Guarded;
  readonly rows: Uint8Array[] = [];

  constructor(rows: readonly Uint8Array[] = []) {
    this.guarded = open();
    for (const row of rows) this.keep(row);
  }

  get doc(): Y.Doc {
    return this.guarded.doc;
  }

  /** What the gate answers: `known`, the bytes of the row, or the refusal's code. A spoilt document is built again. */
  submit(bytes: Uint8Array, owned: ReadonlySet<number>, maxStructs = 5_000): Uint8Array | string {
    const passed = pass(this.guarded, bytes, {
      owns: (client) => owned.has(client),
      maxStructs,
      live: null,
      ordered: false,
    });
    if (!passed.ok) {
      if (passed.error.spoilt) this.rebuild();
      return passed.error.code;
    }
    if (passed.value.kind !== 'new') return passed.value.kind;
    this.rows.push(passed.value.bytes);
    return passed.value.bytes;
  }

  reloaded(): Y.Doc {
    const { doc } = open();
    for (const row of this.rows) Y.applyUpdate(doc, row);
    return doc;
  }

  private rebuild(): void {
    this.guarded = open();
    for (const row of this.rows) Y.applyUpdate(this.guarded.doc, row);
    this.guarded.watcher.take();
  }

  private keep(row: Uint8Array): void {
    this.rows.push(row);
    Y.applyUpdate(this.guarded.doc, row);
    this.guarded.watcher.take();
  }
}

function open(): Guarded {
  const doc = new Y.Doc();
  doc.clientID = 0;
  doc.getXmlFragment('content');
  return { doc, watcher: new Watcher(doc), kind: 'article' };
}

/** The text of an article as its canonical tree, written out; faults too, so that equal means equal. */
export function textOf(doc: Y.Doc): string {
  return JSON.stringify(canonicalSection(doc, 'article'));
}

import type { SeededRandom } from '@entente/testing';
import * as Y from 'yjs';

const ORIGIN = 'local';
const WORDS = ['asset', 'freeze', 'Länder', '制裁', '😀', '𠮷', 'cyber', ' ', 'Article', 'é'];

/** A person's editor without the editor: a Y.Doc of one article and random edits on it. */
export class Drafter {
  doc: Y.Doc;
  readonly outbox: Uint8Array[] = [];
  private undo: Y.UndoManager;

  constructor(
    readonly name: string,
    client: number,
    start: Uint8Array,
    private readonly random: SeededRandom,
  ) {
    [this.doc, this.undo] = this.open(client, start);
  }

  /** A reload: the same text, kept offline, under a new client id. */
  reopen(client: number): void {
    const state = Y.encodeStateAsUpdate(this.doc);
    this.doc.destroy();
    [this.doc, this.undo] = this.open(client, state);
  }

  /** The document anew, as `state` has it: what was not sent is given up. */
  replace(client: number, state: Uint8Array): void {
    this.doc.destroy();
    this.outbox.splice(0);
    [this.doc, this.undo] = this.open(client, state);
  }

  receive(update: Uint8Array): void {
    Y.applyUpdate(this.doc, update, 'remote');
  }

  edit(): void {
    const roll = this.random.integer(100);
    if (roll < 55) this.type();
    else if (roll < 72) this.erase();
    else if (roll < 82) this.addParagraph();
    else if (roll < 87) this.removeParagraph();
    else if (roll < 91) this.rename();
    else if (roll < 96) this.back();
    else this.forth();
  }

  private open(client: number, state: Uint8Array): [Y.Doc, Y.UndoManager] {
    const doc = new Y.Doc();
    doc.clientID = client;
    const root = doc.getXmlFragment('content');
    Y.applyUpdate(doc, state, 'remote');
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'remote') this.outbox.push(update);
    });
    return [doc, new Y.UndoManager(root, { trackedOrigins: new Set([ORIGIN]), captureTimeout: 0 })];
  }

  private type(): void {
    const text = this.anyText();
    if (text === null) return this.addParagraph();
    const words = Array.from({ length: 1 + this.random.integer(3) }, () => this.random.pick(WORDS)).join('');
    const at = boundary(plain(text), this.random.integer(text.length + 1));
    this.doc.transact(() => text.insert(at, words), ORIGIN);
  }

  private erase(): void {
    const text = this.anyText();
    if (text === null || text.length === 0) return;
    const from = boundary(plain(text), this.random.integer(text.length));
    const to = boundary(plain(text), Math.min(text.length, from + 1 + this.random.integer(6)));
    if (to > from) this.doc.transact(() => text.delete(from, to - from), ORIGIN);
  }

  private addParagraph(): void {
    const root = this.doc.getXmlFragment('content');
    const count = 1 + this.random.integer(3);
    const blocks = Array.from({ length: count }, () => paragraph(this.id(), this.random.pick(WORDS)));
    this.doc.transact(() => root.insert(this.random.integer(root.length + 1), blocks), ORIGIN);
  }

  private removeParagraph(): void {
    const root = this.doc.getXmlFragment('content');
    if (root.length < 2) return;
    this.doc.transact(() => root.delete(this.random.integer(root.length), 1), ORIGIN);
  }

  private rename(): void {
    const root = this.doc.getXmlFragment('content');
    if (root.length === 0) return;
    const block = root.get(this.random.integer(root.length));
    this.doc.transact(() => {
      if (block instanceof Y.XmlElement) block.setAttribute('id', this.id());
    }, ORIGIN);
  }

  private back(): void {
    // Yjs may throw here (SECURITY §8.2); an editor catches it too.
    try {
      this.undo.undo();
    } catch {
      this.undo.clear();
    }
  }

  private forth(): void {
    try {
      this.undo.redo();
    } catch {
      this.undo.clear();
    }
  }

  private id(): string {
    return `p${String(this.random.integer(1_000_000))}`;
  }

  private anyText(): Y.XmlText | null {
    const root = this.doc.getXmlFragment('content');
    const texts = [...root.createTreeWalker((node) => node instanceof Y.XmlText)];
    if (texts.length === 0) return null;
    const text = this.random.pick(texts);
    return text instanceof Y.XmlText ? text : null;
  }
}

export function paragraph(id: string, words: string): Y.XmlElement {
  const block = new Y.XmlElement('paragraph');
  block.setAttribute('id', id);
  const p = new Y.XmlElement('p');
  p.insert(0, [new Y.XmlText(words)]);
  block.insert(0, [p]);
  return block;
}

function plain(text: Y.XmlText): string {
  return text.toJSON();
}

/** The nearest place at or before `at` that cuts no character. */
function boundary(words: string, at: number): number {
  const unit = words.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}

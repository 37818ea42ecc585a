import * as Y from 'yjs';
import type { Battlefield } from './battlefield.js';
import type { Id } from './forge.js';

/** In the first paragraph, with a character of two units at 6 and 7; the second paragraph is another list. */
const WORDS = 'Hello 😀 all of you';
const OTHER_WORDS = 'Another paragraph';

/** What ada wrote in the open article, recorded, and where each of its characters stands: what the attacks aim at. */
export class Victim {
  /** Ada's client id. */
  readonly client: number;
  /** The next clock that ada would use. */
  readonly end: number;
  /** A clock of ada's that is collected: deleted, and nothing is left of it. */
  readonly collected: Id;
  readonly block: Id;
  readonly leaf: Id;
  readonly list: Id;
  readonly #words: Id;
  readonly #others: Id;

  private constructor(doc: Y.Doc, client: number) {
    this.client = client;
    this.end = Y.getState(doc.store, client);
    const root = doc.getXmlFragment('content');
    const [first, second] = root.toArray().slice(-2);
    const [words, others] = [leafOf(first), leafOf(second)];
    this.block = idOf(first as Y.XmlElement);
    this.leaf = idOf((first as Y.XmlElement).get(0));
    this.list = idOf(words);
    this.#words = startOf(words);
    this.#others = startOf(others);
    this.collected = [client, this.end - 1];
  }

  /** Ada writes two paragraphs in the open article, and a third that goes again. */
  static async write(field: Battlefield): Promise<Victim> {
    const ada = await field.inside('ada');
    const { open } = field.documents;
    const written = await ada.edit(open, (doc) => {
      const root = doc.getXmlFragment('content');
      root.insert(root.length, [
        paragraph('va', WORDS),
        paragraph('vb', OTHER_WORDS),
        paragraph('vc', 'to go'),
      ]);
      root.delete(root.length - 1, 1);
    });
    if (written.verdict !== 'recorded') throw new Error(`ada could not write: ${String(written.code)}`);
    return new Victim(ada.replica(open), ada.lease);
  }

  /** The character at `index` of the first paragraph. */
  at(index: number): Id {
    return [this.client, this.#words[1] + index];
  }

  /** The character at `index` of the second paragraph. */
  other(index: number): Id {
    return [this.client, this.#others[1] + index];
  }
}

export function paragraph(id: string, words: string): Y.XmlElement {
  const block = new Y.XmlElement('paragraph');
  block.setAttribute('id', id);
  const leaf = new Y.XmlElement('p');
  leaf.insert(0, [new Y.XmlText(words)]);
  block.insert(0, [leaf]);
  return block;
}

function leafOf(block: unknown): Y.XmlText {
  const leaf = block instanceof Y.XmlElement ? block.get(0) : null;
  const words = leaf instanceof Y.XmlElement ? leaf.get(0) : null;
  if (!(words instanceof Y.XmlText)) throw new Error('no words in this block');
  return words;
}

function idOf(type: { readonly _item: Y.Item | null }): Id {
  if (type._item === null) throw new Error('a root has no id');
  return [type._item.id.client, type._item.id.clock];
}

function startOf(text: Y.XmlText): Id {
  const first = text._start;
  if (first === null) throw new Error('no words');
  return [first.id.client, first.id.clock];
}

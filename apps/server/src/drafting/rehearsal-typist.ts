import { CONTENT_ROOT } from '@entente/document';
import type { DocumentId, PackageId } from '@entente/kernel';
import { applyUpdate, Doc, XmlElement, XmlText } from 'yjs';
import { bufferOf } from './postgres-update-log.js';
import type { RehearsalWire } from './rehearsal-wire.js';

interface Place {
  readonly package: PackageId;
  readonly document: DocumentId;
}

interface Joined {
  readonly lease: number;
  readonly documents: readonly { readonly update: Uint8Array }[];
}

/** Somebody of the rehearsal: writes a letter after another into the made-up document, and takes one back now and then. */
export class RehearsalTypist {
  readonly #wire: RehearsalWire;
  readonly #document: DocumentId;
  readonly #doc: Doc;
  readonly #text: XmlText;
  readonly #updates: Uint8Array[] = [];
  #typed = 0;

  private constructor(wire: RehearsalWire, document: DocumentId, { lease, documents }: Joined) {
    this.#wire = wire;
    this.#document = document;
    this.#doc = new Doc();
    this.#doc.clientID = lease;
    for (const { update } of documents) applyUpdate(this.#doc, update);
    this.#text = firstText(this.#doc);
    this.#doc.on('update', (update: Uint8Array) => this.#updates.push(update));
  }

  static async join(wire: RehearsalWire, place: Place): Promise<RehearsalTypist> {
    const { document } = place;
    const message = { package: place.package, schema: 'entente-document/1', documents: [{ document }] };
    return new RehearsalTypist(wire, document, (await wire.ask('join', message)) as Joined);
  }

  /** One key: its verdict. */
  async type(): Promise<unknown> {
    this.#typed += 1;
    const at = this.#typed % 40;
    if (at === 39) this.#text.delete(at - 1, 1);
    else this.#text.insert(Math.min(at, this.#text.length), 'e');
    const [update] = this.#updates.splice(0);
    if (update === undefined) throw new Error('a key that changes nothing');
    const message = { document: this.#document, n: this.#typed, update: bufferOf(update) };
    return this.#wire.ask('update', message);
  }
}

function firstText(doc: Doc): XmlText {
  const block = doc.getXmlFragment(CONTENT_ROOT).get(0);
  const line = block instanceof XmlElement ? block.get(0) : null;
  const text = line instanceof XmlElement ? line.get(0) : null;
  if (!(text instanceof XmlText)) throw new Error('the made-up document has no text');
  return text;
}

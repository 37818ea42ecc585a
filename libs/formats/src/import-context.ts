import { isProvisionId } from '@entente/document';
import type { ImportNote } from './imported-act.js';
import { foldSpaces } from './akn-elements.js';
import { isText, type XmlElement, type XmlText } from './read-xml.js';

/** A number that the file gives, to be compared with the one that is computed. */
export interface GivenNumber {
  /** Provision id, or the key of a section. */
  readonly key: string;
  readonly number: string;
  readonly line: number;
  readonly element: string;
}

/** What one import gathers besides the text: notes, ids, numbers, and the names that references declare. */
export class ImportContext {
  readonly notes: ImportNote[] = [];
  readonly numbers: GivenNumber[] = [];
  /** Every stretch of text that became words or is quoted in a note. */
  readonly #taken = new WeakSet<XmlText>();
  readonly #ids = new Set<string>();
  /** The last number put behind a wanted id, so that a thousand of them are not counted through again. */
  readonly #last = new Map<string, number>();
  readonly #names: ReadonlyMap<string, string>;
  /** Line of the first of the emphases, whose note is given once. */
  #emphasisLine = 0;
  #emphases = 0;

  /** `names`: what the file's references call an id, e.g. `de` → `Germany`. */
  constructor(names: ReadonlyMap<string, string>) {
    this.#names = names;
  }

  keptText(element: XmlElement, message: string): void {
    this.notes.push({ line: element.line, element: element.name, message, kept: 'text' });
  }

  leftOut(element: XmlElement, message: string): void {
    this.notes.push({ line: element.line, element: element.name, message, kept: 'nothing' });
  }

  emphasis(element: XmlElement): void {
    this.#emphases += 1;
    if (this.#emphases === 1) this.#emphasisLine = element.line;
  }

  /** The text of one stretch, which from now on counts as read. */
  takeText(text: XmlText): string {
    this.#taken.add(text);
    return text.text;
  }

  /** All text at or below an element, to be quoted in a note; from now on it counts as read. */
  take(element: XmlElement): string {
    const collect = (from: XmlElement): string =>
      from.children.map((child) => (isText(child) ? this.takeText(child) : collect(child))).join('');
    return foldSpaces(collect(element));
  }

  /** Reports every stretch of text that no reader took: no word of an act is lost in silence (SPEC F12). */
  reportUntaken(element: XmlElement): void {
    if (element.name === 'meta') return;
    for (const child of element.children) {
      if (!isText(child)) this.reportUntaken(child);
      else if (!this.#taken.has(child) && foldSpaces(child.text) !== '') {
        this.leftOut(element, `Words where none are expected were left out: “${foldSpaces(child.text)}”.`);
      }
    }
  }

  /** Adds the note that is given once for the whole file. */
  reportEmphasis(): void {
    if (this.#emphases === 0) return;
    this.notes.push({
      line: this.#emphasisLine,
      element: 'b, i, u',
      message: `Emphasis was left out in ${String(this.#emphases)} places, here first; the words are kept.`,
      kept: 'text',
    });
  }

  number(key: string, num: XmlElement | undefined, text: string): void {
    if (num !== undefined && text !== '') {
      this.numbers.push({ key, number: text, line: num.line, element: num.name });
    }
  }

  /** Who stands behind a reference such as `#de`: what the file calls it, else the id in capitals. */
  nameFor(reference: string): string {
    const id = reference.replace(/^#/, '');
    return this.#names.get(id) ?? id.toUpperCase();
  }

  /** The id of a provision: the element's own as far as it can stand, else `fallback`; never twice the same. */
  idFor(element: XmlElement, fallback: string): string {
    const { attributes } = element;
    const own = ['eId', 'id', 'GUID', 'guid', 'wId'].map((name) => attributes.get(name)).find(Boolean);
    const id = this.newId(own ?? fallback);
    if (own !== undefined && own !== id) {
      this.keptText(element, `The id “${own}” cannot stand here or stands twice; it became “${id}”.`);
    }
    return id;
  }

  /** An id that no other provision has, as near to the wanted one as its spelling allows. */
  newId(wanted: string): string {
    const spelled = wanted.replace(/[^A-Za-z0-9_.-]/g, '-').replace(/^(?=[^A-Za-z])/, 'p-');
    const base = spelled.slice(0, 120);
    let id = base;
    let again = this.#last.get(base) ?? 1;
    while (this.#ids.has(id)) id = `${base}_${String((again += 1))}`;
    this.#last.set(base, again);
    if (!isProvisionId(id)) throw new Error(`not a provision id: ${id}`);
    this.#ids.add(id);
    return id;
  }
}

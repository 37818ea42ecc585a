import { CONTENT_ROOT } from '@entente/document';
import type { DocumentId } from '@entente/kernel';
import type { PackageConnection } from '@entente/sync/client';
import type { SeededRandom } from '@entente/testing';
import * as Y from 'yjs';
import { Ledger } from './ledger.js';

/** Share of edits that take out a word of one's own instead of adding one. */
const DELETIONS = 0.25;

/** Somebody who types and deletes words of their own all over the package, and notes what they were told is recorded. */
export class Typist {
  readonly name: string;
  readonly connection: PackageConnection;
  readonly ledger = new Ledger();
  /** Words that the client handed back because the server did not take them. */
  lost = 0;
  /** And why. */
  readonly lostFor: string[] = [];
  /** Verdicts `recorded` so far. */
  recorded = 0;
  readonly #random: SeededRandom;
  #words = 0;

  constructor(name: string, connection: PackageConnection, random: SeededRandom) {
    this.name = name;
    this.connection = connection;
    this.#random = random;
    connection.on('verdict', (verdict) => {
      if (verdict.verdict === 'recorded') this.recorded += 1;
      else if (verdict.retry === 'reload') this.ledger.handedBack(verdict.document);
    });
    connection.on('lost', ({ code }) => {
      this.lost += 1;
      this.lostFor.push(code);
    });
    connection.on('recording', () => {
      this.#settle();
    });
  }

  /** One edit in a section that may be written now; false where there is none (disconnected, all closed). */
  edit(): boolean {
    const open = this.connection.sections.filter(
      ({ document }) => this.connection.document(document).writable,
    );
    if (open.length === 0) return false;
    const { document } = this.#random.pick(open);
    const runs = runsOf(this.connection.document(document).doc);
    if (runs.length === 0) return false;
    const old =
      this.#random.fraction() < DELETIONS ? this.ledger.someWord(document, this.#random) : undefined;
    if (old === undefined) this.#insert(document, this.#random.pick(runs));
    else this.#remove(document, runs, old);
    this.#settle();
    return true;
  }

  /** A word goes where a space or the end is, so that no other word is ever split and each can be looked for whole. */
  #insert(document: DocumentId, run: Y.XmlText): void {
    const text = plain(run);
    const places = [...text.matchAll(/ /g)].map((match) => match.index);
    this.#words += 1;
    const word = `${this.name}x${String(this.#words)}x`;
    run.insert(this.#random.pick([...places, text.length]), ` ${word}`);
    this.ledger.typed(document, word);
  }

  #remove(document: DocumentId, runs: readonly Y.XmlText[], word: string): void {
    for (const run of runs) {
      const at = plain(run).indexOf(` ${word}`);
      if (at < 0) continue;
      run.delete(at, word.length + 1);
      this.ledger.removed(document, word);
      return;
    }
  }

  #settle(): void {
    for (const document of this.ledger.documents()) {
      if (this.connection.document(document).unrecorded === 0) this.ledger.acknowledged(document);
    }
  }
}

/** Every run of text below a section's root, in order. */
export function runsOf(doc: Y.Doc): readonly Y.XmlText[] {
  const found: Y.XmlText[] = [];
  const visit = (node: Y.XmlFragment | Y.XmlElement): void => {
    for (const child of node.toArray()) {
      if (child instanceof Y.XmlText) found.push(child);
      else if (child instanceof Y.XmlElement) visit(child);
    }
  };
  visit(doc.getXmlFragment(CONTENT_ROOT));
  return found;
}

function plain(run: Y.XmlText): string {
  return run
    .toDelta()
    .map(({ insert }: { insert?: unknown }) => (typeof insert === 'string' ? insert : '\uFFFC'))
    .join('');
}

/** All the words of a section, with a space between runs. */
export function wordsOf(doc: Y.Doc): string {
  return runsOf(doc).map(plain).join(' ');
}

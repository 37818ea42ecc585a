import {
  canonicalSection,
  checkShape,
  CONTENT_ROOT,
  isAccepted,
  keepMarks,
  markedWords,
  openSuggestions,
} from '@entente/document';
import * as Y from 'yjs';
import { Watcher } from './apply.js';
import { paragraph } from './drafter.kit.js';
import { type Guarded, pass } from './gate.js';
import { EVERYTHING } from './heavy.js';
import { orderOf } from './reload.js';
import { mark, SUGGESTS, textIn, WRITES } from './suggestion.kit.js';
import { MAX_STRUCTS } from './update-parts.kit.js';

/** Client ids of the sender: under the first of them something stands in the text already. */
export const SENDERS = [300, 1_700] as const;
const OWNED: ReadonlySet<number> = new Set(SENDERS);

/** What the sender may do. */
export type Access = 'write' | 'suggest';

function replica(client: number, rows: readonly Uint8Array[], gc = true): Y.Doc {
  const doc = new Y.Doc({ gc, guid: 'the text' });
  keepMarks(doc);
  doc.getXmlFragment(CONTENT_ROOT);
  for (const row of rows) Y.applyUpdate(doc, row);
  // Afterwards: Yjs takes another id, by chance, where it sees its own come from outside.
  doc.clientID = client;
  return doc;
}

/** What one person's hands add to the rows. */
function row(client: number, rows: readonly Uint8Array[], work: (doc: Y.Doc) => void): Uint8Array {
  const doc = replica(client, rows);
  const before = Y.encodeStateVector(doc);
  work(doc);
  return Y.encodeStateAsUpdate(doc, before);
}

const rootOf = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment(CONTENT_ROOT);

/**
 * A text on which several have worked, always the same: words with pairs of surrogates, deleted and collected ones, attributes
 * rewritten, concurrent words at one place, suggestions of EE and of FR, for whom the sender sends, and words of the sender.
 */
function startRows(): Uint8Array[] {
  const rows = [
    row(900, [], (doc) => {
      const blocks = ['Assets 😀 of the persons', 'Funds shall be frozen.', 'to go', 'last'];
      rootOf(doc).insert(
        0,
        blocks.map((words, n) => paragraph(`p${String(n)}`, words)),
      );
    }),
  ];
  const add = (client: number, work: (doc: Y.Doc) => void): void => void rows.push(row(client, rows, work));
  const base = [...rows];
  const concurrent = [901, 902].map((client) => row(client, base, (doc) => textIn(doc, 0).insert(3, 'ab')));
  rows.push(...concurrent);
  add(901, (doc) => {
    rootOf(doc).delete(2, 1);
    textIn(doc, 1).delete(2, 4);
    (rootOf(doc).get(0) as Y.XmlElement).setAttribute('id', 'p9');
  });
  add(20, (doc) => {
    textIn(doc, 1).insert(8, 'at once ', { [mark('insertion', 'EE', 1)]: true });
    textIn(doc, 0).format(0, 4, { [mark('deletion', 'EE', 2)]: true });
  });
  add(SENDERS[0], (doc) => {
    textIn(doc, 2).insert(2, 'Länder 制裁 ', { [mark('insertion', 'FR', 3)]: true });
    textIn(doc, 2).delete(4, 3);
    textIn(doc, 1).format(1, 3, { [mark('deletion', 'FR', 4)]: true });
  });
  return rows;
}

/** As one update: what the rows before it were is not asked here. */
const START = Y.encodeStateAsUpdate(replica(0, startRows()));

/** One document behind the gate, held to all that the gate promises of any update whatever. */
export class Stage {
  private readonly access: Access;
  private guarded!: Guarded;
  private rows: Uint8Array[] = [];
  private transactions = 0;
  /** CPU of the last update in the gate, in milliseconds. */
  ms = 0;

  constructor(access: Access) {
    this.access = access;
    this.open([START]);
  }

  get doc(): Y.Doc {
    return this.guarded.doc;
  }

  /** Back to the beginning, where anything has changed. */
  reset(): void {
    if (this.transactions > 0) this.open([START]);
  }

  /** What the gate answers; throws where it broke a promise. */
  submit(update: Uint8Array): string {
    const before = { ...this.facts(), transactions: this.transactions };
    const answer = this.pass(update);
    if (answer instanceof Uint8Array) {
      const { ms } = this;
      this.accepted(answer, before);
      this.expectKnown(update);
      this.expectKnown(answer);
      this.ms = ms;
      return 'new';
    }
    return answer;
  }

  private pass(update: Uint8Array): Uint8Array | string {
    const { transactions } = this;
    this.guarded.watcher.expect(this.access === 'write' ? WRITES('FR') : SUGGESTS('FR'));
    const begun = process.threadCpuUsage();
    const passed = pass(this.guarded, update, {
      owns: (client) => OWNED.has(client),
      maxStructs: MAX_STRUCTS,
      live: EVERYTHING,
      ordered: false,
    });
    const { user, system } = process.threadCpuUsage(begun);
    this.ms = (user + system) / 1_000;
    const { pendingStructs, pendingDs } = this.doc.store;
    const spoilt = !passed.ok && passed.error.spoilt;
    if (!spoilt && (pendingStructs !== null || pendingDs !== null)) throw new Error('something is pending');
    if (passed.ok && passed.value.kind === 'new') return passed.value.bytes;
    if (!spoilt && this.transactions !== transactions) throw new Error('a refusal left something behind');
    if (spoilt) this.open(this.rows);
    if (passed.ok) return passed.value.kind;
    const { code } = passed.error;
    // Thrown and caught: refused, but by luck and not by a rule.
    if (code === 'APPLY_FAILED' && !spoilt) throw new Error('the plan threw');
    return spoilt ? `${code} late` : code;
  }

  /** One text for the room, who reads the log, who joins now, and an editor that never collects; nobody else's was touched. */
  private accepted(bytes: Uint8Array, before: Facts): void {
    this.rows.push(bytes);
    const rows = this.rows;
    const others = [replica(0, rows), replica(0, [Y.encodeStateAsUpdate(this.doc)]), replica(0, rows, false)];
    const texts = [this.doc, ...others].map(textOf);
    if (new Set(texts).size > 1) throw new Error(`texts differ: ${texts.join('\n')}`);
    if (!checkShape(this.doc, 'article').ok) throw new Error('the shape is broken');
    const after = this.facts();
    if (after.foreign !== before.foreign) throw new Error('the clock of another was moved');
    if (this.access === 'write') return;
    if (after.accepted !== before.accepted) throw new Error('a suggestion changed the text as accepted');
    if (after.others !== before.others) throw new Error('a suggestion of another was changed');
  }

  private expectKnown(update: Uint8Array): void {
    const answer = this.pass(update);
    if (answer !== 'known') throw new Error(`sent again it is not known but ${String(answer)}`);
  }

  private facts(): Facts {
    const clocks = [...Y.decodeStateVector(Y.encodeStateVector(this.doc))];
    const foreign = clocks.filter(([client]) => !OWNED.has(client)).sort(([one], [two]) => one - two);
    if (this.access === 'write') return { foreign: JSON.stringify(foreign), accepted: '', others: '' };
    const accepted = JSON.stringify(canonicalSection(this.doc, 'article'));
    return { foreign: JSON.stringify(foreign), accepted, others: othersIn(this.doc) };
  }

  private open(rows: readonly Uint8Array[]): void {
    const doc = replica(0, rows);
    const watcher = new Watcher(doc);
    this.transactions = 0;
    doc.on('afterTransaction', () => (this.transactions += 1));
    this.guarded = { doc, watcher, kind: 'article' };
    this.rows = [...rows];
  }
}

interface Facts {
  readonly foreign: string;
  /** Of suggesters alone: the text as accepted, and what others suggest. */
  readonly accepted: string;
  readonly others: string;
}

/** The words under each mark of others; under a deletion those that are text: what is suggested amid them is not its (S122). */
function othersIn(doc: Y.Doc): string {
  const words = new Map<string, string>();
  for (const text of rootOf(doc).createTreeWalker((node) => node instanceof Y.XmlText)) {
    for (const { words: run, marks } of markedWords(text as Y.XmlText)) {
      for (const [key, one] of marks) {
        const counts = one.kind === 'insertion' || isAccepted(marks);
        if (one.delegation !== 'FR' && counts) words.set(key, (words.get(key) ?? '') + run);
      }
    }
  }
  return [...words]
    .map(([key, run]) => `${key}: ${run}`)
    .toSorted()
    .join();
}

function textOf(doc: Y.Doc): string {
  const suggestions = openSuggestions(doc);
  return JSON.stringify([canonicalSection(doc, 'article'), suggestions]) + orderOf(rootOf(doc));
}

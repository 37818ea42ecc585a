import type { DelegationCode, Instant, PersonId } from '@entente/kernel';
import { seededRandom, type SeededRandom } from '@entente/testing';
import * as Y from 'yjs';
import { emptySection } from '../build-section.js';
import { keepMarks } from '../marked-text.js';
import { provisionIdFrom } from '../provision-id.js';
import { readRoot } from '../read-yjs.js';
import { CONTENT_ROOT } from '../shape.js';
import type { CanonicalNode, CanonicalRun } from '../tree.js';
import type { HistoryRow } from './history-types.js';

export const PEOPLE = ['ada', 'ben', 'hana', 'pia'] as PersonId[];
const SEATS: Readonly<Record<string, string>> = { ada: 'AU', ben: 'AU', hana: 'JP', pia: 'PRES' };

interface Drafter {
  readonly person: PersonId;
  readonly doc: Y.Doc;
  /** What has not been sent. */
  pending: Uint8Array[];
  /** What the others' rows brought and has not been applied. */
  readonly unread: Uint8Array[];
}

/** For tests alone: one article and several people, the server's document and its log, as the rooms of `libs/sync` keep them. */
export class Drafters {
  readonly server = new Y.Doc();
  readonly rows: HistoryRow[] = [];
  /** The text after each row, as it was then. */
  readonly texts: (CanonicalNode | CanonicalRun)[][] = [];
  readonly random: SeededRandom;
  now = 1_000;
  readonly #people: Drafter[];
  #updates: Uint8Array[] = [];
  #client = 100;

  constructor(seed: number) {
    this.random = seededRandom(seed);
    this.server.clientID = 0;
    keepMarks(this.server);
    this.server.on('update', (update: Uint8Array) => this.#updates.push(update));
    this.#people = PEOPLE.map((person) => this.#enter(person));
    const newId = (): ReturnType<typeof provisionIdFrom> => provisionIdFrom(this.random.bytes(12));
    this.#record('sam' as PersonId, emptySection('article', { clientId: 7, newId }));
    this.everyoneReads();
  }

  person(name: string): Drafter {
    const found = this.#people.find(({ person }) => person === name);
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return found;
  }

  /** One edit of one person, as their browser makes it; sent with the next `send`. */
  edit(name: string, change: (root: Y.XmlFragment) => void): void {
    const { doc } = this.person(name);
    doc.transact(() => {
      change(doc.getXmlFragment(CONTENT_ROOT));
    });
  }

  /** Everything unsent of one person, as one push and so as one row. */
  send(name: string): void {
    const drafter = this.person(name);
    const { pending } = drafter;
    drafter.pending = [];
    if (pending.length > 0) this.#record(drafter.person, Y.mergeUpdates(pending));
  }

  read(name: string): void {
    const { doc, unread } = this.person(name);
    for (const update of unread.splice(0)) Y.applyUpdate(doc, update, 'remote');
  }

  everyoneReads(): void {
    for (const { person } of this.#people) this.read(person);
  }

  /** The same person under another client id, as after a reload. */
  reload(name: string): void {
    this.send(name);
    const at = this.#people.findIndex(({ person }) => person === name);
    this.#people[at] = this.#enter(name as PersonId);
    Y.applyUpdate(this.person(name).doc, Y.encodeStateAsUpdate(this.server), 'remote');
  }

  #enter(person: PersonId): Drafter {
    this.#client += 13;
    const drafter: Drafter = { person, doc: new Y.Doc(), pending: [], unread: [] };
    drafter.doc.clientID = this.#client;
    keepMarks(drafter.doc);
    drafter.doc.getXmlFragment(CONTENT_ROOT);
    drafter.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'remote') drafter.pending.push(update);
    });
    return drafter;
  }

  #record(author: PersonId, update: Uint8Array): void {
    Y.applyUpdate(this.server, update);
    const [first, ...more] = this.#updates.splice(0);
    if (first === undefined) return;
    const bytes = more.length === 0 ? first : Y.mergeUpdates([first, ...more]);
    this.now += this.random.integer(3_000);
    this.rows.push({
      seq: this.rows.length + 1,
      author,
      delegation: (SEATS[author] ?? 'SEC') as DelegationCode,
      receivedAt: this.now as Instant,
      bytes,
    });
    this.texts.push(textOf(this.server));
    for (const drafter of this.#people) if (drafter.person !== author) drafter.unread.push(bytes);
  }
}

export function textOf(doc: Y.Doc): (CanonicalNode | CanonicalRun)[] {
  return readRoot(doc, 'article', { document: null, kind: 'article', provision: null }).children;
}

import {
  canonicalSection,
  keepMarks,
  openSuggestions,
  suggestionKey,
  type SuggestionKind,
} from '@entente/document';
import type { DelegationCode } from '@entente/kernel';
import * as Y from 'yjs';
import { Watcher } from './apply.js';
import { paragraph } from './drafter.kit.js';
import { type Guarded, pass } from './gate.js';
import { EVERYTHING } from './heavy.js';
import type { Sender } from './suggestion-rule.js';

/** A key as tests name it: `mark('insertion', 'FR', 1)`. */
export function mark(kind: SuggestionKind, delegation: string, n: number): string {
  const id = n.toString(16).padStart(32, '0');
  return suggestionKey({ kind, delegation: delegation as DelegationCode, id });
}

export const WRITES = (delegation: string): Sender => ({
  delegation: delegation as DelegationCode,
  suggestsOnly: false,
});
export const SUGGESTS = (delegation: string): Sender => ({ ...WRITES(delegation), suggestsOnly: true });

function fresh(client: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = client;
  keepMarks(doc);
  doc.getXmlFragment('content');
  return doc;
}

function open(rows: readonly Uint8Array[]): Guarded {
  const doc = fresh(0);
  const watcher = new Watcher(doc);
  for (const row of rows) Y.applyUpdate(doc, row);
  watcher.take();
  return { doc, watcher, kind: 'article' };
}

/** One document behind the gate, with senders who may only suggest. */
export class SuggestionServer {
  guarded = open([]);
  readonly rows: Uint8Array[] = [];

  get doc(): Y.Doc {
    return this.guarded.doc;
  }

  submit(bytes: Uint8Array, client: number | ReadonlySet<number>, sender: Sender): string {
    this.guarded.watcher.expect(sender);
    const owns = (one: number): boolean => (typeof client === 'number' ? one === client : client.has(one));
    const passed = pass(this.guarded, bytes, { owns, maxStructs: 50_000, live: EVERYTHING, ordered: false });
    if (!passed.ok) {
      if (passed.error.spoilt) this.guarded = open(this.rows);
      return passed.error.code;
    }
    if (passed.value.kind === 'new') this.rows.push(passed.value.bytes);
    return passed.value.kind;
  }

  /** The words of the text as accepted, and the words under each open suggestion. */
  get accepted(): string {
    return acceptedOf(this.doc);
  }

  open(): string[] {
    return openSuggestions(this.doc).map(
      ({ delegation, inserted, deleted }) => `${delegation} -${deleted}+${inserted}`,
    );
  }
}

export function acceptedOf(doc: Y.Doc): string {
  const tree = canonicalSection(doc, 'article');
  return JSON.stringify(tree.ok ? tree.value : tree.error);
}

/** The first run of words of the nth paragraph. */
export function textIn(doc: Y.Doc, n: number): Y.XmlText {
  const p = (doc.getXmlFragment('content').get(n) as Y.XmlElement).get(0) as Y.XmlElement;
  return p.get(0) as Y.XmlText;
}

/** One person's replica, and what they have not sent. */
export class Hand {
  readonly doc: Y.Doc;
  private sent: Uint8Array;

  constructor(
    private readonly server: SuggestionServer,
    readonly client: number,
    readonly sender: Sender,
  ) {
    this.doc = fresh(client);
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(server.doc));
    this.sent = Y.encodeStateVector(this.doc);
  }

  /** The words of the nth paragraph. */
  text(n = 0): Y.XmlText {
    return textIn(this.doc, n);
  }

  pull(): this {
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(this.server.doc));
    return this;
  }

  /** Sends what changed since last time; the delete set is the whole one, as after a reconnect. */
  push(): string {
    const update = Y.encodeStateAsUpdate(this.doc, this.sent);
    const answer = this.server.submit(update, this.client, this.sender);
    this.sent = Y.encodeStateVector(this.doc);
    return answer;
  }
}

/**
 * `Funds shall be frozen.`, `Assets too.`, written by the presidency; EE suggests `[at once ]` before `frozen` and that `Assets` go.
 */
export function scene(): SuggestionServer {
  const server = new SuggestionServer();
  const first = fresh(1);
  const blocks = [paragraph('one', 'Funds shall be frozen.'), paragraph('two', 'Assets too.')];
  first.getXmlFragment('content').insert(0, blocks);
  server.submit(Y.encodeStateAsUpdate(first), 1, WRITES('PRES'));
  const estonia = new Hand(server, 20, SUGGESTS('EE'));
  estonia.text(0).insert(15, 'at once ', { [mark('insertion', 'EE', 1)]: true });
  estonia.text(1).format(0, 6, { [mark('deletion', 'EE', 2)]: true });
  const answer = estonia.push();
  if (answer !== 'new') throw new Error(`the scene was refused: ${answer}`);
  return server;
}

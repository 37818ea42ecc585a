import type { DocumentAccess } from '@entente/access';
import type {
  Joined,
  JoinedDocument,
  RefusalCode,
  ServerMessages,
  Update,
  UpdateVerdict,
} from '@entente/contracts';
import { canonicalSection, keepMarks } from '@entente/document';
import {
  type Clock,
  type DelegationCode,
  type DocumentId,
  type Instant,
  instant,
  type PackageId,
  type PersonId,
  type Timer,
} from '@entente/kernel';
import { seededRandom, type SeededRandom } from '@entente/testing';
import * as Y from 'yjs';
import { createEngine } from './create-engine.js';
import { defaultEngineLimits, type EngineLimits } from './engine-limits.js';
import type { Engine, EngineEvent, Session } from './engine-types.js';
import { Peers } from './client/peers.js';
import { paragraph } from './gate/drafter.kit.js';
import { localBus } from './local-bus.js';
import { MemoryEvidence, MemoryLeaseStore, MemoryUpdateLog } from './memory-log.kit.js';
import type { Bus, Frame, Peer, ServerMessage } from './ports.js';
import type { Scratch } from './scratch.js';

export const PACKAGE = 'c0000000-0000-4000-8000-000000000001' as PackageId;
export const person = (n: number): PersonId =>
  `a0000000-0000-4000-8000-${String(n).padStart(12, '0')}` as PersonId;
export const documentId = (n: number): DocumentId =>
  `d0000000-0000-4000-8000-${String(n).padStart(12, '0')}` as DocumentId;

/** Time that passes only when the test says so. */
export class ManualTime implements Clock, Timer {
  private at = 1_000_000;
  private tasks: { at: number; run: () => void }[] = [];

  now(): Instant {
    return instant(this.at);
  }

  after(ms: number, run: () => void): () => void {
    const task = { at: this.at + ms, run };
    this.tasks.push(task);
    return () => {
      this.tasks = this.tasks.filter((other) => other !== task);
    };
  }

  async pass(ms: number): Promise<void> {
    const end = this.at + ms;
    await turns();
    for (;;) {
      const next = this.tasks.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.at = Math.max(this.at, Math.ceil(next.at));
      this.tasks = this.tasks.filter((other) => other !== next);
      next.run();
      await turns();
    }
    this.at = end;
  }
}

/** Lets everything that is ready happen: the adapters under test answer within a few turns, none waits for real time. */
export async function turns(): Promise<void> {
  for (let n = 0; n < 12; n += 1) await new Promise((resolve) => setImmediate(resolve));
}

interface Settings {
  readonly limits?: Partial<EngineLimits>;
  readonly log?: MemoryUpdateLog;
  readonly leases?: MemoryLeaseStore;
  readonly bus?: Bus;
  readonly time?: ManualTime;
  /** Of all that is drawn by chance; engines of one world each have their own. */
  readonly seed?: number;
  readonly scratch?: Scratch;
  readonly others?: () => boolean;
}

/** An engine over a log in memory, with a clock of its own, and people who connect to it. */
export class World {
  readonly time: ManualTime;
  readonly log: MemoryUpdateLog;
  readonly leases: MemoryLeaseStore;
  readonly events: EngineEvent[] = [];
  readonly random: SeededRandom;
  readonly evidence = new MemoryEvidence();
  /** CPU that the gate has used, as the test says: nothing, unless it says otherwise. */
  cpu: () => number = () => 0;
  readonly engine: Engine;
  readonly limits: EngineLimits;

  constructor(settings: Settings = {}) {
    this.random = seededRandom(settings.seed ?? 11);
    this.time = settings.time ?? new ManualTime();
    this.log = settings.log ?? new MemoryUpdateLog();
    this.leases = settings.leases ?? new MemoryLeaseStore();
    this.limits = { ...defaultEngineLimits, ...settings.limits };
    this.engine = createEngine({
      log: this.log,
      leases: this.leases,
      bus: settings.bus ?? localBus(),
      framer: { frame: (message) => message as unknown as Frame },
      clock: this.time,
      timer: this.time,
      random: this.random,
      evidence: this.evidence,
      cpu: () => this.cpu(),
      ...(settings.scratch === undefined ? {} : { scratch: settings.scratch }),
      on: (event) => this.events.push(event),
      ...(settings.others === undefined ? {} : { others: settings.others }),
      ...(settings.limits === undefined ? {} : { limits: settings.limits }),
    });
  }

  /** A new article with one paragraph of `words`, as its first row. */
  async article(n: number, words = 'The assets'): Promise<DocumentId> {
    const document = documentId(n);
    this.log.create(document, PACKAGE, 'article');
    const author = new Person(this, 99);
    await author.join([document]);
    author.edit(document, (root) => root.insert(0, [paragraph('p0', words)]));
    await turns();
    author.session.end();
    await turns();
    return document;
  }

  person(n: number, delegation = 'AU'): Person {
    return new Person(this, n, delegation);
  }

  /** What the log says the document is. */
  logged(document: DocumentId): string {
    const doc = new Y.Doc();
    doc.getXmlFragment('content');
    for (const row of this.log.rows(document)) Y.applyUpdate(doc, row.bytes);
    return JSON.stringify(canonicalSection(doc, 'article'));
  }
}

type Bodies = { [Event in keyof ServerMessages]: Parameters<ServerMessages[Event]>[0] };

/** Somebody at a keyboard: a session, a replica of each document, and all that was ever heard. */
export class Person implements Peer {
  readonly session: Session;
  readonly docs = new Map<DocumentId, Y.Doc>();
  readonly heard: ServerMessage[] = [];
  readonly verdicts: UpdateVerdict[] = [];
  readonly access = new Map<DocumentId, DocumentAccess>();
  readonly present = new Peers();
  mayEnter = true;
  defaultAccess: DocumentAccess = 'write';
  backlog = 0;
  closed: RefusalCode | null = null;
  lease = 0;
  /** Set while edits are made but not sent. */
  offline = false;
  private n = 0;

  constructor(world: { readonly engine: Engine }, number: number, delegation = 'AU') {
    this.session = world.engine.connect(this, {
      person: person(number),
      delegation: delegation as DelegationCode,
      name: `Person ${String(number)}`,
      mayEnter: () => this.mayEnter,
      accessTo: (document) => this.access.get(document) ?? this.defaultAccess,
    });
  }

  send(frame: Frame): void {
    const message = frame as unknown as ServerMessage;
    this.heard.push(message);
    if (message.event === 'presence') this.present.take(message.body);
    if (message.event !== 'updates') return;
    const doc = this.docs.get(message.body.document as DocumentId);
    if (doc !== undefined) Y.applyUpdate(doc, message.body.update, 'remote');
  }

  close(code: RefusalCode): void {
    this.closed = code;
  }

  buffered(): number {
    return this.backlog;
  }

  async join(documents: readonly DocumentId[], lease?: number): Promise<Joined> {
    const answer = await this.session.join({
      package: PACKAGE,
      schema: 'entente-document/1',
      ...(lease === undefined ? {} : { lease }),
      documents: documents.map((document) => this.wanted(document)),
    });
    if (answer.verdict === 'refused') throw new Error(`join refused: ${answer.code}`);
    this.lease = answer.lease;
    for (const joined of answer.documents) this.take(joined);
    return answer;
  }

  /** How many updates were sent. */
  get sent(): number {
    return this.n;
  }

  /** Begins with a copy of another connection's replica, as somebody does who comes back. */
  adopt(document: DocumentId, replica: Y.Doc): void {
    Y.applyUpdate(this.open(document), Y.encodeStateAsUpdate(replica), 'remote');
  }

  doc(document: DocumentId): Y.Doc {
    const doc = this.docs.get(document);
    if (doc === undefined) throw new Error('not joined');
    return doc;
  }

  edit(document: DocumentId, change: (root: Y.XmlFragment) => void): void {
    const doc = this.doc(document);
    doc.transact(() => change(doc.getXmlFragment('content')), 'local');
  }

  /** Adds words at the end of the first paragraph. */
  type(document: DocumentId, words: string): void {
    this.edit(document, (root) => {
      const text = root.createTreeWalker((node) => node instanceof Y.XmlText).next().value;
      if (text instanceof Y.XmlText) text.insert(text.length, words);
    });
  }

  push(document: DocumentId, update: Uint8Array): void {
    this.n += 1;
    const message: Update = { document, n: this.n, update };
    this.session.update(message, (verdict) => this.verdicts.push(verdict));
  }

  text(document: DocumentId): string {
    return JSON.stringify(canonicalSection(this.doc(document), 'article'));
  }

  frames<Event extends ServerMessage['event']>(event: Event): Bodies[Event][] {
    return this.heard.flatMap((one) => (one.event === event ? [one.body as Bodies[Event]] : []));
  }

  private wanted(document: DocumentId): { document: DocumentId; stateVector?: Uint8Array } {
    const doc = this.docs.get(document);
    return doc === undefined ? { document } : { document, stateVector: Y.encodeStateVector(doc) };
  }

  private take(joined: JoinedDocument): void {
    if ('refused' in joined) return;
    const document = joined.document as DocumentId;
    const doc = this.docs.get(document) ?? this.open(document);
    doc.clientID = this.lease;
    Y.applyUpdate(doc, joined.update, 'remote');
    const missing = Y.encodeStateAsUpdate(doc, joined.stateVector);
    if (missing.length > 2) this.push(document, missing);
  }

  private open(document: DocumentId): Y.Doc {
    const doc = new Y.Doc();
    keepMarks(doc);
    doc.getXmlFragment('content');
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'remote' && !this.offline) this.push(document, update);
    });
    this.docs.set(document, doc);
    return doc;
  }
}

import { randomUUID } from 'node:crypto';
import {
  documentId,
  limits as wireLimits,
  refusals,
  type Join,
  type Joined,
  type Leave,
  type Presence,
  type RefusalCode,
  type Refused,
  type Update,
} from '@entente/contracts';
import type { Clock, DocumentId, PackageId } from '@entente/kernel';
import type { Session } from '@entente/sync';
import { Logger } from '@nestjs/common';
import type { DoorLimits } from '../door-limits.js';
import type { LiveLimits } from '../live-limits.js';
import { codeOf } from './code-of.js';
import { draftingMessages, isMessageName, type MessageName } from './drafting.messages.js';
import { FrameBudget } from './frame-budget.js';
import type { AnsweredMessage, Connected, LiveFacts } from './live-facts.js';
import type { LiveWire } from './live-wire.js';
import type { LivePerson } from './live-person.js';
import type { NodeRegistry } from './nodes/node-registry.js';
import type { PackageRooms, RoomFacts } from './package-rooms.js';
import { isRecorded } from './recorded-frame.js';
import type { SocketPeer } from './socket-peer.js';
import { framer, fromWire, toWire } from './wire.js';

/** Refusals of a kind that no client of ours provokes: they are counted, and end the connection. */
const OFFENCES: ReadonlySet<RefusalCode> = new Set(['EVENT_UNKNOWN', 'INPUT_INVALID', 'RATE']);

const logger = new Logger('drafting');

export function refusal(code: RefusalCode): Refused {
  return { verdict: 'refused', code, retry: refusals[code] };
}

type Answer = (verdict: unknown) => void;

/** A message as it came; `bytes`: of its frame. */
interface Received {
  readonly name: unknown;
  readonly message: unknown;
  readonly bytes: number;
}

export interface LiveSocketOptions {
  readonly wire: Pick<LiveWire, 'receive' | 'answer' | 'buffered' | 'unreadJoins'>;
  readonly peer: SocketPeer;
  readonly person: LivePerson;
  readonly session: Session;
  readonly rooms: Pick<PackageRooms, 'read' | 'enter' | 'leave'>;
  readonly facts: LiveFacts;
  readonly limits: DoorLimits & Pick<LiveLimits, 'bufferedBytes'>;
  readonly clock: Clock;
  readonly registry: Pick<NodeRegistry, 'lapsed'>;
}

/** One connection of one person: parses each message, asks the engine, answers exactly once. */
export class LiveSocket {
  readonly id = randomUUID();
  readonly person: LivePerson;
  readonly #wire: LiveSocketOptions['wire'];
  readonly #peer: SocketPeer;
  readonly #session: Session;
  readonly #rooms: LiveSocketOptions['rooms'];
  readonly #facts: LiveFacts;
  readonly #limits: LiveSocketOptions['limits'];
  readonly #now: () => number;
  readonly #budget: FrameBudget;
  readonly since: number;
  #lastAt: number;
  #forgivenAt: number;
  #offences = 0;
  #closed = false;
  #joins: Promise<void> = Promise.resolve();

  constructor({ wire, peer, person, session, rooms, facts, limits, clock, registry }: LiveSocketOptions) {
    this.person = person;
    this.#wire = wire;
    this.#peer = peer;
    this.#session = session;
    this.#rooms = rooms;
    this.#facts = facts;
    this.#limits = limits;
    this.#now = () => clock.now();
    this.#budget = new FrameBudget(clock, limits);
    this.since = clock.now();
    this.#lastAt = this.since;
    this.#forgivenAt = this.since;
    // No listener is ever added for an event, so no name reaches anything but the table, `__proto__` included.
    wire.receive(({ data: [name, message], id, bytes }) => {
      // What this connection holds may be somebody else's by now (S107).
      if (registry.lapsed) {
        this.close('UNAVAILABLE');
        return;
      }
      this.#receive({ name, message, bytes }, (verdict) => {
        if (id === undefined) return;
        wire.answer(id, verdict, name === 'join');
        // Whoever asks for much and reads nothing is a slow reader too (S164).
        if (wire.buffered > this.#limits.bufferedBytes) this.close('SLOW');
      });
    });
  }

  /** Whose connection this is, for facts about it. */
  get who(): Connected {
    const { person, delegation } = this.person;
    return { socket: this.id, person, delegation };
  }

  /** The package it is in, how many documents it follows, and when it last sent a message. */
  get place(): { readonly package: PackageId | null; readonly documents: number; readonly lastAt: number } {
    return { ...this.#session.facts(), lastAt: this.#lastAt };
  }

  /** Ends the connection and says why. */
  close(code: RefusalCode): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#facts.tell({ kind: 'closed', who: this.who, code });
    this.#peer.send(framer.frame({ event: 'closing', body: { code, retry: refusals[code] } }));
    this.#peer.close();
  }

  ended(): void {
    this.#closed = true;
    this.#session.end();
  }

  #receive({ name, message, bytes }: Received, acknowledge: Answer): void {
    this.#lastAt = this.#now();
    const came = performance.now();
    const answer: Answer = (verdict) => {
      if (isRecorded(verdict)) this.#facts.acknowledged(performance.now() - came);
      else {
        this.#tell(name, message, verdict);
        if (isOffence(verdict)) this.#offended();
      }
      acknowledge(verdict);
    };
    if (!isMessageName(name)) {
      answer(refusal(this.#budget.affords('other', bytes) ? 'EVENT_UNKNOWN' : 'RATE'));
      return;
    }
    if (!this.#budget.affords(name, bytes)) {
      answer(refusal('RATE'));
      return;
    }
    const parsed = draftingMessages[name].schema.safeParse(fromWire(message));
    if (!parsed.success) {
      const affords = name !== 'update' || this.#budget.affords('other', bytes);
      answer(refusal(affords ? 'INPUT_INVALID' : 'RATE'));
      return;
    }
    this.#handle(name, parsed.data, answer);
  }

  #handle(name: MessageName, message: unknown, answer: Answer): void {
    switch (name) {
      case 'join':
        // One after another: what each of them brings must be read before the next is served.
        this.#joins = this.#joins
          .then(async () => {
            answer(await this.#join(message as Join));
          })
          .catch((error: unknown) => {
            this.#defect(error, answer);
          });
        return;
      case 'update':
        this.#session.update(message as Update, answer);
        return;
      case 'leave':
        answer(this.#session.leave(message as Leave));
        return;
      case 'presence':
        answer(this.#session.presence(message as Presence));
        return;
    }
  }

  /** What nobody foresaw costs one connection, and is in the log by its kind: the others go on. */
  #defect(error: unknown, answer: Answer): void {
    logger.error(
      { socket: this.id, kind: error instanceof Error ? error.name : typeof error },
      'a join failed',
    );
    answer(refusal('UNAVAILABLE'));
    this.close('UNAVAILABLE');
  }

  async #join(message: Join): Promise<unknown> {
    if (this.#wire.unreadJoins > this.#limits.bufferedBytes) this.close('SLOW');
    if (this.#closed) return refusal('SESSION_ENDED');
    const facts = await this.#enter(message.package);
    if (typeof facts === 'string') return refusal(facts);
    const asked = message.documents.length === 0 ? present(facts) : message.documents;
    const known = asked.filter(({ document }) => facts.documents.has(document));
    const joined = await this.#session.join({ ...message, documents: known });
    if (joined.verdict === 'refused') return joined;
    this.#budget.brought(joined.documents);
    // A document of another package and one that does not exist have the same answer.
    const unknown: Joined['documents'] = asked
      .filter(({ document }) => !facts.documents.has(document))
      .map(({ document }) => ({ document, refused: 'NOT_FOUND' }));
    return toWire({ ...joined, documents: [...joined.documents, ...unknown] });
  }

  async #enter(packageId: PackageId): Promise<RoomFacts | RefusalCode> {
    // Before it is read: what is read is kept only while somebody is there.
    if (!this.person.packages.has(packageId)) this.#rooms.enter(packageId);
    this.person.packages.add(packageId);
    try {
      const facts = await this.#rooms.read(packageId);
      if (this.#closed) return 'SESSION_ENDED';
      if (facts !== undefined && this.person.mayEnter(packageId)) return facts;
      if (this.person.packages.delete(packageId)) this.#rooms.leave(packageId);
      return 'NOT_FOUND';
    } catch (error: unknown) {
      logger.warn({ socket: this.id, code: codeOf(error) }, 'the facts of a package could not be read');
      return 'UNAVAILABLE';
    }
  }

  /** Refusals are facts: one for the message, and one for each document of a join that does not exist for this person. */
  #tell(name: unknown, message: unknown, verdict: unknown): void {
    const {
      verdict: kind,
      code,
      documents,
    } = verdict as Partial<Refused & { documents: Joined['documents'] }>;
    const answered: AnsweredMessage = isMessageName(name) ? name : 'other';
    const tell = (refusal: RefusalCode, document: DocumentId | null): void => {
      this.#facts.tell({ kind: 'refused', who: this.who, message: answered, code: refusal, document });
    };
    if (kind === 'refused' && code !== undefined) tell(code, documentOf(message));
    for (const one of documents ?? []) if ('refused' in one) tell(one.refused, one.document as DocumentId);
  }

  #offended(): void {
    const now = this.#now();
    const forgiven = ((now - this.#forgivenAt) / 1_000) * this.#limits.offencesPerSecond;
    this.#offences = Math.max(this.#offences - forgiven, 0) + 1;
    this.#forgivenAt = now;
    if (this.#offences > this.#limits.offencesBurst) this.close('RATE');
  }
}

/** Every document of the text, its structure document first. */
function present({ documents }: RoomFacts): Join['documents'] {
  const all = [...documents].filter(([, { removed }]) => !removed);
  const first = all.filter(([, { kind }]) => kind === 'structure');
  const rest = all.filter(([, { kind }]) => kind !== 'structure');
  return [...first, ...rest].slice(0, wireLimits.documentsPerSocket).map(([document]) => ({ document }));
}

/** The document that a message names, where it is an id and nothing else: what a client sends reaches no log unseen. */
function documentOf(message: unknown): DocumentId | null {
  const { document } = (message ?? {}) as { document?: unknown };
  const parsed = documentId.safeParse(document);
  return parsed.success ? (parsed.data as DocumentId) : null;
}

function isOffence(verdict: unknown): boolean {
  const { verdict: kind, code } = verdict as Partial<Refused>;
  return kind === 'refused' && code !== undefined && OFFENCES.has(code);
}

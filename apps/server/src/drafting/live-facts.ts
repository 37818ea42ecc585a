import type { RefusalCode } from '@entente/contracts';
import type { DelegationCode, DocumentId, PersonId } from '@entente/kernel';
import type { EngineEvent, ServerMessage } from '@entente/sync';
import { Injectable } from '@nestjs/common';
import type { MessageName } from './drafting.messages.js';
import type { FrameFault } from './wire.js';

/** Names under which answers to messages are counted; `other` stands for every name that is no message. */
export type AnsweredMessage = MessageName | 'other';

/** Whose connection a fact is about. */
export interface Connected {
  /** Of the connection, for as long as it lives. */
  readonly socket: string;
  readonly person: PersonId;
  readonly delegation: DelegationCode;
}

/** Something that live editing did, for metrics and logs: ids and codes, never text (STYLE §4.17). */
export type LiveFact =
  | { readonly kind: 'engine'; readonly event: EngineEvent }
  | {
      readonly kind: 'refused';
      readonly who: Connected;
      readonly message: AnsweredMessage;
      readonly code: RefusalCode;
      readonly document: DocumentId | null;
    }
  /** A handshake that was not let in. `ORIGIN` has no code on the wire: the upgrade is refused before there is one. */
  | { readonly kind: 'turned-away'; readonly code: RefusalCode | 'ORIGIN'; readonly address: string }
  /** A connection, let in or not, was ended for its frames. */
  | { readonly kind: 'frames-refused'; readonly fault: FrameFault }
  | { readonly kind: 'connected'; readonly who: Connected }
  | { readonly kind: 'disconnected'; readonly who: Connected; readonly reason: string }
  /** The server ended the connection, and why. */
  | { readonly kind: 'closed'; readonly who: Connected; readonly code: RefusalCode };

export type FrameName = ServerMessage['event'];

/** Frames handed to sockets since the start; plain numbers, because every keystroke counts here once for each reader. */
export type Traffic = Readonly<Record<FrameName, { frames: number; bytes: number }>>;

type Listener = (fact: LiveFact) => void;

/** What live editing tells of itself: facts to whoever listens, traffic to whoever asks (S150). */
@Injectable()
export class LiveFacts {
  readonly traffic: Traffic = {
    updates: { frames: 0, bytes: 0 },
    presence: { frames: 0, bytes: 0 },
    access: { frames: 0, bytes: 0 },
    changed: { frames: 0, bytes: 0 },
    closing: { frames: 0, bytes: 0 },
  };
  /** Told for each update that was recorded, with the time since it came: every keystroke, so a plain call. */
  acknowledged: (ms: number) => void = () => undefined;
  readonly #listeners = new Set<Listener>();

  tell(fact: LiveFact): void {
    for (const listen of this.#listeners) listen(fact);
  }

  /** The answer ends it. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

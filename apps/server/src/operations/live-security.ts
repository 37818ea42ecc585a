import type { RefusalCode } from '@entente/contracts';
import type { EngineEvent, Holder } from '@entente/sync';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { LiveFacts, type Connected, type LiveFact } from '../drafting/index.js';
import { SecurityLog, type SecurityEvent } from '../security/index.js';

/**
 * What a refused message is, by its code; `null`: nothing that anybody need look at. A code that is not here is the gate's about
 * an update. EQUIVOCATION has its own event, from the engine, with the clocks.
 */
const REFUSED: Partial<Record<RefusalCode, SecurityEvent | null>> = {
  NOT_FOUND: 'unknown-asked',
  READ_ONLY: 'write-refused',
  SUGGEST_ONLY: 'write-refused',
  DOC_CLOSED: null,
  UNAVAILABLE: null,
  DRAINING: null,
  MAINTENANCE: null,
  SESSION_ENDED: null,
  RATE: 'limit-passed',
  TOO_LARGE: 'limit-passed',
  TOO_MANY_DOCUMENTS: 'limit-passed',
  TOO_MANY_STRUCTS: 'limit-passed',
  EVENT_UNKNOWN: 'message-malformed',
  INPUT_INVALID: 'message-malformed',
  PRESENCE_NOT_BOUND: 'unknown-asked',
  AWARENESS_NOT_BOUND: 'presence-forged',
  CLIENT_NOT_BOUND: 'update-forged',
  MARK_NOT_YOURS: 'update-forged',
  EQUIVOCATION: null,
  TOO_COSTLY: 'update-costly',
  CONFLICT_TOO_WIDE: 'update-costly',
};

/** What a handshake that was not let in is, and a connection that the server ended. Other codes are no security event. */
const TURNED_AWAY: Partial<Record<RefusalCode | 'ORIGIN', SecurityEvent>> = {
  ORIGIN: 'origin-refused',
  TICKET_USED: 'ticket-reused',
  TICKET_UNKNOWN: 'ticket-unknown',
  TICKET_EXPIRED: 'ticket-unknown',
  TICKET_SESSION: 'ticket-foreign',
  SESSION_ENDED: 'session-over',
  TOO_MANY_SOCKETS: 'too-many-sockets',
};
const CLOSED: Partial<Record<RefusalCode, SecurityEvent>> = {
  SLOW: 'slow-reader',
  RATE: 'rate-closed',
  SESSION_ENDED: 'session-over',
  NOT_FOUND: 'rights-lost',
  TOO_MANY_SOCKETS: 'too-many-sockets',
};

/** Tells the security log what live editing noticed (S155). */
@Injectable()
export class LiveSecurity implements OnApplicationShutdown {
  readonly #unlisten: () => void;

  constructor(
    @Inject(LiveFacts) facts: LiveFacts,
    @Inject(SecurityLog) private readonly security: SecurityLog,
  ) {
    this.#unlisten = facts.listen((fact) => {
      this.#hear(fact);
    });
  }

  onApplicationShutdown(): void {
    this.#unlisten();
  }

  #hear(fact: LiveFact): void {
    switch (fact.kind) {
      case 'engine':
        this.#engine(fact.event);
        return;
      case 'refused': {
        const { message, code, document } = fact;
        const event = REFUSED[code];
        const named = event === undefined ? 'update-refused' : event;
        this.#record(named, fact.who, { message, code, document });
        return;
      }
      case 'closed':
        this.#record(CLOSED[fact.code], fact.who, { code: fact.code });
        return;
      case 'turned-away': {
        const event = TURNED_AWAY[fact.code];
        if (event !== undefined) this.security.record(event, fact.address, { address: fact.address });
        return;
      }
      case 'frames-refused':
        this.security.record('frame-refused', fact.fault, { fault: fact.fault });
        return;
      case 'connected':
      case 'disconnected':
        return;
    }
  }

  #engine(event: EngineEvent): void {
    if (event.kind === 'closed') this.#record(CLOSED[event.code], event.holder, { code: event.code });
    else if (event.kind === 'equivocation') {
      const { document, client, clockFrom, clockTo, kept } = event;
      this.#record('equivocation', event.holder, { document, client, clockFrom, clockTo, kept });
    } else if (event.kind === 'evidence-failed') {
      this.security.record('evidence-lost', event.document, { document: event.document });
    }
  }

  #record(
    event: SecurityEvent | null | undefined,
    who: Holder | Connected,
    facts: Readonly<Record<string, string | number | boolean | null>>,
  ): void {
    if (event === null || event === undefined) return;
    const { person, delegation } = who;
    const socket = 'socket' in who ? { socket: who.socket } : {};
    this.security.record(event, person, { person, delegation, ...socket, ...facts });
  }
}

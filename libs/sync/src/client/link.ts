import {
  refusals,
  type ClientMessages,
  type RefusalCode,
  type Refused,
  type ServerMessages,
} from '@entente/contracts';
import { io, type Socket } from 'socket.io-client';
import * as parser from 'socket.io-msgpack-parser';
import type { Backoff } from './backoff.js';
import type { ClosingFrame } from './wire.js';

/** No answer for so long means that the connection is dead, whatever the transport believes. */
const ANSWER_MS = 60_000;
/** Refusals of a ticket, not of the person: another one may open. */
const ABOUT_TICKETS: ReadonlySet<RefusalCode> = new Set([
  'TICKET_UNKNOWN',
  'TICKET_USED',
  'TICKET_EXPIRED',
  'TICKET_SESSION',
]);

/** Thrown by `getTicket` when no ticket will ever be given to this session, e.g. because the person is signed out. */
export class TicketRefused extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode) {
    super(`no ticket: ${code}`);
    this.code = code;
  }
}

type Message<Name extends keyof ClientMessages> = Parameters<ClientMessages[Name]>[0];
type Answer<Name extends keyof ClientMessages> = Parameters<Parameters<ClientMessages[Name]>[1]>[0];
/** What the server sends by itself, but for `closing`, which the link keeps to itself. */
export type Heard = Omit<ServerMessages, 'closing'>;

export interface LinkOptions {
  readonly url: string;
  readonly origin: string | undefined;
  readonly getTicket: () => Promise<string>;
  readonly backoff: Backoff;
  readonly hear: Heard;
  readonly opened: () => void;
  /** The connection is gone, and why, where the server said. */
  readonly lost: (code: RefusalCode | null) => void;
  /** An attempt came to nothing, and why, where the server said; there will be another. */
  readonly failed: (code: RefusalCode | null) => void;
  readonly ended: (code: RefusalCode) => void;
}

/** One socket after another to the same server, until it is stopped or refused for good. */
export class Link {
  readonly #options: LinkOptions;
  #socket: Socket | null = null;
  /** The server's last words on the present connection. */
  #closing: ClosingFrame | null = null;
  #stopped = true;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    void this.#attempt();
  }

  stop(): void {
    this.#stopped = true;
    this.#options.backoff.cancel();
    this.#drop();
  }

  /** Gives the present connection up for a new one. */
  reconnect(): void {
    if (this.#socket !== null) this.#lost();
  }

  /** Makes the next attempt now, where one is waiting. */
  hurry(): void {
    if (!this.#options.backoff.waiting) return;
    this.#options.backoff.cancel();
    void this.#attempt();
  }

  /** The answer to a message; null when the connection was lost before it came. */
  async ask<Name extends keyof ClientMessages>(
    name: Name,
    message: Message<Name>,
  ): Promise<Answer<Name> | null> {
    const socket = this.#socket;
    if (socket === null) return null;
    return new Promise((resolve) => {
      socket.timeout(ANSWER_MS).emit(name, message, (failure: Error | null, answer: Answer<Name>) => {
        if (failure === null) {
          resolve(answer);
          return;
        }
        resolve(null);
        if (socket === this.#socket) this.#lost();
      });
    });
  }

  async #attempt(): Promise<void> {
    const ticket = await this.#ticket();
    if (ticket === null || this.#stopped) return;
    const { url, origin } = this.#options;
    const socket = io(new URL('/sync', url).href, {
      auth: { ticket },
      transports: ['websocket'],
      parser,
      forceNew: true,
      reconnection: false,
      ...(origin === undefined ? {} : { extraHeaders: { origin } }),
    });
    this.#socket = socket;
    this.#closing = null;
    socket.on('connect', this.#options.opened);
    socket.on('connect_error', (failure: Error & { data?: Partial<Refused> }) => {
      this.#refused(failure.data?.code);
    });
    socket.on('disconnect', () => {
      this.#lost();
    });
    socket.on('closing', (frame: ClosingFrame) => {
      this.#closing = frame;
    });
    for (const [name, hear] of Object.entries(this.#options.hear)) socket.on(name, hear);
  }

  async #ticket(): Promise<string | null> {
    try {
      return await this.#options.getTicket();
    } catch (failure) {
      if (this.#stopped) return null;
      if (failure instanceof TicketRefused) this.#end(failure.code);
      else this.#failed(null);
      return null;
    }
  }

  /** The handshake was refused, or the server could not be reached (no code). */
  #refused(code: RefusalCode | undefined): void {
    this.#drop();
    // A ticket may have grown old on the way: the next attempt brings a new one.
    if (code !== undefined && !ABOUT_TICKETS.has(code) && refusals[code] === 'never') this.#end(code);
    else this.#failed(code ?? null);
  }

  #failed(code: RefusalCode | null): void {
    this.#options.failed(code);
    this.#again();
  }

  #lost(): void {
    const closing = this.#closing;
    this.#drop();
    if (this.#stopped) return;
    this.#options.lost(closing?.code ?? null);
    if (closing?.retry === 'never') this.#end(closing.code);
    else this.#again();
  }

  #again(): void {
    this.#options.backoff.wait(() => {
      void this.#attempt();
    });
  }

  #end(code: RefusalCode): void {
    this.#stopped = true;
    this.#options.ended(code);
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.off();
    socket?.disconnect();
  }
}

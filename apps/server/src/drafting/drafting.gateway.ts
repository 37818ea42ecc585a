import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { limits, type RefusalCode } from '@entente/contracts';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import { IdentityService, RightsWatch, TicketService } from '../identity/index.js';
import { ServerConfig } from '../server-config.js';
import { LiveEditing } from './live-editing.js';
import { LivePerson } from './live-person.js';
import { LiveSocket, refusal } from './live-socket.js';
import { RightsKeeper } from './rights-keeper.js';
import { systemClock, systemTimer } from './runtime.js';
import { SocketPeer } from './socket-peer.js';
import { guardedParser, NAMESPACE } from './wire.js';

/** How long a client may take to say goodbye when the server stops. */
const GOODBYE_MS = 1_000;

const handshake = z.strictObject({ ticket: z.string().min(1).max(200) });

/** The door for sockets: Origin, transport, ticket; then each connection is a `LiveSocket` (SECURITY §4.3). */
@Injectable()
export class DraftingGateway implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('drafting');
  readonly #keeper: RightsKeeper;
  #server: Server | null = null;
  #unwatch: (() => void) | null = null;
  readonly #wires = new Set<Duplex>();
  #draining = false;

  constructor(
    @Inject(HttpAdapterHost) private readonly http: HttpAdapterHost,
    @Inject(ServerConfig) private readonly config: ServerConfig,
    @Inject(TicketService) private readonly tickets: TicketService,
    @Inject(IdentityService) identity: IdentityService,
    @Inject(RightsWatch) private readonly watch: RightsWatch,
    @Inject(LiveEditing) private readonly editing: LiveEditing,
  ) {
    this.#keeper = new RightsKeeper(identity, editing);
  }

  onApplicationBootstrap(): void {
    const http = this.http.httpAdapter.getHttpServer() as HttpServer;
    http.on('upgrade', (_request, wire: Duplex) => {
      this.#wires.add(wire);
      wire.on('close', () => this.#wires.delete(wire));
    });
    const server = new Server(http, {
      transports: ['websocket'],
      parser: guardedParser,
      serveClient: false,
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: limits.frameBytes,
      connectTimeout: 10_000,
      // `cors` does not stop a cross-site WebSocket, so the Origin is looked at here.
      allowRequest: (request, decide) => {
        decide(null, this.#isOurs(request));
      },
    });
    // No connection state recovery: it would skip these (SECURITY §8.9). The root namespace has no messages.
    server.use((_socket, next) => {
      next(refused('NOT_FOUND'));
    });
    server.of(NAMESPACE).use((socket, next) => {
      void this.#admit(socket).then((code) => {
        if (code === null) next();
        else next(refused(code));
      });
    });
    server.of(NAMESPACE).on('connection', (socket) => {
      this.#connected(socket);
    });
    this.#server = server;
    this.#unwatch = this.watch.onRightsChanged((person) => {
      this.#keeper.check(person);
    });
  }

  /** What was taken in gets its verdict before anybody is sent away. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#draining = true;
    this.#unwatch?.();
    await this.editing.engine.drain();
    this.#keeper.closeAll('DRAINING');
    this.#server?.disconnectSockets(true);
    this.#server?.engine.close();
    await this.#goodbye();
  }

  /** A connection that never answers the closing would keep the process for half a minute. */
  async #goodbye(): Promise<void> {
    const gone = [...this.#wires].map(async (wire) => {
      await new Promise((resolve) => wire.once('close', resolve));
    });
    const patience = new Promise<void>((resolve) => {
      systemTimer.after(GOODBYE_MS, resolve);
    });
    await Promise.race([Promise.all(gone), patience]);
    for (const wire of this.#wires) wire.destroy();
  }

  #isOurs({ headers }: IncomingMessage): boolean {
    return headers.origin !== undefined && this.config.origins.includes(headers.origin);
  }

  /** Null: let in, as the person that the ticket stands for. */
  async #admit(socket: Socket): Promise<RefusalCode | null> {
    if (this.#draining) return 'DRAINING';
    const auth = handshake.safeParse(socket.handshake.auth);
    if (!auth.success) return 'TICKET_UNKNOWN';
    try {
      const redeemed = await this.tickets.redeem(auth.data.ticket);
      if (!redeemed.ok) return redeemed.error.code;
      const person = new LivePerson(redeemed.value, this.editing.rooms, systemClock);
      (socket.data as { person?: LivePerson }).person = person;
      return null;
    } catch (error) {
      const { code } = error as { code?: unknown };
      this.#logger.error({ code }, 'a ticket could not be looked up');
      return 'UNAVAILABLE';
    }
  }

  #connected(socket: Socket): void {
    const { person } = socket.data as { person?: LivePerson };
    if (person === undefined) {
      socket.disconnect(true);
      return;
    }
    const peer = new SocketPeer(socket);
    const session = this.editing.engine.connect(peer, person);
    const { rooms } = this.editing;
    const live = new LiveSocket({ socket, peer, person, session, rooms, now: () => systemClock.now() });
    this.#keeper.add(live);
    socket.on('disconnect', () => {
      live.ended();
      this.#keeper.remove(live);
    });
  }
}

/** socket.io hands `data` to the client with the refusal of the connection. */
function refused(code: RefusalCode): Error {
  return Object.assign(new Error(code), { data: refusal(code) });
}

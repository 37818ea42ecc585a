import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { limits, type RefusalCode } from '@entente/contracts';
import { err, type Result } from '@entente/kernel';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Server, type Socket } from 'socket.io';
import { ServerConfig } from '../server-config.js';
import type { LivePerson } from './live-person.js';
import { refusal } from './live-socket.js';
import { LiveSockets } from './live-sockets.js';
import { systemTimer } from './runtime.js';
import { SocketAdmission } from './socket-admission.js';
import { guardedParser, NAMESPACE, type FrameFault } from './wire.js';

/** How long a client may take to say goodbye when the server stops. */
const GOODBYE_MS = 1_000;

/** The door for sockets: Origin, transport, ticket; then each connection is a `LiveSocket` (SECURITY §4.3). */
@Injectable()
export class DraftingGateway implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #wires = new Set<Duplex>();
  #server: Server | null = null;
  #draining = false;

  constructor(
    @Inject(HttpAdapterHost) private readonly http: HttpAdapterHost,
    @Inject(ServerConfig) private readonly config: ServerConfig,
    @Inject(SocketAdmission) private readonly admission: SocketAdmission,
    @Inject(LiveSockets) private readonly sockets: LiveSockets,
  ) {}

  onApplicationBootstrap(): void {
    const http = this.http.httpAdapter.getHttpServer() as HttpServer;
    http.on('upgrade', (_request, wire: Duplex) => {
      this.#wires.add(wire);
      wire.on('close', () => this.#wires.delete(wire));
    });
    const people = new WeakMap<Socket, LivePerson>();
    const server = new Server(http, {
      transports: ['websocket'],
      parser: guardedParser(this.#broken),
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
      void this.#admit(socket).then((admitted) => {
        if (!admitted.ok) {
          next(refused(admitted.error));
          return;
        }
        people.set(socket, admitted.value);
        next();
      });
    });
    server.of(NAMESPACE).on('connection', (socket) => {
      const person = people.get(socket);
      if (person === undefined) socket.disconnect(true);
      else this.sockets.connected(socket, person);
      letGo(socket);
    });
    this.#server = server;
  }

  /** What was taken in gets its verdict before anybody is sent away. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#draining = true;
    await this.sockets.drain();
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

  readonly #broken = (fault: FrameFault): void => {
    this.sockets.facts.tell({ kind: 'frames-refused', fault });
  };

  #isOurs({ headers, socket }: IncomingMessage): boolean {
    const ours = headers.origin !== undefined && this.config.origins.includes(headers.origin);
    if (!ours) this.#turnedAway('ORIGIN', socket.remoteAddress);
    return ours;
  }

  async #roomFor({ handshake }: Socket): Promise<Result<LivePerson, RefusalCode>> {
    const admitted = await this.admission.admit(handshake.auth, handshake.headers.cookie);
    return admitted.ok && this.sockets.isFull(admitted.value.person) ? err('TOO_MANY_SOCKETS') : admitted;
  }

  #turnedAway(code: RefusalCode | 'ORIGIN', address: string | undefined): void {
    this.sockets.facts.tell({ kind: 'turned-away', code, address: address ?? 'unknown' });
  }

  async #admit(socket: Socket): Promise<Result<LivePerson, RefusalCode>> {
    const admitted = this.#draining ? err('DRAINING' as const) : await this.#roomFor(socket);
    if (!admitted.ok) this.#turnedAway(admitted.error, socket.handshake.address);
    return admitted;
  }
}

/** socket.io hands `data` to the client with the refusal of the connection. */
function refused(code: RefusalCode): Error {
  return Object.assign(new Error(code), { data: refusal(code) });
}

/** The upgrade has been judged: its request and headers would stay in memory as long as the connection lives. */
function letGo({ conn, handshake }: Socket): void {
  Object.assign(conn, { request: null });
  handshake.headers = {};
}

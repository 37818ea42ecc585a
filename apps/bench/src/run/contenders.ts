import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { ContenderName, Fixture, Target } from '../generator/target.js';
import { freePort } from './bench-postgres.js';
import { probed, startProgram, stopProgram, hasEnded } from './children.js';
import type { OurServer } from './our-server.js';

export interface RunningServer {
  readonly contender: ContenderName;
  readonly child: ChildProcess;
  /** What a measurement on `count` documents of its own needs. */
  target(count: number): Target;
  stop(): Promise<void>;
}

/** Where a contender keeps what it stores. */
export interface Place {
  /** Of this run, removed with it. */
  readonly folder: string;
  /** The peers' database on the run's PostgreSQL. */
  readonly peerDatabase: string;
  readonly ours: OurServer;
}

const PROGRAMS: Readonly<Record<Exclude<ContenderName, 'ours'>, string>> = {
  relay: 'relay-server.js',
  'socket.io': 'socket-io-server.js',
  hocuspocus: 'hocuspocus-server.js',
  'y-websocket': 'y-websocket-server.js',
};

/** Starts one of the servers in a process of its own; `port`: where it listened before. */
export async function startContender(
  contender: ContenderName,
  place: Place,
  port?: number,
): Promise<RunningServer> {
  const at = port ?? (await freePort());
  if (contender === 'ours') return ourServer(place, at);
  const child = startProgram({
    script: path.join(import.meta.dirname, '../servers', PROGRAMS[contender]),
    flags: probed(),
    environment: {
      PORT: String(at),
      DATABASE_URL: place.peerDatabase,
      YPERSISTENCE: path.join(place.folder, 'y-leveldb'),
    },
    logFile: path.join(place.folder, `${contender}.log`),
  });
  await saysReady(child, contender);
  return {
    contender,
    child,
    target: (count) => ({
      contender,
      port: at,
      documents: Array.from({ length: count }, () => randomUUID()),
    }),
    stop: async () => stopProgram(child),
  };
}

async function ourServer({ ours }: Place, port: number): Promise<RunningServer> {
  const child = await ours.start(port);
  return {
    contender: 'ours',
    child,
    target: (count) => ({
      contender: 'ours',
      port,
      documents: ours.take(count),
      fixture: atPort(ours.fixture, port),
    }),
    stop: async () => stopProgram(child),
  };
}

/** The fixture stays when its server comes back on another port. */
function atPort(fixture: Fixture, port: number): Fixture {
  return { ...fixture, origin: `http://127.0.0.1:${String(port)}` };
}

async function saysReady(child: ChildProcess, contender: ContenderName): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.on('message', (message: { kind?: string }) => {
      if (message.kind === 'ready') resolve();
    });
    child.once('exit', () => {
      reject(new Error(`${contender} ended before it listened`));
    });
    if (hasEnded(child)) reject(new Error(`${contender} ended before it listened`));
  });
}

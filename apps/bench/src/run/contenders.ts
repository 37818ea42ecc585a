import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { ContenderName, Fixture, Target } from '../generator/target.js';
import { freePort } from './bench-postgres.js';
import { ended, hasEnded, probed, startProgram, stopProgram } from './children.js';
import type { OurServer } from './our-server.js';

export interface RunningServer {
  readonly contender: ContenderName;
  /** The process of now; another one after a restart. */
  readonly child: ChildProcess;
  /** What a measurement on `count` documents of its own needs. */
  target(count: number): Target;
  /** Starts it anew on the same port with the same data, after it was stopped or killed. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
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

/** Starts one of the servers in a process of its own. */
export async function startContender(contender: ContenderName, place: Place): Promise<RunningServer> {
  const port = await freePort();
  const launch = async (): Promise<ChildProcess> =>
    contender === 'ours' ? place.ours.start(port) : launchPeer(contender, place, port);
  let child = await launch();
  return {
    contender,
    get child() {
      return child;
    },
    target: (count) => targetOf(contender, place, { port, count }),
    start: async () => {
      child = await launch();
    },
    stop: async () => stopProgram(child),
    kill: async () => {
      child.kill('SIGKILL');
      await ended(child);
    },
  };
}

function targetOf(
  contender: ContenderName,
  { ours }: Place,
  { port, count }: { readonly port: number; readonly count: number },
): Target {
  if (contender === 'ours') {
    return { contender, port, documents: ours.take(count), fixture: atPort(ours.fixture, port) };
  }
  return { contender, port, documents: Array.from({ length: count }, () => randomUUID()) };
}

async function launchPeer(
  contender: Exclude<ContenderName, 'ours'>,
  place: Place,
  port: number,
): Promise<ChildProcess> {
  const child = startProgram({
    script: path.join(import.meta.dirname, '../servers', PROGRAMS[contender]),
    flags: probed(),
    environment: {
      PORT: String(port),
      DATABASE_URL: place.peerDatabase,
      YPERSISTENCE: path.join(place.folder, 'y-leveldb'),
    },
    logFile: path.join(place.folder, `${contender}.log`),
  });
  await saysReady(child, contender);
  return child;
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

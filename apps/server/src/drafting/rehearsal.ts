import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CONTENT_ROOT } from '@entente/document';
import {
  instant,
  type DelegationCode,
  type DocumentId,
  type MandateId,
  type PackageId,
  type PersonId,
} from '@entente/kernel';
import {
  createEngine,
  genesisChain,
  type Append,
  type EngineOptions,
  type LeaseStore,
  type LoadedDocument,
  type Outcome,
  type UpdateLog,
} from '@entente/sync';
import type { SignedIn } from '@entente/nest-platform';
import { Doc, encodeStateAsUpdate, XmlElement, XmlText } from 'yjs';
import { LiveFacts } from './live-facts.js';
import { LivePerson } from './live-person.js';
import { LiveSocket, type LiveSocketOptions } from './live-socket.js';
import { isRecorded } from './recorded-frame.js';
import { RehearsalTypist } from './rehearsal-typist.js';
import { RehearsalWire } from './rehearsal-wire.js';
import type { RoomFacts } from './package-rooms.js';
import { systemClock } from './runtime.js';
import { SocketPeer } from './socket-peer.js';
import { framer } from './wire.js';

/** Enough for V8 to compile what a keystroke passes through; measured in ADR 0020. */
const ROUNDS = 400;
/** In each round so many type, and so many more read. */
const TYPISTS = 4;
const READERS = 4;
/** Nothing is refused or held back for being too much: one person does in a second what others do in a minute. */
const UNBOUNDED = {
  messagesPerSecond: 1e9,
  messagesBurst: 1e9,
  bytesPerSecond: 1e9,
  bytesBurst: 1e9,
  cpuPerSecond: 1e9,
  cpuBurst: 1e9,
  turnCpuPerSecond: 1e9,
  turnCpuBurst: 1e9,
  crowdRowsPerSecond: 1e9,
  bufferedBytes: 1e9,
  snapshotRows: 1e9,
  snapshotBytes: 1e9,
} as const;

const PACKAGE = randomUUID() as PackageId;
const DOCUMENT = randomUUID() as DocumentId;
const DELEGATION = 'XX' as DelegationCode;

type Stage = Pick<EngineOptions, 'clock' | 'timer' | 'random' | 'soon' | 'stopwatch' | 'cpu' | 'sha256'> &
  Pick<LiveSocketOptions, 'limits'> & {
    /** Asks the log's own connections: they are prepared and warm afterwards. */
    readonly append: UpdateLog['append'];
  };

/**
 * A process that has just started runs its first keystrokes through code that V8 only interprets: each costs three times what it does
 * later, and the first people to type wait for it. So a server plays some hundred keystrokes of a made-up document to itself,
 * over the frames, the gate and the log's connections that real ones take. Nothing of it is kept: the document is not in the log, which
 * therefore records no row, and facts, metrics and other nodes hear nothing (S167).
 *
 * `mayGoOn` is asked before each part, and settles when it may be played; with false nothing more is.
 */
export async function rehearse(stage: Stage, mayGoOn: () => Promise<boolean>): Promise<number> {
  if (!(await mayGoOn())) return 0;
  const wires = cast(stage);
  const typists: RehearsalTypist[] = [];
  for (const [at, wire] of wires.entries()) {
    const typist = await RehearsalTypist.join(wire, { package: PACKAGE, document: DOCUMENT });
    if (at < TYPISTS) typists.push(typist);
  }
  let recorded = 0;
  for (let round = 0; round < ROUNDS && (await mayGoOn()); round += 1) {
    // One alone, then all at once: a flight of one row, and a flight of several.
    const [first] = typists;
    const typing = round % 2 === 0 && first !== undefined ? [first] : typists;
    const verdicts = await Promise.all(typing.map(async (typist) => typist.type()));
    recorded += verdicts.filter(isRecorded).length;
    await nextTurn();
  }
  for (const wire of wires) wire.close();
  return recorded;
}

/** The engine's own log asks the real one, which knows no such document, and says what it would have said of one that it knows. */
class RehearsalLog implements UpdateLog {
  readonly #append: UpdateLog['append'];

  constructor(append: UpdateLog['append']) {
    this.#append = append;
  }

  async load(): Promise<LoadedDocument> {
    return Promise.resolve({
      document: DOCUMENT,
      package: PACKAGE,
      kind: 'article',
      state: 'open',
      head: 1,
      chain: genesisChain(DOCUMENT),
      snapshot: { seq: 1, bytes: madeUp(), vector: null },
      rows: [],
    });
  }

  async append(flight: readonly Append[]): Promise<Outcome[]> {
    await this.#append(flight);
    return flight.map(({ seq }) => ({ kind: 'recorded', seq, receivedAt: systemClock.now() }));
  }

  async heads(): Promise<[]> {
    return Promise.resolve([]);
  }

  async saveSnapshot(): Promise<void> {
    await Promise.resolve();
  }
}

const LEASES: LeaseStore = {
  epoch: async () => Promise.resolve(PACKAGE),
  bind: async () => Promise.resolve(true),
  newestOf: async () => Promise.resolve([]),
  boundAmong: async () => Promise.resolve([]),
  hold: async () => Promise.resolve(true),
  release: () => undefined,
};

const FACTS: RoomFacts = {
  subject: { kind: 'package', parties: [DELEGATION] },
  delegationsMay: 'write',
  documents: new Map([[DOCUMENT, { kind: 'article', removed: false }]]),
};

const ROOMS = {
  facts: () => FACTS,
  factsOf: () => FACTS,
  read: async () => Promise.resolve(FACTS),
  enter: () => undefined,
  leave: () => undefined,
};

/** An article of one paragraph. */
function madeUp(): Uint8Array {
  const doc = new Doc();
  doc.clientID = 1;
  const [block, line] = [new XmlElement('paragraph'), new XmlElement('p')];
  line.insert(0, [new XmlText('The assets of the persons listed in the annex shall be frozen.')]);
  block.insert(0, [line]);
  doc.getXmlFragment(CONTENT_ROOT).insert(0, [block]);
  return encodeStateAsUpdate(doc);
}

function cast(stage: Stage): RehearsalWire[] {
  const { append, limits, ...runtime } = stage;
  const engine = createEngine({
    ...runtime,
    framer,
    log: new RehearsalLog(append),
    leases: LEASES,
    bus: { publish: () => undefined, subscribe: () => () => undefined },
    evidence: { keep: async () => Promise.resolve() },
    limits: UNBOUNDED,
  });
  const facts = new LiveFacts();
  return Array.from({ length: TYPISTS + READERS }, () => {
    const person = new LivePerson({ actor: someone(), session: '' }, ROOMS, stage.clock);
    const wire = new RehearsalWire();
    const peer = new SocketPeer(wire, facts.traffic);
    const session = engine.connect(peer, person);
    const { clock } = stage;
    const registry = { lapsed: false };
    const live = new LiveSocket({
      wire,
      peer,
      person,
      session,
      rooms: ROOMS,
      facts,
      limits,
      clock,
      registry,
    });
    wire.onEnd = () => live.ended();
    return wire;
  });
}

function someone(): SignedIn {
  return {
    person: randomUUID() as PersonId,
    name: 'Rehearsal',
    delegation: DELEGATION,
    delegationKind: 'partner',
    roles: ['delegate'],
    mandates: [{ id: randomUUID() as MandateId, power: 'speak', from: instant(0), to: null }],
  };
}

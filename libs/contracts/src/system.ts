import { z } from 'zod';
import { sectionKind } from './packages.js';
import { delegationCode, documentId, instantMs, packageId, personId } from './primitives.js';
import { table } from './route.js';
import { documentState } from './sync.js';

const count = z.int().min(0);
/** Milliseconds with fractions; null: nothing of the kind happened lately. */
const lately = z.number().min(0).nullable();

/** How a server process is doing; what it writes for the others with each heartbeat. */
export const nodeStatus = z.strictObject({
  node: z.uuid(),
  version: z.string(),
  since: instantMs,
  rooms: count,
  roomBytes: count,
  connections: count,
  people: count,
  /** Updates without a verdict yet. */
  pending: count,
  /** 99th percentiles of the last minutes: from arrival to verdict, one commit, the event loop's delay. */
  acknowledgedMs: lately,
  commitMs: lately,
  eventLoopMs: lately,
  draining: z.boolean(),
  /** Whether other processes are told at once; `none`: set up without Redis. */
  bus: z.enum(['none', 'up', 'down']),
});
export type NodeStatus = z.infer<typeof nodeStatus>;

const node = nodeStatus.extend({
  /** When it last wrote its status, by the database's clock. */
  seenAt: instantMs,
  /** Whether it answers this request: rooms and connections below are its own. */
  answering: z.boolean(),
});

const room = z.strictObject({
  document: documentId,
  package: packageId.nullable(),
  kind: z.union([sectionKind, z.literal('structure')]).nullable(),
  state: documentState,
  phase: z.enum(['loading', 'ready', 'flying', 'gone']),
  head: count,
  members: count,
  pending: count,
  bytes: count,
});

const connection = z.strictObject({
  connection: z.uuid(),
  person: personId,
  name: z.string(),
  delegation: delegationCode,
  since: instantMs,
  /** When the last message came. */
  lastAt: instantMs,
  package: packageId.nullable(),
  documents: count,
});

/** Lists end here; `total` says how many there are. */
export const SYSTEM_LIST = 500;

export const liveStatus = z.strictObject({
  at: instantMs,
  nodes: z.array(node),
  rooms: z.strictObject({ total: count, shown: z.array(room).max(SYSTEM_LIST) }),
  connections: z.strictObject({ total: count, shown: z.array(connection).max(SYSTEM_LIST) }),
  /** Messages refused and connections not let in, in the last hour, by code; the most frequent first. */
  refusals: z.array(z.strictObject({ message: z.string(), code: z.string(), count })),
});
export type LiveStatus = z.infer<typeof liveStatus>;

const maintenanceScope = z.enum(['document', 'package', 'system']);

/** What is to be read-only, or no longer. */
const maintenanceTarget = z.discriminatedUnion('scope', [
  z.strictObject({ scope: z.literal('document'), id: documentId }),
  z.strictObject({ scope: z.literal('package'), id: packageId }),
  z.strictObject({ scope: z.literal('system') }),
]);
export type MaintenanceTarget = z.infer<typeof maintenanceTarget>;

/** `target`: the document's or package's id; null: the whole system. `by`: the person. */
const maintenancePause = z.strictObject({
  scope: maintenanceScope,
  target: z.uuid().nullable(),
  by: z.uuid(),
  since: instantMs,
});
export type MaintenancePause = z.infer<typeof maintenancePause>;

export const systemRoutes = table({
  maintenance: {
    method: 'GET',
    path: '/system/maintenance',
    permission: 'system.read',
    summary: 'What is read-only for maintenance, by whom and since when; the oldest first.',
    answer: z.strictObject({ pauses: z.array(maintenancePause) }),
  },
  setMaintenance: {
    method: 'POST',
    path: '/system/maintenance',
    permission: 'system.operate',
    summary:
      'Cut a document, a package or the whole system over to read-only for maintenance, or end that. Answers once nothing more is recorded there, with the number of documents it changed.',
    body: z.strictObject({ target: maintenanceTarget, readOnly: z.boolean() }),
    answer: z.strictObject({ documents: count }),
  },
  newEpoch: {
    method: 'POST',
    path: '/system/epoch',
    permission: 'system.operate',
    summary:
      'Say that the database was restored from a backup where the server did not notice: every client fetches the text anew, and what it alone still holds is offered to its author.',
    body: z.strictObject({}),
    answer: z.strictObject({ epoch: z.uuid() }),
  },
  liveStatus: {
    method: 'GET',
    path: '/system/live',
    permission: 'system.read',
    summary:
      'What runs: server processes, documents in memory, who is connected, what was refused. Ids, no text.',
    answer: liveStatus,
  },
  endConnection: {
    method: 'POST',
    path: '/system/connections/:connection/end',
    permission: 'system.operate',
    summary:
      'End one live connection of the process that answers, or the session behind it with all its connections.',
    params: z.strictObject({ connection: z.uuid() }),
    body: z.strictObject({ what: z.enum(['connection', 'session']) }),
  },
});

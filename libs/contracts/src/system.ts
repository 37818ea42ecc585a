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

/** Messages refused and connections not let in, in the last hour, by code; the most frequent first. */
const refusals = z.array(z.strictObject({ message: z.string(), code: z.string(), count }));

/** Documents in the memory of one process, who is connected to it, and what it refused; what it writes for the others while somebody looks. */
export const nodeInventory = z.strictObject({
  rooms: z.strictObject({ total: count, shown: z.array(room).max(SYSTEM_LIST) }),
  connections: z.strictObject({ total: count, shown: z.array(connection).max(SYSTEM_LIST) }),
  refusals,
});
export type NodeInventory = z.infer<typeof nodeInventory>;

const node = nodeStatus.extend({
  /** When it was last heard of, by the database's clock. */
  seenAt: instantMs,
  /** When it last told its documents and connections; null: not yet, they are not among those below. */
  listedAt: instantMs.nullable(),
  /** Whether it answers this request. */
  answering: z.boolean(),
});

/** Which process has it. */
const onNode = { node: z.uuid() };

export const liveStatus = z.strictObject({
  at: instantMs,
  nodes: z.array(node),
  rooms: z.strictObject({ total: count, shown: z.array(room.extend(onNode)).max(SYSTEM_LIST) }),
  connections: z.strictObject({ total: count, shown: z.array(connection.extend(onNode)).max(SYSTEM_LIST) }),
  refusals,
});
export type LiveStatus = z.infer<typeof liveStatus>;

const endingOf = z.enum(['connection', 'session']);

/** A connection to be ended, as one process asks another. `by`: the administrator. */
export const endConnection = z.strictObject({ connection: z.uuid(), what: endingOf, by: personId });
export type EndConnection = z.infer<typeof endConnection>;

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
  previewMaintenance: {
    method: 'POST',
    path: '/system/maintenance/preview',
    permission: 'system.operate',
    summary:
      'What cutting over to read-only, or ending that, would change now: how many documents, of how many packages, and how many stay read-only for another pause. Changes nothing.',
    body: z.strictObject({ target: maintenanceTarget, readOnly: z.boolean() }),
    answer: z.strictObject({ documents: count, packages: count, covered: count }),
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
      'End one live connection, or the session behind it with all its connections. On the process that answers it ends at once, on another within seconds.',
    params: z.strictObject({ connection: z.uuid() }),
    body: z.strictObject({ what: endingOf }),
  },
});

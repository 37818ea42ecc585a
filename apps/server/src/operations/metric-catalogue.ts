import { refusals } from '@entente/contracts';

/** One metric: its name for Prometheus, what it counts, and the labels it may carry. Seconds and bytes, as Prometheus has it. */
export interface MetricDescription {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly name: `entente_${string}`;
  readonly help: string;
  readonly labels?: readonly string[];
  readonly buckets?: readonly number[];
  /** Values of the labels that are there from the start, at 0: what first appears at 1 has not increased for Prometheus. */
  readonly zero?: Readonly<Record<string, readonly string[]>>;
}

const CODES = Object.keys(refusals);

/** Up to the promise (20 ms) in small steps, beyond it in large ones. */
const QUICK = [
  0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];
/** A keystroke is inspected in some tens of microseconds; a flight of hundreds in some milliseconds. */
const INSPECTION = [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];
const ROWS = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500];

/** Every metric of ours. Labels take values from closed lists only: a code, a message's name, a kind of frame (S153). */
export const METRICS = {
  node: {
    kind: 'gauge',
    name: 'entente_node_info',
    help: 'Always 1: which process this is, and which version it runs.',
    labels: ['node', 'version'],
  },
  draining: {
    kind: 'gauge',
    name: 'entente_draining',
    help: '1 while the process is stopping: it takes nothing new and gives the last verdicts.',
  },
  bus: {
    kind: 'gauge',
    name: 'entente_bus_up',
    help: '0 while this process cannot tell the others at once and they read the log instead; 1 otherwise, also where it is alone.',
  },
  rooms: { kind: 'gauge', name: 'entente_rooms', help: 'Documents in memory.' },
  roomBytes: {
    kind: 'gauge',
    name: 'entente_room_bytes',
    help: 'Size of the snapshots and rows that the documents in memory were built from.',
  },
  sockets: { kind: 'gauge', name: 'entente_sockets', help: 'Live connections.' },
  people: { kind: 'gauge', name: 'entente_people', help: 'People with at least one live connection.' },
  sessions: { kind: 'gauge', name: 'entente_sessions', help: 'Connections that the engine knows.' },
  pending: {
    kind: 'gauge',
    name: 'entente_pending_updates',
    help: 'Updates that were taken in and have no verdict yet.',
  },
  acknowledged: {
    kind: 'histogram',
    name: 'entente_acknowledged_seconds',
    help: 'From an update’s arrival to its verdict recorded.',
    buckets: QUICK,
  },
  commit: {
    kind: 'histogram',
    name: 'entente_commit_seconds',
    help: 'One commit of updates: from the statement to the answer that it is durable.',
    buckets: QUICK,
  },
  inspection: {
    kind: 'histogram',
    name: 'entente_inspection_seconds',
    help: 'What the gate took for all updates of one commit.',
    buckets: INSPECTION,
  },
  flightRows: {
    kind: 'histogram',
    name: 'entente_flight_rows',
    help: 'Updates in one commit.',
    buckets: ROWS,
  },
  flightDocuments: {
    kind: 'histogram',
    name: 'entente_flight_documents',
    help: 'Documents in one commit.',
    buckets: ROWS,
  },
  flightFailures: {
    kind: 'counter',
    name: 'entente_flight_failures_total',
    help: 'Commits of which it was not known whether they happened; the log was asked.',
  },
  recorded: { kind: 'counter', name: 'entente_updates_recorded_total', help: 'Updates recorded.' },
  recordedBytes: {
    kind: 'counter',
    name: 'entente_update_bytes_recorded_total',
    help: 'Bytes of the rows recorded.',
  },
  refused: {
    kind: 'counter',
    name: 'entente_refused_total',
    help: 'Messages refused, by message and code.',
    labels: ['message', 'code'],
    zero: { message: ['update'], code: CODES },
  },
  turnedAway: {
    kind: 'counter',
    name: 'entente_turned_away_total',
    help: 'Handshakes not let in, by code; ORIGIN is an Origin that is not ours.',
    labels: ['code'],
    zero: { code: ['ORIGIN', 'TICKET_UNKNOWN', 'TICKET_USED', 'SESSION_ENDED', 'TOO_MANY_SOCKETS'] },
  },
  connections: { kind: 'counter', name: 'entente_connections_total', help: 'Connections let in.' },
  disconnections: {
    kind: 'counter',
    name: 'entente_disconnections_total',
    help: 'Connections that ended, by how.',
    labels: ['how'],
  },
  closed: {
    kind: 'counter',
    name: 'entente_connections_closed_total',
    help: 'Connections that the server ended, by code; SLOW is a reader that did not keep up.',
    labels: ['code'],
    zero: { code: ['SLOW', 'RATE', 'SESSION_ENDED', 'NOT_FOUND'] },
  },
  framesRefused: {
    kind: 'counter',
    name: 'entente_frames_refused_total',
    help: 'Connections ended for a frame that cannot be decoded or for too many namespaces.',
    labels: ['fault'],
    zero: { fault: ['frame', 'namespaces'] },
  },
  frames: {
    kind: 'counter',
    name: 'entente_frames_sent_total',
    help: 'Frames handed to connections, by kind; updates are the fan-out, presence the carets.',
    labels: ['frame'],
  },
  frameBytes: {
    kind: 'counter',
    name: 'entente_frame_bytes_sent_total',
    help: 'Bytes of those frames.',
    labels: ['frame'],
  },
  joins: { kind: 'counter', name: 'entente_joined_documents_total', help: 'Documents served to joiners.' },
  join: {
    kind: 'histogram',
    name: 'entente_join_seconds',
    help: 'One join: from the message to the text of all its documents.',
    buckets: QUICK,
  },
  snapshots: {
    kind: 'counter',
    name: 'entente_snapshots_total',
    help: 'Snapshots, by outcome.',
    labels: ['outcome'],
    zero: { outcome: ['taken', 'failed'] },
  },
  snapshotBytes: { kind: 'counter', name: 'entente_snapshot_bytes_total', help: 'Bytes of snapshots taken.' },
  rebuilds: {
    kind: 'counter',
    name: 'entente_rebuilds_total',
    help: 'Documents built again from the log, because what was in memory was not what is recorded.',
  },
  loadFailures: {
    kind: 'counter',
    name: 'entente_load_failures_total',
    help: 'Times that a document could not be read from the log, or client ids from their store.',
  },
  trials: {
    kind: 'counter',
    name: 'entente_trials_total',
    help: 'Large or suspicious updates that were tried in a thread first, by outcome.',
    labels: ['outcome'],
  },
  trialSeconds: {
    kind: 'counter',
    name: 'entente_trial_cpu_seconds_total',
    help: 'CPU of those trials.',
  },
  equivocations: {
    kind: 'counter',
    name: 'entente_equivocations_total',
    help: 'Updates that told another story about recorded clocks, by what became of the evidence.',
    labels: ['evidence'],
    zero: { evidence: ['kept', 'reported', 'failed'] },
  },
  pool: {
    kind: 'gauge',
    name: 'entente_database_connections',
    help: 'Connections to PostgreSQL, by pool (log: live editing; api: everything else) and state; waiting: requests without one.',
    labels: ['pool', 'state'],
  },
  securityEvents: {
    kind: 'counter',
    name: 'entente_security_events_total',
    help: 'Security events by name, those included that were counted and not logged one by one.',
    labels: ['event'],
  },
} as const satisfies Record<string, MetricDescription>;

export type MetricKey = keyof typeof METRICS;
export const METRIC_KEYS = Object.keys(METRICS) as readonly MetricKey[];

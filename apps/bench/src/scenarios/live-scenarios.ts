import type { Measurement } from '../run/measure.js';
import { runLoad, windowOf } from './run-load.js';
import { pick, type Column, type Scenario } from './scenario.js';

const LATENCY: readonly Column[] = [
  { key: 'p50', title: 'p50 ms', digits: 1, ratios: true },
  { key: 'p99', title: 'p99 ms', digits: 1, ratios: true },
];
const LOADS: readonly Column[] = [
  { key: 'postgresCpuS', title: 'PostgreSQL CPU s', digits: 2 },
  { key: 'generatorLoad', title: 'generator busy %', digits: 0 },
];
const NO_PEER_COMMITS =
  'Ours sends an edit to the others after its commit to PostgreSQL with fsync on; the others keep it in memory at that time.';

export const crowd: Scenario = {
  name: 'S1',
  title: '40 clients in one document, 10 of them type 5 edits a second each',
  contenders: ['relay', 'socket.io', 'hocuspocus', 'y-websocket', 'ours'],
  columns: [
    ...LATENCY,
    { key: 'serverCpuS', title: 'server CPU s', digits: 2, ratios: true },
    ...LOADS,
    { key: 'acknowledgedP50', title: 'ack p50 ms', digits: 1 },
  ],
  notes: [
    'Latency: from the moment an edit is sent until one other client has it, each of the 39 counted. Server CPU: of the server process and its children within the window; PostgreSQL’s is beside it and not counted.',
    NO_PEER_COMMITS,
  ],
  measure: async (context, contender, round) =>
    runLoad(
      context,
      { contender, scenario: 'S1' },
      {
        documents: 1,
        load: {
          kind: 'typing',
          clientsPerDocument: 40,
          writersPerDocument: 10,
          editsPerSecond: 5,
          presence: false,
          ...windowOf(context),
          seed: context.options.seed + round,
        },
      },
    ),
  goals: (medians) => [
    {
      goal: 'p50 at most twice the relay’s',
      measured: pick(medians, 'ours', 'p50') / pick(medians, 'relay', 'p50'),
      unit: '×',
      most: 2,
    },
    {
      goal: 'p99 at most twice the relay’s',
      measured: pick(medians, 'ours', 'p99') / pick(medians, 'relay', 'p99'),
      unit: '×',
      most: 2,
    },
    {
      goal: 'server CPU no more than Hocuspocus’s',
      measured: pick(medians, 'ours', 'serverCpuS') / pick(medians, 'hocuspocus', 'serverCpuS'),
      unit: '×',
      most: 1,
    },
  ],
};

/** No client of the closed loop sends more: ours allows 60 messages a second on a connection, whoever asks. */
const MOST_PER_SECOND = 50;

export const closedLoop: Scenario = {
  name: 'S2',
  title: '20 documents of 10 clients, each sends its next edit when the last has come back',
  contenders: ['relay', 'socket.io', 'hocuspocus', 'y-websocket', 'ours'],
  columns: [
    { key: 'cpuPer10k', title: 'server CPU s / 10,000 delivered', digits: 3, ratios: true },
    { key: 'deliveredPerSecond', title: 'delivered / s', digits: 0 },
    { key: 'p50', title: 'p50 ms', digits: 1 },
    { key: 'p99', title: 'p99 ms', digits: 1 },
    { key: 'serverLoad', title: 'server busy %', digits: 0 },
    ...LOADS,
  ],
  notes: [
    'Come back, for every server: the other nine have it and, where the server acknowledges edits, it has acknowledged it. One delivery is one edit reaching one other client, merged with others into one frame or not.',
    `No client sends more than ${String(MOST_PER_SECOND)} edits a second, within what ours allows a connection.`,
    'PostgreSQL, the server and the generator share the cores; what each took stands beside.',
  ],
  measure: async (context, contender, round) =>
    perDelivered(
      await runLoad(
        context,
        { contender, scenario: 'S2' },
        {
          documents: context.options.tiny ? 2 : 20,
          load: {
            kind: 'closed-loop',
            clientsPerDocument: 10,
            mostPerSecond: MOST_PER_SECOND,
            ...windowOf(context),
            seed: context.options.seed + round,
          },
        },
      ),
    ),
  goals: (medians) => [
    {
      goal: 'CPU per delivered update at most 1.2 times the relay’s',
      measured: pick(medians, 'ours', 'cpuPer10k') / pick(medians, 'relay', 'cpuPer10k'),
      unit: '×',
      most: 1.2,
    },
    {
      goal: 'and never above Hocuspocus’s',
      measured: pick(medians, 'ours', 'cpuPer10k') / pick(medians, 'hocuspocus', 'cpuPer10k'),
      unit: '×',
      most: 1,
    },
  ],
};

function perDelivered({ figures, refused }: Measurement): Measurement {
  const cpuPer10k = ((figures['serverCpuS'] ?? Number.NaN) / (figures['delivered'] ?? Number.NaN)) * 10_000;
  return { figures: { ...figures, cpuPer10k }, refused };
}

const KIB = 1_024;

export const idle: Scenario = {
  name: 'S4',
  title: '2,000 idle connections in 500 documents',
  contenders: ['relay', 'socket.io', 'hocuspocus', 'y-websocket', 'ours'],
  columns: [
    { key: 'perConnection', title: 'KiB a connection (RSS)', digits: 1, ratios: true },
    { key: 'heapPerConnection', title: 'KiB a connection (heap)', digits: 1 },
    { key: 'openPerSecond', title: 'opened / s', digits: 0 },
    { key: 'lost', title: 'lost', digits: 0 },
  ],
  notes: [
    'What the server process grew by from none to 2,000 connections, their documents included, divided by 2,000. Read after 20 s in which nothing happened, for all servers alike, and two forced collections; RSS is what the system counts, heap is V8’s heap and what buffers hold outside of it.',
  ],
  mostRounds: 3,
  measure: async (context, contender) => {
    const { tiny } = context.options;
    const measured = await runLoad(
      context,
      { contender, scenario: 'S4' },
      {
        documents: tiny ? 4 : 500,
        load: { kind: 'idle', connections: tiny ? 8 : 2_000, settleSeconds: tiny ? 0.2 : 20 },
        memory: true,
      },
    );
    return perConnection(measured);
  },
  goals: (medians) => [
    {
      goal: 'server memory a connection',
      measured: pick(medians, 'ours', 'perConnection'),
      unit: ' KiB',
      most: 35,
    },
  ],
};

function perConnection({ figures, refused }: Measurement): Measurement {
  const connections = figures['connections'] ?? Number.NaN;
  return {
    figures: {
      ...figures,
      perConnection: (figures['rssBytes'] ?? Number.NaN) / KIB / connections,
      heapPerConnection: (figures['heapBytes'] ?? Number.NaN) / KIB / connections,
    },
    refused,
  };
}

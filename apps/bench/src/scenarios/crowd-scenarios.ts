import { runLoad, windowOf } from './run-load.js';
import { pick, type Column, type Scenario } from './scenario.js';

const COLUMNS: readonly Column[] = [
  { key: 'p50', title: 'p50 ms', digits: 1 },
  { key: 'p95', title: 'p95 ms', digits: 1, ratios: true },
  { key: 'p99', title: 'p99 ms', digits: 1 },
  { key: 'deliveredPerSecond', title: 'delivered / s', digits: 0 },
  { key: 'serverLoad', title: 'server busy %', digits: 0 },
  { key: 'generatorLoad', title: 'generator busy %', digits: 0 },
];
const PEERS = ['relay', 'hocuspocus', 'y-websocket', 'ours'] as const;

export const observers: Scenario = {
  name: 'S6',
  title: '500 observers with presence, 1 writer at 25 edits a second',
  contenders: PEERS,
  columns: COLUMNS,
  notes: [
    'Everyone shows a caret and shows it again every 15 s, as the y-protocols do of themselves; the writer’s moves with the typing, at most 10 times a second. Ours sends presence as one map a package, as often as its budget of bytes allows.',
  ],
  mostRounds: 3,
  measure: async (context, contender, round) =>
    runLoad(
      context,
      { contender, scenario: 'S6' },
      {
        documents: 1,
        load: {
          kind: 'typing',
          clientsPerDocument: context.options.tiny ? 20 : 501,
          writersPerDocument: 1,
          editsPerSecond: 25,
          presence: true,
          ...windowOf(context),
          seed: context.options.seed + round,
        },
      },
    ),
  goals: (medians) => [{ goal: 'p95', measured: pick(medians, 'ours', 'p95'), unit: ' ms', most: 100 }],
};

export const writers: Scenario = {
  name: 'S7',
  title: '50 writers at 5 edits a second each in one document',
  contenders: PEERS,
  columns: [...COLUMNS, { key: 'acknowledgedP99', title: 'ack p99 ms', digits: 1 }],
  notes: [],
  mostRounds: 3,
  measure: async (context, contender, round) =>
    runLoad(
      context,
      { contender, scenario: 'S7' },
      {
        documents: 1,
        load: {
          kind: 'typing',
          clientsPerDocument: 50,
          writersPerDocument: 50,
          editsPerSecond: 5,
          presence: false,
          ...windowOf(context),
          seed: context.options.seed + round,
        },
      },
    ),
  goals: (medians) => [{ goal: 'p95', measured: pick(medians, 'ours', 'p95'), unit: ' ms', most: 100 }],
};

export const durable: Scenario = {
  name: 'S8',
  title: '2,000 edits a second over 100 documents: until the edit is acknowledged',
  contenders: ['hocuspocus', 'y-websocket', 'ours'],
  columns: [
    { key: 'acknowledgedP50', title: 'ack p50 ms', digits: 1 },
    { key: 'acknowledgedP99', title: 'ack p99 ms', digits: 1 },
    { key: 'editsPerSecond', title: 'edits / s', digits: 0 },
    { key: 'p99', title: 'delivered p99 ms', digits: 1 },
    { key: 'serverLoad', title: 'server busy %', digits: 0 },
    { key: 'postgresCpuS', title: 'PostgreSQL CPU s', digits: 2 },
    { key: 'generatorLoad', title: 'generator busy %', digits: 0 },
  ],
  notes: [
    'Each document has 4 clients, all of whom type 5 edits a second. Ours acknowledges after the commit to PostgreSQL; Hocuspocus acknowledges what it holds in memory, and y-websocket’s echo stands for an acknowledgement that it does not give.',
  ],
  mostRounds: 3,
  measure: async (context, contender, round) =>
    runLoad(
      context,
      { contender, scenario: 'S8' },
      {
        documents: context.options.tiny ? 5 : 100,
        load: {
          kind: 'typing',
          clientsPerDocument: 4,
          writersPerDocument: 4,
          editsPerSecond: 5,
          presence: false,
          ...windowOf(context),
          seed: context.options.seed + round,
        },
      },
    ),
  goals: (medians) => [
    {
      goal: 'acknowledgement p99',
      measured: pick(medians, 'ours', 'acknowledgedP99'),
      unit: ' ms',
      most: 20,
    },
  ],
};

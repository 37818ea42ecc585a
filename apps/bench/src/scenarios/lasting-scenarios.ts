import type { ContenderName } from '../generator/target.js';
import type { RunningServer } from '../run/contenders.js';
import { runLoad } from './run-load.js';
import { pick, type BenchContext, type Scenario } from './scenario.js';

const HISTORY = 20_000;
const OPENERS = 30;

export const coldOpen: Scenario = {
  name: 'S3',
  title: 'a document of 20,000 edits is opened after a restart, by 1 client and by 30 at once',
  contenders: ['hocuspocus', 'y-websocket', 'ours'],
  columns: [
    { key: 'one', title: '1 client ms', digits: 0, ratios: true },
    { key: 'many', title: '30 clients ms', digits: 0, ratios: true },
    { key: 'syncedEarly', title: '“synced” before complete', digits: 0 },
    { key: 'missing', title: 'edits missing', digits: 0 },
    { key: 'bytes', title: 'bytes', digits: 0 },
  ],
  notes: [
    'Every edit is a character at another place of its writer’s, so that nothing merges: the history that costs most. Time: from the opening of the sockets until the last client holds every edit. Synced before complete: of the 31 clients, those that were told that the document was there when it was not.',
  ],
  mostRounds: 3,
  measure: async (context, contender, round) => {
    const { tiny, seed } = context.options;
    return runLoad(
      context,
      { contender, scenario: 'S3' },
      {
        documents: 2,
        load: {
          kind: 'cold-open',
          edits: tiny ? 200 : HISTORY,
          writers: tiny ? 10 : 50,
          clients: tiny ? 3 : OPENERS,
          settleSeconds: settleSeconds(context, contender),
          seed: seed + round,
        },
        onMark: async (_name, server) => {
          await server.stop();
          await server.start();
        },
      },
    );
  },
  goals: (medians) => [
    {
      goal: '1 client at most half of Hocuspocus’s',
      measured: pick(medians, 'ours', 'one') / pick(medians, 'hocuspocus', 'one'),
      unit: '×',
      most: 0.5,
    },
    {
      goal: '30 clients at most half of Hocuspocus’s',
      measured: pick(medians, 'ours', 'many') / pick(medians, 'hocuspocus', 'many'),
      unit: '×',
      most: 0.5,
    },
    {
      goal: 'clients of ours that were told synced before complete',
      measured: pick(medians, 'ours', 'syncedEarly'),
      unit: '',
      most: 0,
    },
  ],
};

/** Ours has stored what it acknowledged; the others store later. */
function settleSeconds({ options }: BenchContext, contender: ContenderName): number {
  return contender === 'ours' || options.tiny ? 0 : 12;
}

export const kills: Scenario = {
  name: 'S5',
  title: 'kill -9 while 10 writers type: acknowledged edits that are lost',
  contenders: ['hocuspocus', 'y-websocket', 'ours'],
  columns: [
    { key: 'kills', title: 'kills', digits: 0 },
    { key: 'killsOfPostgres', title: 'of PostgreSQL', digits: 0 },
    { key: 'acknowledged', title: 'edits acknowledged', digits: 0 },
    { key: 'lost', title: 'lost', digits: 0 },
    { key: 'lostLater', title: 'lost by a later kill', digits: 0 },
  ],
  notes: [
    'After each kill everything is started again, and a newcomer’s text is searched for every edit that was acknowledged; at the end once more for all. The times of the kills and their victims come from the seed. PostgreSQL is killed with all its backends. The peers get 5 kills of the server each.',
  ],
  mostRounds: 1,
  undisturbed: true,
  measure: async (context, contender) => {
    const ours = contender === 'ours';
    return runLoad(
      context,
      { contender, scenario: 'S5' },
      {
        documents: 5,
        load: {
          kind: 'kills',
          kills: killsOf(context, ours),
          writers: 10,
          postgresToo: ours,
          seed: context.options.seed,
        },
        onMark: async (name, server) => killAndRestart(name, server, context),
      },
    );
  },
  goals: (medians) => [
    {
      goal: 'acknowledged edits lost',
      measured: pick(medians, 'ours', 'lost') + pick(medians, 'ours', 'lostLater'),
      unit: '',
      most: 0,
    },
  ],
};

function killsOf({ options }: BenchContext, ours: boolean): number {
  if (options.tiny) return ours ? 2 : 1;
  if (!ours) return 5;
  return options.quick ? 12 : 100;
}

async function killAndRestart(
  mark: string,
  server: RunningServer,
  { postgres }: BenchContext,
): Promise<void> {
  if (mark === 'kill postgres') {
    await postgres.kill();
    await postgres.start();
  } else {
    await server.kill();
    await server.start();
  }
}

import { inParallel } from '../generator/pool.js';
import { SocketIoWire } from '../generator/socket-io-wire.js';
import { percentile } from '../report/statistics.js';
import { union as members } from './bodies.js';
import type { Caller } from './caller.js';
import { DecidingUnion, type Opened } from './deciding-union.js';
import type { ConsensusPart, ConsensusRow, PartFound, PartRun } from './part.js';

/** A change is on every open screen within so long (SPEC R172). */
const GOAL_MS = 1_000;
const AT_ONCE = 16;

/** One open page of a package: what it hears of a change, and that it then reads the procedures again. */
interface Screen {
  readonly caller: Caller;
  readonly wire: SocketIoWire;
}

/** Many open pages of one package, whose members act one after another. */
export const screens: ConsensusPart = {
  name: 'screens',
  measure: async (run) => {
    const union = await DecidingUnion.found();
    try {
      return await measured(union, run);
    } finally {
      await union.close();
    }
  },
};

async function measured(union: DecidingUnion, { tiny, quick, tell }: PartRun): Promise<PartFound> {
  const many = tiny ? 5 : 1_000;
  const acts = tiny ? 2 : quick ? 5 : 20;
  const opened = await union.underSilence();
  tell(`consensus: ${String(many)} screens open …`);
  const open = await inParallel(Array.from({ length: many }), AT_ONCE, (_none, index) =>
    screenOf(union, opened, index),
  );
  const told: number[] = [];
  const read: number[] = [];
  // The first act does not count: the server has just started.
  for (let act = -1; act < acts; act += 1) {
    tell(`consensus: ${String(many)} screens, act ${String(act + 1)} …`);
    const times = await actBefore(union, opened, { screens: open, by: act + 1 });
    if (act >= 0) {
      told.push(times.told);
      read.push(times.read);
    }
  }
  for (const { wire } of open) wire.close();
  const row = (work: string, times: readonly number[]): ConsensusRow => ({
    work,
    runs: acts,
    median: percentile(times, 50),
    p99: percentile(times, 99),
    unit: 'ms',
    goal: GOAL_MS,
  });
  return {
    rows: [
      row(`an act, until the last of ${String(many)} open screens is told`, told),
      row(`the same, until the last has read the procedure again`, read),
    ],
    notes: [
      'acts are timed from their sending; the screens, 27 people’s, are held and read by the bench itself, on the same cores as the server',
    ],
  };
}

async function screenOf(union: DecidingUnion, opened: Opened, index: number): Promise<Screen> {
  const caller = await union.as(memberAt(index));
  const { ticket } = await caller.call<{ ticket: string }>('POST', '/session/socket-ticket');
  const { origin } = union;
  const port = Number(new URL(origin).port);
  const wire = await SocketIoWire.open({ port, namespace: '/sync', origin, auth: { ticket } }, 'presence');
  const { structure } = await caller.call<{ structure: string }>('GET', `/packages/${opened.package}`);
  const joined = (await wire.ask('join', {
    package: opened.package,
    schema: 'entente-document/1',
    documents: [{ document: structure }],
  })) as { verdict: string; code?: string; documents?: unknown };
  if (joined.documents === undefined) throw new Error(`join refused: ${joined.code ?? joined.verdict}`);
  return { caller, wire };
}

function memberAt(index: number): string {
  const all = members();
  const member = all[index % all.length];
  if (member === undefined) throw new Error('there is no member');
  return member.partner;
}

/** From the sending of one member's act: when the last screen was told, and when the last had read it. */
async function actBefore(
  union: DecidingUnion,
  { id, package: packageId, packageHash }: Opened,
  { screens: open, by }: { readonly screens: readonly Screen[]; readonly by: number },
): Promise<{ readonly told: number; readonly read: number }> {
  const actor = await union.as(memberAt(by));
  let told = 0;
  const since = performance.now();
  const seen = open.map(
    ({ caller, wire }) =>
      new Promise<void>((resolve, reject) => {
        wire.onEvent = (name, body) => {
          if (name !== 'changed' || !(body as { topics: readonly string[] }).topics.includes('procedures'))
            return;
          wire.onEvent = () => undefined;
          told = Math.max(told, performance.now() - since);
          caller.call('GET', `/packages/${packageId}/procedures`).then(() => {
            resolve();
          }, reject);
        };
      }),
  );
  const body = { act: 'agree', packageHash, reason: '', nonce: crypto.randomUUID() };
  await Promise.all([actor.call('POST', `/procedures/${id}/acts`, body), ...seen]);
  return { told, read: performance.now() - since };
}

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

/** One open page of a package. */
interface Screen {
  readonly caller: Caller;
  readonly wire: SocketIoWire;
}

/** What a page of the board reads at a note, as addresses: the procedure that went on, and what one was told (SPEC R230). */
const readAt = ({ id }: Opened): readonly string[] => [`/procedures/${id}`, '/me/notifications'];

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

interface Act {
  /** Since the act was sent, ms: when the last screen was told, and when the last had read. */
  readonly told: number;
  readonly read: number;
  readonly bytes: number;
  readonly requests: number;
  /** Of the server, ms. */
  readonly cpu: number;
}

async function measured(union: DecidingUnion, { tiny, quick, tell }: PartRun): Promise<PartFound> {
  const many = tiny ? 5 : quick ? 200 : 1_000;
  const acts = tiny || quick ? 2 : 6;
  const opened = await union.underSilence();
  tell(`consensus: ${String(many)} screens open …`);
  const open = await inParallel(Array.from({ length: many }), AT_ONCE, (_none, index) =>
    screenOf(union, opened, index),
  );
  const found: Act[] = [];
  // The first act does not count: the server has just started. Each act is another member's.
  for (let act = 0; act <= acts; act += 1) {
    tell(`consensus: ${String(many)} screens read, act ${String(act)} …`);
    const one = await actBefore(union, opened, { screens: open, by: act });
    if (act > 0) found.push(one);
  }
  for (const { wire } of open) wire.close();
  return { rows: rowsOf(many, found), notes: [noteOf(many, found), HELD] };
}

const HELD =
  'acts are timed from their sending; the screens, 27 people’s, are held and read by the bench itself, on the same cores as the server';

const rowsOf = (many: number, found: readonly Act[]): readonly ConsensusRow[] =>
  (['told', 'read'] as const).map((what) => {
    const times = found.map((act) => act[what]);
    return {
      work:
        what === 'told'
          ? `an act, until the last of ${String(many)} open screens is told`
          : 'the same, until the last has read what changed',
      runs: found.length,
      median: percentile(times, 50),
      p99: percentile(times, 99),
      unit: 'ms',
      goal: GOAL_MS,
    };
  });

function noteOf(many: number, found: readonly Act[]): string {
  const of = (what: 'bytes' | 'requests' | 'cpu'): number =>
    percentile(
      found.map((act) => act[what]),
      50,
    );
  const [requests, kilobytes] = [of('requests') / many, of('bytes') / many / 1_000];
  return `an act before ${String(many)} screens: ${requests.toFixed(0)} requests and ${kilobytes.toFixed(1)} kB a screen, ${of('cpu').toFixed(0)} ms of processor time of the server`;
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

/** One member's act, and what it costs until every screen has read. */
async function actBefore(
  union: DecidingUnion,
  opened: Opened,
  { screens: open, by }: { readonly screens: readonly Screen[]; readonly by: number },
): Promise<Act> {
  const actor = await union.as(memberAt(by));
  const paths = readAt(opened);
  const [before, since] = [union.spent().servers, performance.now()];
  const seen = open.map((screen) => toldAndRead(screen, paths));
  const body = { act: 'agree', packageHash: opened.packageHash, reason: '', nonce: crypto.randomUUID() };
  const [, ...screensSeen] = await Promise.all([
    actor.call('POST', `/procedures/${opened.id}/acts`, body),
    ...seen,
  ]);
  const read = performance.now() - since;
  return {
    told: Math.max(...screensSeen.map(({ at }) => at)) - since,
    read,
    bytes: screensSeen.reduce((sum, one) => sum + one.bytes, 0),
    requests: paths.length * open.length,
    cpu: union.spent().servers - before,
  };
}

/** When a screen was told of the procedures, and how many bytes it then read. */
const toldAndRead = (
  { caller, wire }: Screen,
  paths: readonly string[],
): Promise<{ readonly at: number; readonly bytes: number }> =>
  new Promise((resolve, reject) => {
    wire.onEvent = (name, body) => {
      if (name !== 'changed' || !(body as { topics: readonly string[] }).topics.includes('procedures'))
        return;
      wire.onEvent = () => undefined;
      const at = performance.now();
      Promise.all(paths.map((path) => caller.read(path))).then((lengths) => {
        resolve({ at, bytes: lengths.reduce((sum, length) => sum + length, 0) });
      }, reject);
    };
  });

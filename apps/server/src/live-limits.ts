import { limits } from '@entente/contracts';
import { defaultEngineLimits, type EngineLimits } from '@entente/sync';
import { z } from 'zod';
import { defaultDoorLimits, doorLimitSettings, type DoorLimits } from './door-limits.js';
import { gateLimitSettings } from './gate-limits.js';
import { snapshotLimitSettings } from './snapshot-limits.js';
import type { LimitSetting } from './limit-setting.js';

export type LiveLimits = EngineLimits & DoorLimits;

const defaults: LiveLimits = { ...defaultEngineLimits, ...defaultDoorLimits };

/** Every limit of live editing as a setting (S152). A limit without a line here does not compile. */
export const liveLimitSettings: Readonly<Record<keyof LiveLimits, LimitSetting>> = {
  ...gateLimitSettings,
  resyncBytes: {
    variable: 'LIVE_RESYNC_BYTES',
    of: 'bytes of one update; the wire takes no frame that holds more',
    least: 65_536,
    most: limits.resyncBytes,
    beyond: 'TOO_LARGE',
  },
  resyncStructs: {
    variable: 'LIVE_RESYNC_STRUCTS',
    of: 'Yjs structs of one update',
    least: 500,
    most: 50_000,
    beyond: 'TOO_MANY_STRUCTS',
  },
  messagesPerSecond: {
    variable: 'LIVE_MESSAGES_PER_SECOND',
    of: 'messages a second of one connection',
    least: 5,
    most: 10_000,
    beyond: 'RATE',
  },
  messagesBurst: {
    variable: 'LIVE_MESSAGES_BURST',
    of: 'messages at once of one connection; at least those of a second',
    least: 5,
    most: 100_000,
    beyond: 'RATE',
  },
  bytesPerSecond: {
    variable: 'LIVE_BYTES_PER_SECOND',
    of: 'bytes of updates a second of one connection',
    least: 16_384,
    most: 1_073_741_824,
    beyond: 'RATE',
  },
  bytesBurst: {
    variable: 'LIVE_BYTES_BURST',
    of: 'bytes of updates at once of one connection; at least one update of LIVE_RESYNC_BYTES',
    least: 65_536,
    most: 1_073_741_824,
    beyond: 'RATE',
  },
  documentsPerSocket: {
    variable: 'LIVE_DOCUMENTS_PER_SOCKET',
    of: 'documents that one connection follows',
    least: 50,
    most: limits.documentsPerSocket,
    beyond: 'TOO_MANY_DOCUMENTS',
  },
  joinsPerSecond: {
    variable: 'LIVE_JOINS_PER_SECOND',
    of: 'documents that one connection joins a second',
    least: 10,
    most: 10_000,
    beyond: 'RATE',
  },
  joinsBurst: {
    variable: 'LIVE_JOINS_BURST',
    of: 'documents that one connection joins at once; at least LIVE_DOCUMENTS_PER_SOCKET',
    least: 50,
    most: 100_000,
    beyond: 'RATE',
  },
  bufferedBytes: {
    variable: 'LIVE_BUFFERED_BYTES',
    of: 'unsent bytes of one reader before it is told to come back',
    least: 65_536,
    most: 268_435_456,
    beyond: 'SLOW',
  },
  presencePerSecond: {
    variable: 'LIVE_PRESENCE_PER_SECOND',
    of: 'presence frames a second of one package',
    least: 1,
    most: 30,
    beyond: 'The frame waits; the last place is always sent.',
  },
  presenceBytesPerSecond: {
    variable: 'LIVE_PRESENCE_BYTES_PER_SECOND',
    of: 'bytes of presence a second of one package, over all its readers',
    least: 65_536,
    most: 1_073_741_824,
    beyond: 'Presence frames come less often.',
  },
  presenceFramesPerSecond: {
    variable: 'LIVE_PRESENCE_FRAMES_PER_SECOND',
    of: 'frames of presence a second of one package, over all readers',
    least: 100,
    most: 1_000_000,
    beyond: 'Presence comes less often.',
  },
  presenceBeatMs: {
    variable: 'LIVE_PRESENCE_BEAT_MS',
    of: 'ms between two tellings of who is here to the other nodes; after three that are missing a node counts as gone',
    least: 1_000,
    most: 300_000,
    beyond: 'Nobody is refused by it.',
  },
  spoiltPerMinute: {
    variable: 'LIVE_SPOILT_PER_MINUTE',
    of: 'refusals a minute of one connection that cost a rebuild of the document',
    least: 1,
    most: 60,
    beyond: 'RATE',
  },
  queuedUpdates: {
    variable: 'LIVE_QUEUED_UPDATES',
    of: 'updates of one document that wait for a flight',
    least: 50,
    most: 100_000,
    beyond: 'UNAVAILABLE',
  },
  flightRows: {
    variable: 'LIVE_FLIGHT_ROWS',
    of: 'rows of one commit',
    least: 1,
    most: 5_000,
    beyond: 'The rest goes with the next commit.',
  },
  roomRows: {
    variable: 'LIVE_ROOM_ROWS',
    of: 'rows of one document in one commit',
    least: 1,
    most: 5_000,
    beyond: 'The rest goes with a later commit, behind other documents.',
  },
  turnMs: {
    variable: 'LIVE_TURN_MS',
    of: 'ms in which updates are inspected before the process turns to other work',
    least: 1,
    most: 1_000,
    beyond: 'The rest is inspected in the next turn.',
  },
  flights: {
    variable: 'LIVE_FLIGHTS',
    of: 'commits under way at once',
    least: 1,
    most: 4,
    beyond: 'The next commit waits.',
  },
  flightPatienceMs: {
    variable: 'LIVE_FLIGHT_PATIENCE_MS',
    of: 'ms that a commit may take before the next one departs beside it',
    least: 0,
    most: 1_000,
    beyond: 'The next commit departs.',
  },
  crowdRowsPerSecond: {
    variable: 'LIVE_CROWD_ROWS_PER_SECOND',
    of: 'rows a second of one document from which on they depart together, at a common beat',
    least: 1,
    most: 100_000,
    beyond: 'Rows wait for the next beat.',
  },
  beatMs: {
    variable: 'LIVE_BEAT_MS',
    of: 'ms between two beats; 0: rows never wait',
    least: 0,
    most: 1_000,
    beyond: 'Nobody is refused by it.',
  },
  holdMs: {
    variable: 'LIVE_HOLD_MS',
    of: 'ms that updates and joins wait for a database that does not answer',
    least: 100,
    most: 30_000,
    beyond: 'UNAVAILABLE',
  },
  retryMs: {
    variable: 'LIVE_RETRY_MS',
    of: 'ms until a log that did not answer is asked again',
    least: 20,
    most: 10_000,
    beyond: 'Nobody is refused by it.',
  },
  drainMs: {
    variable: 'LIVE_DRAIN_MS',
    of: 'ms that a stopping server waits for verdicts that only the database can give',
    least: 0,
    most: 120_000,
    beyond: 'The connections end without them; clients ask again.',
  },
  drainPollMs: {
    variable: 'LIVE_DRAIN_POLL_MS',
    of: 'ms between two looks whether a stopping server has given every verdict',
    least: 5,
    most: 1_000,
    beyond: 'Nobody is refused by it.',
  },
  idleMs: {
    variable: 'LIVE_IDLE_MS',
    of: 'ms that a document without readers stays in memory',
    least: 1_000,
    most: 86_400_000,
    beyond: 'The document leaves memory.',
  },
  pollMs: {
    variable: 'LIVE_POLL_MS',
    of: 'ms between two comparisons of the documents in memory with the log, where other processes write to it',
    least: 100,
    most: 10_000,
    beyond: 'Edits of other processes arrive at the latest after this time.',
  },
  rebindsPerSecond: {
    variable: 'LIVE_REBINDS_PER_SECOND',
    of: 'times a second that client ids of one connection are asked for again, because another process may have bound them',
    least: 1,
    most: 100,
    beyond: 'CLIENT_NOT_BOUND',
  },
  rebindsBurst: {
    variable: 'LIVE_REBINDS_BURST',
    of: 'such times at once',
    least: 1,
    most: 1_000,
    beyond: 'CLIENT_NOT_BOUND',
  },
  ...snapshotLimitSettings,
  ...doorLimitSettings,
};

export const LIVE_LIMITS = Object.keys(liveLimitSettings) as readonly (keyof LiveLimits)[];

/** The environment variables of the limits, with bounds and defaults. */
export const liveSettings: Readonly<Record<`LIVE_${string}`, z.ZodType<number>>> = Object.fromEntries(
  LIVE_LIMITS.map((limit) => {
    const { variable, of, least, most } = liveLimitSettings[limit];
    const value = z.coerce.number().int().min(least).max(most).default(defaults[limit]);
    return [variable, value.describe(of)];
  }),
);

/** One row for each limit, in the order of the list: variable, default, least, most, what is counted, and what happens beyond it. */
export function limitRows(): string[] {
  return LIVE_LIMITS.map((limit) => {
    const { variable, of, least, most, beyond } = liveLimitSettings[limit];
    const verdict = beyond.endsWith('.') ? beyond : `\`${beyond}\``;
    return `| \`${variable}\` | ${String(defaults[limit])} | ${String(least)} | ${String(most)} | ${of} | ${verdict} |`;
  });
}

/** What follows from two limits together; each would refuse everything, or what the other allows. */
const PAIRS: readonly (readonly [keyof LiveLimits, keyof LiveLimits])[] = [
  ['messagesPerSecond', 'messagesBurst'],
  ['resyncBytes', 'bytesBurst'],
  ['updateBytes', 'resyncBytes'],
  ['updateStructs', 'resyncStructs'],
  ['trialMs', 'cpuBurst'],
  ['trialMs', 'trialBudgetMs'],
  ['documentsPerSocket', 'joinsBurst'],
];

/** The limits, from settings that were read. */
export function liveLimitsFrom(read: Readonly<Record<string, unknown>>): LiveLimits {
  const entries = LIVE_LIMITS.map((limit) => [limit, read[liveLimitSettings[limit].variable]] as const);
  // The settings' schema has made each a number; `LIVE_LIMITS` names them all, or it would not compile.
  return Object.fromEntries(entries) as unknown as LiveLimits;
}

/** Pairs of limits of which the second must not be below the first, as faults of the second. */
export function contradictions(
  read: Readonly<Record<string, unknown>>,
): { variable: string; message: string }[] {
  const values = liveLimitsFrom(read);
  return PAIRS.filter(([lower, upper]) => values[upper] < values[lower]).map(([lower, upper]) => ({
    variable: liveLimitSettings[upper].variable,
    message: `must not be below ${liveLimitSettings[lower].variable} (${String(values[lower])})`,
  }));
}

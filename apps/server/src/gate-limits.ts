import { limits } from '@entente/contracts';
import type { EngineLimits } from '@entente/sync';
import type { LimitSetting } from './limit-setting.js';

/** Limits of what updates may cost (SECURITY §4.2.5). */
type GateLimit =
  | 'updateBytes'
  | 'updateStructs'
  | 'updateSteps'
  | 'trialMs'
  | 'trialBudgetMs'
  | 'trials'
  | 'cpuPerSecond'
  | 'cpuBurst'
  | 'turnCpuPerSecond'
  | 'turnCpuBurst'
  | 'evidencePerMinute';

export const gateLimitSettings: Readonly<Record<GateLimit & keyof EngineLimits, LimitSetting>> = {
  updateBytes: {
    variable: 'LIVE_UPDATE_BYTES',
    of: 'bytes of one live update; what is larger is tried in a thread first',
    least: 1_024,
    most: limits.resyncBytes,
    beyond: 'It is tried first.',
  },
  updateStructs: {
    variable: 'LIVE_UPDATE_STRUCTS',
    of: 'Yjs structs of one live update',
    least: 10,
    most: 5_000,
    beyond: 'It is tried first.',
  },
  updateSteps: {
    variable: 'LIVE_UPDATE_STEPS',
    of: 'items to pass, to split or to delete, by the plan of one live update',
    least: 100,
    most: 100_000,
    beyond: 'It is tried first.',
  },
  trialMs: {
    variable: 'LIVE_TRIAL_MS',
    of: 'ms of CPU that an update costs where it is tried',
    least: 10,
    most: 2_000,
    beyond: 'TOO_COSTLY',
  },
  trialBudgetMs: {
    variable: 'LIVE_TRIAL_BUDGET_MS',
    of: 'ms that a trial takes, before it is ended with its thread',
    least: 100,
    most: 30_000,
    beyond: 'TOO_COSTLY',
  },
  trials: {
    variable: 'LIVE_TRIALS',
    of: 'trials of one update while its document goes on changing',
    least: 1,
    most: 20,
    beyond: 'UNAVAILABLE',
  },
  cpuPerSecond: {
    variable: 'LIVE_CPU_PER_SECOND',
    of: 'ms of CPU a second that the updates of one connection cost',
    least: 1,
    most: 1_000,
    beyond: 'RATE',
  },
  cpuBurst: {
    variable: 'LIVE_CPU_BURST',
    of: 'ms of CPU at once that the updates of one connection cost; at least LIVE_TRIAL_MS',
    least: 50,
    most: 10_000,
    beyond: 'RATE',
  },
  turnCpuPerSecond: {
    variable: 'LIVE_TURN_CPU_PER_SECOND',
    of: 'ms of CPU a second that one person may take up while others wait',
    least: 10,
    most: 1_000,
    beyond: 'The update waits for the others.',
  },
  turnCpuBurst: {
    variable: 'LIVE_TURN_CPU_BURST',
    of: 'ms of CPU at once that one person may take up while others wait',
    least: 1,
    most: 1_000,
    beyond: 'The update waits for the others.',
  },
  evidencePerMinute: {
    variable: 'LIVE_EVIDENCE_PER_MINUTE',
    of: 'equivocations of one person that are kept as evidence a minute',
    least: 1,
    most: 600,
    beyond: 'It is reported and not kept.',
  },
};

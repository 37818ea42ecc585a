import type { RefusalCode } from '@entente/contracts';
import { runTrial, type Trial, type Tried } from './gate/trial.js';

/** What became of a trial. */
export type TrialOutcome =
  | Tried
  /** It was ended by the watchdog after `ms`. */
  | { readonly kind: 'overtime'; readonly ms: number }
  /** Nothing is known: the place where trials run could not be had. */
  | { readonly kind: 'unavailable' };

/** A place for trials away from the rooms: a thread with a watchdog. Always settles, never rejects. */
export interface Scratch {
  try(trial: Trial): Promise<TrialOutcome>;
}

/** Without threads: the same checks, in turn with everything else and without a watchdog. */
export function inProcessScratch(cpu: () => number): Scratch {
  return { try: (trial) => Promise.resolve().then(() => runTrial(trial, cpu)) };
}

/** What a sender is told about an update that did not pass its trial. */
export function codeOf(outcome: TrialOutcome, maxMs: number): RefusalCode | null {
  switch (outcome.kind) {
    case 'passed':
      return outcome.ms > maxMs ? 'TOO_COSTLY' : null;
    case 'refused':
      return outcome.code;
    case 'overtime':
      return 'TOO_COSTLY';
    case 'unavailable':
      return 'UNAVAILABLE';
  }
}

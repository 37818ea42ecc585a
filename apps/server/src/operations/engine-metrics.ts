import type { EngineEvent } from '@entente/sync';
import type { MetricSet } from './metric-set.js';

type Counting = {
  readonly [Kind in EngineEvent['kind']]: (
    set: MetricSet,
    event: Extract<EngineEvent, { kind: Kind }>,
  ) => void;
};

/** What each event of the engine adds. An event without a line does not compile. */
const counting: Counting = {
  // Counted with the message it answers, which the engine does not know.
  refused: () => undefined,
  flight: (set, event) => {
    set.observe('commit', event.ms / 1_000);
    set.observe('inspection', event.inspectMs / 1_000);
    set.observe('flightRows', event.rows);
    set.observe('flightDocuments', event.documents);
    set.count('recorded', event.recorded);
    set.count('recordedBytes', event.bytes);
  },
  'flight-failed': (set) => {
    set.count('flightFailures');
  },
  'load-failed': (set) => {
    set.count('loadFailures');
  },
  'poll-failed': (set) => {
    set.count('loadFailures');
  },
  'leases-failed': (set) => {
    set.count('loadFailures');
  },
  snapshot: (set, { bytes }) => {
    set.count('snapshots', 1, { outcome: 'taken' });
    set.count('snapshotBytes', bytes);
  },
  'snapshot-failed': (set) => {
    set.count('snapshots', 1, { outcome: 'failed' });
  },
  trial: (set, { outcome, ms }) => {
    set.count('trials', 1, { outcome });
    set.count('trialSeconds', ms / 1_000);
  },
  equivocation: (set, { kept }) => {
    set.count('equivocations', 1, { evidence: kept ? 'kept' : 'reported' });
  },
  'evidence-failed': (set) => {
    set.count('equivocations', 1, { evidence: 'failed' });
  },
  rebuilt: (set) => {
    set.count('rebuilds');
  },
  joined: (set, { documents, ms }) => {
    set.count('joins', documents);
    set.observe('join', ms / 1_000);
  },
  closed: (set, { code }) => {
    set.count('closed', 1, { code });
  },
};

/** Adds one event of the engine to the metrics. */
export function countEvent<Kind extends EngineEvent['kind']>(
  set: MetricSet,
  event: Extract<EngineEvent, { kind: Kind }>,
): void {
  // The event's own kind chooses the line, which the type of a union cannot show.
  const count = counting[event.kind as Kind] as (set: MetricSet, event: unknown) => void;
  count(set, event);
}

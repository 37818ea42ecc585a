import type { EngineLimits } from '@entente/sync';
import type { LimitSetting } from './limit-setting.js';

/** When snapshots of documents are taken; they only save time. */
type SnapshotLimit =
  | 'snapshotRows'
  | 'snapshotBytes'
  | 'snapshotFewRows'
  | 'snapshotAgeMs'
  | 'snapshotApartBytes'
  | 'drainSnapshotsMs';

export const snapshotLimitSettings: Readonly<Record<SnapshotLimit & keyof EngineLimits, LimitSetting>> = {
  snapshotRows: {
    variable: 'LIVE_SNAPSHOT_ROWS',
    of: 'rows of a document after which a snapshot is taken',
    least: 10,
    most: 100_000,
    beyond: 'A snapshot is taken.',
  },
  snapshotBytes: {
    variable: 'LIVE_SNAPSHOT_BYTES',
    of: 'bytes of rows of a document after which a snapshot is taken',
    least: 4_096,
    most: 16_777_216,
    beyond: 'A snapshot is taken.',
  },
  snapshotFewRows: {
    variable: 'LIVE_SNAPSHOT_FEW_ROWS',
    of: 'rows of a document that are worth a snapshot once they are old',
    least: 1,
    most: 100_000,
    beyond: 'A snapshot is taken.',
  },
  snapshotAgeMs: {
    variable: 'LIVE_SNAPSHOT_AGE_MS',
    of: 'ms after which a few rows are worth a snapshot',
    least: 1_000,
    most: 86_400_000,
    beyond: 'A snapshot is taken.',
  },
  snapshotApartBytes: {
    variable: 'LIVE_SNAPSHOT_APART_BYTES',
    of: 'bytes of a snapshot that is made in a thread of its own',
    least: 1_024,
    most: 1_073_741_824,
    beyond: 'The snapshot is made apart from the rooms.',
  },
  drainSnapshotsMs: {
    variable: 'LIVE_DRAIN_SNAPSHOTS_MS',
    of: 'ms that a stopping process gives to last snapshots',
    least: 0,
    most: 60_000,
    beyond: 'The process stops without them.',
  },
};

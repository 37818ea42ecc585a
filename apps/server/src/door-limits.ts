import { limits } from '@entente/contracts';
import type { LimitSetting } from './limit-setting.js';

/** Limits that the server keeps before the engine is asked. */
export interface DoorLimits {
  /** Live connections of one person on this node. */
  readonly socketsPerPerson: number;
  /** Refusals of a kind that no honest client provokes: forgiven a second, and tolerated at once. */
  readonly offencesPerSecond: number;
  readonly offencesBurst: number;
  /** Bytes of frames with presence a second of one connection, and at once. */
  readonly presenceBytesPerSocket: number;
  /** Bytes of frames that are neither updates nor presence: joins with their state vectors, and what is not understood. */
  readonly otherBytesPerSecond: number;
  readonly otherBytesBurst: number;
  /** Bytes of text that joins may bring one connection a second, and at once; a join is billed afterwards. */
  readonly joinedBytesPerSecond: number;
  readonly joinedBytesBurst: number;
}

export const defaultDoorLimits: DoorLimits = {
  socketsPerPerson: 1_000,
  offencesPerSecond: 20,
  offencesBurst: 300,
  presenceBytesPerSocket: limits.presencePerSecond * limits.presenceBytes,
  otherBytesPerSecond: 262_144,
  otherBytesBurst: 2_097_152,
  joinedBytesPerSecond: 4_194_304,
  joinedBytesBurst: 67_108_864,
};

export const doorLimitSettings: Readonly<Record<keyof DoorLimits, LimitSetting>> = {
  socketsPerPerson: {
    variable: 'LIVE_SOCKETS_PER_PERSON',
    of: 'live connections of one person on one node: windows and devices',
    least: 1,
    most: 10_000,
    beyond: 'TOO_MANY_SOCKETS',
  },
  offencesPerSecond: {
    variable: 'LIVE_OFFENCES_PER_SECOND',
    of: 'malformed, unknown or too frequent messages of one connection that are forgiven a second',
    least: 1,
    most: 1_000,
    beyond: 'RATE',
  },
  offencesBurst: {
    variable: 'LIVE_OFFENCES_BURST',
    of: 'such messages before the connection is ended',
    least: 10,
    most: 10_000,
    beyond: 'RATE',
  },
  presenceBytesPerSocket: {
    variable: 'LIVE_PRESENCE_BYTES_PER_SOCKET',
    of: 'bytes of frames with presence a second of one connection, and at once',
    least: 1_024,
    most: 1_048_576,
    beyond: 'RATE',
  },
  otherBytesPerSecond: {
    variable: 'LIVE_OTHER_BYTES_PER_SECOND',
    of: 'bytes a second of frames of one connection that are neither updates nor presence',
    least: 16_384,
    most: 1_073_741_824,
    beyond: 'RATE',
  },
  otherBytesBurst: {
    variable: 'LIVE_OTHER_BYTES_BURST',
    of: 'bytes at once of such frames; at least one frame of the wire',
    least: limits.frameBytes,
    most: 1_073_741_824,
    beyond: 'RATE',
  },
  joinedBytesPerSecond: {
    variable: 'LIVE_JOINED_BYTES_PER_SECOND',
    of: 'bytes of text a second that joins bring one connection',
    least: 65_536,
    most: 1_073_741_824,
    beyond: 'RATE',
  },
  joinedBytesBurst: {
    variable: 'LIVE_JOINED_BYTES_BURST',
    of: 'bytes of text that joins bring at once; a join is billed afterwards, so the largest package is never too large',
    least: 65_536,
    most: 1_073_741_824,
    beyond: 'RATE',
  },
};

import type { Instant } from './instant.js';

/** Where a core learns the time: never from the machine itself. */
export interface Clock {
  now(): Instant;
}

/** Runs `task` once after `ms` milliseconds; the answer cancels it. */
export interface Timer {
  after(ms: number, task: () => void): () => void;
}

/** Cryptographically strong random bytes. */
export interface Random {
  bytes(length: number): Uint8Array;
}

import { hash, randomBytes } from 'node:crypto';
import { instant, type Clock, type Random, type Timer } from '@entente/kernel';

export const systemClock: Clock = { now: () => instant(Date.now()) };

export const systemTimer: Timer = {
  after: (ms, task) => {
    const handle = setTimeout(task, ms);
    // What a closed server would still do later is no reason to keep the process.
    handle.unref();
    return () => {
      clearTimeout(handle);
    };
  },
};

export const systemRandom: Random = { bytes: (length) => randomBytes(length) };

/** CPU time of this thread, in milliseconds: what a busy machine does not change. */
export function threadCpu(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** To ask the system costs a tenth of what a keystroke costs; for so long after a reading the time that passed will do. */
const READING_MS = 1;

/**
 * The same, for asking at every keystroke: within a millisecond of a reading it adds the time that passed, which is never
 * less than the CPU that was used. Never goes back.
 */
export function frequentThreadCpu(): () => number {
  let [readAt, read, told] = [Number.NEGATIVE_INFINITY, 0, 0];
  return () => {
    const now = performance.now();
    if (now - readAt >= READING_MS) [readAt, read] = [now, threadCpu()];
    told = Math.max(told, read + now - readAt);
    return told;
  };
}

/**
 * The same bytes as the canonical room's SHA-256, several times as fast. Asked for as a string: a Buffer of its own would cost five times
 * the hash, because its memory is the system's.
 */
export function nativeSha256(bytes: Uint8Array): Uint8Array {
  const digits = hash('sha256', bytes, 'binary');
  const digest = new Uint8Array(DIGEST_BYTES);
  for (let at = 0; at < DIGEST_BYTES; at += 1) digest[at] = digits.charCodeAt(at);
  return digest;
}

const DIGEST_BYTES = 32;

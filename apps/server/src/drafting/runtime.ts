import { randomBytes } from 'node:crypto';
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

import { useQuery } from '@tanstack/react-query';
import { call } from '../api/call.js';
import { keys } from '../api/keys.js';
import { keepBy } from './use-now.js';

/** A device is said to be wrong only beyond what a slow network could make of it. */
const TOLERATED_MS = 10_000;

/**
 * Keeps the page's clock by the one that stamps formal acts (SPEC R199): asked now, every minute, and whenever the person or the network
 * returns. Answers whether the device's own clock is wrong.
 */
export function useServerClock(): boolean {
  const { data } = useQuery({
    queryKey: keys.clock,
    queryFn: askClock,
    refetchInterval: 60_000,
    refetchOnWindowFocus: 'always',
    refetchOnReconnect: 'always',
  });
  return data !== undefined && Math.abs(data) > TOLERATED_MS;
}

async function askClock(): Promise<number> {
  const asked = performance.now();
  const { now } = await call('clock', {});
  // The clock was read somewhere between question and answer: taken from the middle, it is off by half the way at most.
  const half = (performance.now() - asked) / 2;
  const ahead = Math.round(now + half - Date.now());
  keepBy(ahead);
  return ahead;
}

import { instant, type Instant } from '@entente/kernel';
import { useSyncExternalStore } from 'react';

type Clock = {
  readonly subscribe: (listener: () => void) => () => void;
  readonly shown: () => Instant;
  readonly step: () => void;
};

/** How far the clock that stamps formal acts is ahead of this device's, in ms; 0 until it has been asked. */
let aheadMs = 0;

const serverNow = (): Instant => instant(Date.now() + aheadMs);

/** A clock that steps every `stepMs`, one timer for each of its readers; it stands still while nobody reads it. */
function clockOf(stepMs: number): Clock {
  let now = serverNow();
  const listeners = new Set<() => void>();
  const step = (): void => {
    now = serverNow();
    for (const listener of listeners) listener();
  };
  return {
    shown: () => now,
    step,
    subscribe: (listener) => {
      listeners.add(listener);
      // A page that opens later than the last step would else begin in the past.
      step();
      const timer = setInterval(step, stepMs);
      return () => {
        clearInterval(timer);
        listeners.delete(listener);
      };
    },
  };
}

const steps = clockOf(15_000);
const seconds = clockOf(1_000);

/** Sets the page's clock by the server's. What only the network’s mood changed is not worth a step. */
export function keepBy(ahead: number): void {
  const moved = Math.abs(ahead - aheadMs) > 500;
  aheadMs = ahead;
  if (!moved) return;
  steps.step();
  seconds.step();
}

/** The present time by the server, stepping every 15 s: for what ends or begins while a page stands open. */
export const useNow = (): Instant => useSyncExternalStore(steps.subscribe, steps.shown);

/** The present time by the server, stepping every second where `close`, else every 15 s: for what runs out in minutes. */
export function useNowBy(close: boolean): Instant {
  const clock = close ? seconds : steps;
  return useSyncExternalStore(clock.subscribe, clock.shown);
}

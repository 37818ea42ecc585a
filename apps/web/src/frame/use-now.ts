import { instant, type Instant } from '@entente/kernel';
import { useSyncExternalStore } from 'react';

type Clock = { readonly subscribe: (listener: () => void) => () => void; readonly shown: () => Instant };

/** A clock that steps every `stepMs`, one timer for each of its readers; it stands still while nobody reads it. */
function clockOf(stepMs: number): Clock {
  let now = instant(Date.now());
  return {
    shown: () => now,
    subscribe: (listener) => {
      const step = (): void => {
        now = instant(Date.now());
        listener();
      };
      // A page that opens later than the last step would else begin in the past.
      step();
      const timer = setInterval(step, stepMs);
      return () => {
        clearInterval(timer);
      };
    },
  };
}

const steps = clockOf(15_000);
const seconds = clockOf(1_000);

/** The present time, stepping every 15 s: for what ends or begins while a page stands open. */
export const useNow = (): Instant => useSyncExternalStore(steps.subscribe, steps.shown);

/** The present time, stepping every second where `close`, else every 15 s: for what runs out in minutes. */
export function useNowBy(close: boolean): Instant {
  const clock = close ? seconds : steps;
  return useSyncExternalStore(clock.subscribe, clock.shown);
}

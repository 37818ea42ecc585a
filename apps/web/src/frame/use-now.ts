import { instant, type Instant } from '@entente/kernel';
import { useSyncExternalStore } from 'react';

const STEP_MS = 15_000;

let shown = instant(Date.now());

function subscribe(listener: () => void): () => void {
  const step = (): void => {
    shown = instant(Date.now());
    listener();
  };
  // A page that opens later than the last step would else begin in the past.
  step();
  const timer = setInterval(step, STEP_MS);
  return () => {
    clearInterval(timer);
  };
}

/** The present time, stepping every 15 s: for what ends or begins while a page stands open. */
export const useNow = (): Instant => useSyncExternalStore(subscribe, () => shown);

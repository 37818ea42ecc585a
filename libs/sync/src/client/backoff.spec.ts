import { Backoff } from './backoff.js';

/** A timer that notes the pauses and lets them end at once, by hand. */
function byHand(): {
  pauses: number[];
  end: () => void;
  after: (ms: number, task: () => void) => () => void;
} {
  const pauses: number[] = [];
  let task: (() => void) | null = null;
  return {
    pauses,
    end: () => {
      const due = task;
      task = null;
      due?.();
    },
    after: (ms, next) => {
      pauses.push(ms);
      task = next;
      return () => {
        task = null;
      };
    },
  };
}

describe('pauses before trying again', () => {
  it.each([
    ['the shortest draw', 0, [100, 200, 400, 800, 1_600, 3_200, 4_000, 4_000]],
    ['the longest draw', 255, [200, 400, 800, 1_600, 3_200, 6_400, 8_000, 8_000]],
  ])('[S78] double up to a limit: %s', (_name, draw, expected) => {
    const timer = byHand();
    const backoff = new Backoff(timer, { bytes: () => Uint8Array.of(draw) });
    for (const _pause of expected) {
      backoff.wait(() => undefined);
      timer.end();
    }
    expect(timer.pauses).toEqual(expected);
    backoff.succeeded();
    backoff.wait(() => undefined);
    expect(timer.pauses.at(-1)).toBe(expected[0]);
  });

  it('[S78] wait once, however often they are asked for, and not at all once cancelled', () => {
    const timer = byHand();
    const backoff = new Backoff(timer, { bytes: () => Uint8Array.of(0) });
    let runs = 0;
    const run = (): void => {
      runs += 1;
    };
    backoff.wait(run);
    backoff.wait(run);
    expect(backoff.waiting).toBe(true);
    timer.end();
    expect([runs, backoff.waiting]).toEqual([1, false]);
    backoff.wait(run);
    backoff.cancel();
    timer.end();
    expect([runs, backoff.waiting]).toEqual([1, false]);
  });
});

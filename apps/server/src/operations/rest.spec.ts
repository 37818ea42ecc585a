import { Rest, type Pulse } from './rest.js';

const MIB = 1_048_576;

/** A process whose main thread takes that many ms of each second. */
function beats(rest: Rest, loads: readonly number[], heapBytes = 100 * MIB) {
  const pulse = { cpuMs: 0, atMs: 0 };
  rest.beat({ ...pulse, heapBytes });
  return loads.map((load) => {
    pulse.cpuMs += load;
    pulse.atMs += 1_000;
    return rest.beat({ ...pulse, heapBytes } satisfies Pulse);
  });
}

describe('a process at rest', () => {
  it('[S170] rests after three quiet seconds, and not before', () => {
    expect(beats(new Rest(), [10, 20, 400, 10, 20, 30, 10])).toEqual([
      null,
      null,
      null,
      null,
      null,
      'rest',
      null,
    ]);
  });

  it('[S170] does not leave its rest for a little work, and does at once for more', () => {
    expect(beats(new Rest(), [0, 0, 0, 100, 140, 160, 0, 0, 0])).toEqual([
      null,
      null,
      'rest',
      null,
      null,
      'work',
      null,
      null,
      'rest',
    ]);
  });

  it('[S170] does not rest while its heap is so large that a collection would be felt', () => {
    expect(beats(new Rest(), [0, 0, 0, 0, 0], 513 * MIB)).toEqual([null, null, null, null, null]);
  });

  it('[S170] takes a clock that stands still for no quiet', () => {
    const rest = new Rest();
    const pulse = { cpuMs: 5, atMs: 7, heapBytes: MIB };
    expect([1, 2, 3, 4, 5].map(() => rest.beat(pulse))).toEqual([null, null, null, null, null]);
  });
});

/** What is read of this process at each beat. */
export interface Pulse {
  /** Processor time of the main thread so far, in ms. */
  readonly cpuMs: number;
  readonly atMs: number;
  /** V8's heap in use. */
  readonly heapBytes: number;
}

/** Share of one core below which the main thread is quiet, and above which it is at work again. */
const QUIET = 0.05;
const WORK = 0.15;
/** Beats of quiet before a process is at rest: what people do comes in bursts. */
const QUIET_BEATS = 3;
/** A collection of a heap of this size stops the process for longer than anybody may wait (S163). */
const MOST_HEAP_BYTES = 512 * 1_048_576;

/** Whether the process is at rest, so that memory matters more than speed (S170). */
export class Rest {
  #before: Pulse | null = null;
  #quiet = 0;
  #resting = false;

  /** Answers what changed at this beat; null: nothing. */
  beat(pulse: Pulse): 'rest' | 'work' | null {
    const share = shareOf(this.#before, pulse);
    this.#before = pulse;
    this.#quiet = share < QUIET ? this.#quiet + 1 : 0;
    if (this.#resting) return share > WORK ? this.#turn(false) : null;
    return this.#quiet >= QUIET_BEATS && pulse.heapBytes <= MOST_HEAP_BYTES ? this.#turn(true) : null;
  }

  #turn(resting: boolean): 'rest' | 'work' {
    this.#resting = resting;
    return resting ? 'rest' : 'work';
  }
}

/** Nothing is known before the second beat: that is no quiet. */
function shareOf(before: Pulse | null, { cpuMs, atMs }: Pulse): number {
  if (before === null || atMs <= before.atMs) return 1;
  return (cpuMs - before.cpuMs) / (atMs - before.atMs);
}

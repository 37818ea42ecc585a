import type { Random } from '@entente/kernel';

/** Chance that comes back: the same seed gives the same sequence on every machine. */
export interface SeededRandom extends Random {
  readonly seed: number;
  /** A number from 0 up to, not including, 1. */
  fraction(): number;
  /** An integer from 0 up to, not including, `below`. */
  integer(below: number): number;
  /** One of `choices`; throws when there is none. */
  pick<T>(choices: readonly T[]): T;
}

/** The seed of this run: `ENTENTE_SEED` brings a failure back; otherwise the day gives it, so that a rerun repeats it. */
export function testSeed(): number {
  const given = process.env['ENTENTE_SEED'];
  return given === undefined ? Math.floor(Date.now() / 86_400_000) : Number(given);
}

/** Mulberry32: 32 bits of state, good enough to explore with, useless for secrets. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const integer = (below: number): number => Math.floor(fraction() * below);
  return {
    seed,
    fraction,
    integer,
    bytes: (length) => Uint8Array.from({ length }, () => integer(256)),
    pick: (choices) => {
      const choice = choices[integer(choices.length)];
      if (choice === undefined) {
        throw new Error('nothing to pick from');
      }
      return choice;
    },
  };
}

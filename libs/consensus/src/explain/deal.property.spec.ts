import { testSeed } from '@entente/testing';
import type { DelegationCode } from '@entente/kernel';
import fc from 'fast-check';
import type { Stance, Stances } from '../count/ballot.js';
import { count } from '../count/count.js';
import { isCounted } from '../count/electorate.js';
import { singles, type RandomSingle } from '../random-situation.kit.js';
import { blockingSets, breakingSets, type BlockingSets } from './blocking.js';
import { dealOf } from './deal.js';
import { atBest, distance } from './situation.js';

const seed = testSeed();
const settings = { seed, numRuns: 1_500, endOnFailure: false };

type Partners = readonly DelegationCode[];

const movable = ({ electorate }: RandomSingle): Partners =>
  electorate.members
    .filter((member) => isCounted(member) && member.obligatoryAbstention !== true)
    .map(({ partner }) => partner);

function* subsets(of: Partners): Generator<Partners> {
  for (let bits = 0; bits < 2 ** of.length; bits += 1) {
    yield of.filter((_partner, index) => (bits >> index) % 2 === 1);
  }
}

const adopts = ({ rule, electorate }: RandomSingle, ballot: Stances): boolean =>
  count(rule, electorate, ballot).adopted;

/** Every way in which a set can stand, each of it in any of `stances` that is not where it stands. */
function* ways(set: Partners, ballot: Stances, stances: readonly Stance[]): Generator<Stances> {
  const [first, ...rest] = set;
  if (first === undefined) {
    yield ballot;
    return;
  }
  for (const stance of stances) {
    if (stance === (ballot.get(first) ?? 'absent')) continue;
    yield* ways(rest, new Map(ballot).set(first, stance), stances);
  }
}

/** The least number of changes that adopts, and their least distance; by trying all. */
function bruteDeal(single: RandomSingle): { changes: number; distance: number } | null {
  if (adopts(single, single.ballot)) return { changes: 0, distance: 0 };
  let best: { changes: number; distance: number } | null = null;
  for (const set of subsets(movable(single))) {
    if (best !== null && set.length > best.changes) continue;
    for (const ballot of ways(set, single.ballot, ['in_favour', 'abstain'])) {
      if (!adopts(single, ballot)) continue;
      const steps = set.map((one) =>
        distance(single.ballot.get(one) ?? 'absent', ballot.get(one) ?? 'absent'),
      );
      const found = { changes: set.length, distance: steps.reduce((sum, one) => sum + one, 0) };
      if (best === null || found.changes < best.changes || found.distance < best.distance) best = found;
    }
  }
  return best;
}

/** All smallest sets that stop adoption, by trying all: `worst` is where the members of a set may go. */
function bruteSets(
  single: RandomSingle,
  base: Stances,
  worst: (partner: DelegationCode) => Stance[],
): BlockingSets {
  const blocking = [...subsets(movable(single))].filter((set) => {
    const [first, ...others] = set.map((partner) => worst(partner).map((to) => [partner, to] as const));
    if (first === undefined) return !adopts(single, base);
    const all = others.reduce<(readonly (readonly [DelegationCode, Stance])[])[]>(
      (lists, one) => lists.flatMap((list) => one.map((move) => [...list, move])),
      first.map((move) => [move]),
    );
    return all.some((moves) => !adopts(single, new Map([...base, ...moves])));
  });
  if (blocking.length === 0) return { size: null, sets: [], complete: true };
  const size = Math.min(...blocking.map((set) => set.length));
  const sets = size === 0 ? [] : blocking.filter((set) => set.length === size);
  return { size, sets: sets.map((partners) => ({ part: null, target: null, partners })), complete: true };
}

const inOrder = (found: BlockingSets): BlockingSets => ({
  ...found,
  sets: found.sets.toSorted((a, b) => (a.partners.join() < b.partners.join() ? -1 : 1)),
});

describe(`against trying everything (seed ${String(seed)})`, () => {
  it('[R46] [R47] the deal is the fewest changes, then the least distance, and it adopts', () => {
    fc.assert(
      fc.property(singles(1, 6), (single) => {
        const deal = dealOf(single);
        const brute = bruteDeal(single);
        expect(deal === null ? null : { changes: deal.changes.length, distance: deal.distance }).toEqual(
          brute,
        );
        const after = new Map(single.ballot);
        for (const { partner, from, to } of deal?.changes ?? []) {
          expect(single.ballot.get(partner) ?? 'absent').toBe(from);
          after.set(partner, to);
        }
        expect(deal === null || adopts(single, after)).toBe(true);
      }),
      settings,
    );
  });

  it('[R46] of larger bodies too', () => {
    fc.assert(
      fc.property(singles(9, 10), (single) => {
        const deal = dealOf(single);
        expect(deal === null ? null : { changes: deal.changes.length, distance: deal.distance }).toEqual(
          bruteDeal(single),
        );
      }),
      { ...settings, numRuns: 40 },
    );
  });

  it('[R44] the smallest sets that could still block are all of them', () => {
    fc.assert(
      fc.property(singles(1, 9), (single) => {
        const best = atBest(single.electorate, single.ballot);
        const worst = (partner: DelegationCode): Stance[] =>
          single.ballot.get(partner) === 'absent' ? ['against', 'absent'] : ['against'];
        expect(inOrder(blockingSets(single))).toEqual(inOrder(bruteSets(single, best, worst)));
      }),
      { ...settings, numRuns: 500 },
    );
  });

  it('[R45] the smallest sets that break it as it stands are all of them', () => {
    fc.assert(
      fc.property(singles(1, 10), (single) => {
        const brute = bruteSets(single, single.ballot, () => ['against']);
        expect(inOrder(breakingSets(single))).toEqual(inOrder(brute));
      }),
      { ...settings, numRuns: 500 },
    );
  });
});

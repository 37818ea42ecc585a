import { count, type Count } from '../count/count.js';
import { blockingSets, breakingSets, type BlockingSets } from './blocking.js';
import { dealOf, type Deal } from './deal.js';
import { obstaclesOf, type Obstacle } from './obstacles.js';
import type { Situation } from './situation.js';

/** All that can be said of a situation in facts; the words are made where they are shown. */
export interface Explanation {
  /** Who stands where, and each test with its margin in members or in weight. */
  readonly count: Count;
  /** What blocks adoption now. */
  readonly obstacles: readonly Obstacle[];
  /** The smallest sets that could still block, if all that are awaited agreed. */
  readonly blocking: BlockingSets;
  /** The smallest sets whose turning breaks what would be adopted as it stands; null where it would not. */
  readonly breaking: BlockingSets | null;
  /** The cheapest change that would adopt; null where none does. */
  readonly deal: Deal | null;
}

/** Explains a situation whose rule has no fault (SPEC R43 to R47). `limit`: how many blocking sets are listed. */
export function explain(situation: Situation, limit?: number): Explanation {
  const counted = count(situation.rule, situation.electorate, situation.ballot);
  return {
    count: counted,
    obstacles: counted.adopted ? [] : obstaclesOf(situation),
    blocking: blockingSets(situation, limit),
    breaking: counted.adopted ? breakingSets(situation, limit) : null,
    deal: dealOf(situation),
  };
}

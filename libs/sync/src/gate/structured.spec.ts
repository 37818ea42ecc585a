import { describeFuzz } from '@entente/testing';
import { structuredRound } from './structured.kit.js';

describe('forged updates of valid form', () => {
  describeFuzz(
    {
      name: 'structured',
      title:
        '[S25] of 100,000, what is accepted is one text for all replicas, and none costs more than 50 ms',
      until: ['updates', 100_000],
      // The first once showed a joiner another order than those who were there.
      kept: [207_803],
      round: structuredRound,
    },
    ({ accepted }) => {
      expect(accepted).toBeGreaterThan(1_000);
    },
  );
});

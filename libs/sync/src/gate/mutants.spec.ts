import { describeFuzz } from '@entente/testing';
import { mutantRound } from './mutants.kit.js';

describe('byte mutants of honest updates', () => {
  describeFuzz(
    {
      name: 'mutants',
      title: '[S30] 50,000 of them never throw, leave nothing pending, move no foreign clock',
      until: ['mutants', 50_000],
      round: mutantRound,
    },
    ({ accepted }) => {
      expect(accepted).toBeGreaterThan(100);
    },
  );
});

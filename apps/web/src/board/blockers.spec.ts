import type { DelegationCode } from '@entente/kernel';
import { blockersOf } from './blockers.js';
import { boardOf } from './board.js';
import { hashOf, hashes, partner, position, section } from './board.kit.js';

const codes = ['AU', 'CA', 'JP', 'NO'];
const board = boardOf(
  codes.map((code, at) => partner(code, at + 1)),
  [section],
  hashes,
  [
    position('AU', 'p1', hashOf('a'), { position: 'reserve', reserve: 'substantive' }),
    position('AU', 'p2', hashOf('b'), { position: 'reserve', reserve: 'legal' }),
    position('CA', 'p1', hashOf('a'), { position: 'reserve', reserve: 'parliamentary' }),
    position('JP', 'p1', hashOf('f'), { position: 'oppose' }),
    position('NO', 'p1', hashOf('a'), { position: 'oppose' }),
  ],
);
const electorate = (...out: string[]) => ({
  quorum: 'none' as const,
  members: codes.map((code) => ({
    partner: code as DelegationCode,
    weight: 1,
    participates: !out.includes(code),
  })),
});

describe('who stands in the way', () => {
  it('is who says no to the substance, with where; who waits or spoke for other words is awaited', () => {
    expect(blockersOf(board, { electorate: electorate() })).toEqual({
      against: [
        { code: 'AU', mark: 'substantive', citations: ['p1', 'p2'] },
        { code: 'NO', mark: 'oppose', citations: ['p1'] },
      ],
      awaited: ['CA', 'JP'],
    });
  });

  it('is nobody who does not vote', () => {
    expect(blockersOf(board, { electorate: electorate('NO', 'CA') })).toMatchObject({
      against: [{ code: 'AU' }],
      awaited: ['JP'],
    });
  });
});

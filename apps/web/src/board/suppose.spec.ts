import type { DelegationCode, ProvisionId } from '@entente/kernel';
import { boardOf } from './board.js';
import { hashOf, hashes, partner, position, section } from './board.kit.js';
import { NOTHING_SUPPOSED, suppose, supposedBoard, supposedList } from './suppose.js';

const [AU, CA] = ['AU', 'CA'] as DelegationCode[] as [DelegationCode, DelegationCode];
const [p1, p2, p2a] = ['p1', 'p2', 'p2a'] as ProvisionId[] as [ProvisionId, ProvisionId, ProvisionId];

const board = boardOf([partner('AU', 1), partner('CA', 2)], [section], hashes, [
  position('AU', 'p1', hashOf('a'), { position: 'oppose' }),
  position('AU', 'p2', hashOf('b'), {}),
  position('CA', 'p1', hashOf('f'), {}),
]);

describe('what if, on the board', () => {
  it('changes the cell and what the partner comes to, and nobody else', () => {
    const as = supposedBoard(
      board,
      suppose(board, NOTHING_SUPPOSED, { partner: AU, provisions: [p1], mark: 'support' }),
    );
    expect(as.cell(AU, p1)).toEqual({ stance: 'support', stale: false, position: null, supposed: true });
    expect(as.overall(AU)).toMatchObject({ stance: 'support', supposed: true });
    expect(as.overall(CA)).toEqual(board.overall(CA));
    expect(board.overall(AU)).toMatchObject({ stance: 'oppose', supposed: false });
  });

  it('to suppose what is said already takes it back', () => {
    const once = suppose(board, NOTHING_SUPPOSED, { partner: AU, provisions: [p1], mark: 'support' });
    expect(suppose(board, once, { partner: AU, provisions: [p1], mark: 'oppose' })).toEqual(NOTHING_SUPPOSED);
  });

  it('what was given for other words may be supposed for these', () => {
    const once = suppose(board, NOTHING_SUPPOSED, { partner: CA, provisions: [p1], mark: 'support' });
    expect(supposedBoard(board, once).cell(CA, p1)).toMatchObject({ stance: 'support', stale: false });
  });

  it('lists what is supposed by partner and provision', () => {
    const some = suppose(board, NOTHING_SUPPOSED, { partner: CA, provisions: [p1, p2a], mark: 'oppose' });
    const all = suppose(board, some, { partner: AU, provisions: [p2], mark: 'no_instructions' });
    expect(supposedList(board, all)).toEqual([
      { partner: AU, citation: 'p2', from: 'support', to: 'no_instructions' },
      { partner: CA, citation: 'p1', from: 'support', to: 'oppose' },
      { partner: CA, citation: 'p2a', from: 'none', to: 'oppose' },
    ]);
  });
});

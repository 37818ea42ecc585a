import type { ProvisionId } from '@entente/kernel';
import { hashOf, hashes, partner, position, section } from './board.kit.js';
import { boardOf, isOpenProvision } from './board.js';
import { gravest, stanceOf } from './stance.js';

describe('the board', () => {
  const partners = [partner('AU', 1), partner('CA', 2)];

  it('shows a position as stale exactly where the words changed', () => {
    const positions = [
      position('AU', 'p1', hashOf('a'), {}),
      position('CA', 'p1', hashOf('f'), { position: 'oppose' }),
    ];
    const board = boardOf(partners, [section], hashes, positions);
    expect(board.strip('p1' as ProvisionId).map(({ stance, stale }) => [stance, stale])).toEqual([
      ['support', false],
      ['oppose', true],
    ]);
    expect(board.facts.toReconfirm).toBe(1);
  });

  it('lets a section show the gravest of each partner', () => {
    const positions = [
      position('AU', 'p1', hashOf('a'), {}),
      position('AU', 'p2', hashOf('b'), { position: 'reserve', reserve: 'substantive' }),
    ];
    const board = boardOf(partners, [section], hashes, positions);
    expect(board.sectionStrip(section).map(({ stance }) => stance)).toEqual(['substantive', 'none']);
  });

  it('counts a point only where somebody took a position on it', () => {
    const without = boardOf(partners, [section], hashes, []);
    const withPoint = boardOf(partners, [section], hashes, [position('AU', 'p2a', hashOf('c'), {})]);
    expect([without.facts.provisions, withPoint.facts.provisions]).toEqual([2, 3]);
  });

  it('calls a provision open while a reserve or stale words are on it, not for silence', () => {
    const positions = [position('AU', 'p1', hashOf('a'), { position: 'reserve', reserve: 'linguistic' })];
    const board = boardOf(partners, [section], hashes, positions);
    expect(isOpenProvision(board.strip('p1' as ProvisionId))).toBe(true);
    expect(isOpenProvision(board.strip('p2' as ProvisionId))).toBe(false);
  });

  it('orders stances from the gravest', () => {
    expect(gravest(['support', 'no_instructions', 'oppose'])).toBe('oppose');
    expect(stanceOf(undefined)).toBe('none');
  });
});

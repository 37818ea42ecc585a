import type { Delegation, Position } from '@entente/contracts';
import type { DelegationCode, DocumentId, Hash, Instant, PersonId, ProvisionId } from '@entente/kernel';
import type { OutlineSection } from '../text/outline.js';
import { boardOf, isOpenProvision } from './board.js';
import { gravest, stanceOf } from './stance.js';

const partner = (code: string, order: number): Delegation => ({
  code: code as DelegationCode,
  name: code,
  order,
  weight: 1,
  kind: 'partner',
  active: true,
});

const hashOf = (letter: string): Hash => `sha256:${letter.repeat(64)}` as Hash;

const position = (code: string, provision: string, hash: Hash, more: Partial<Position>): Position => ({
  partner: code as DelegationCode,
  provision: provision as ProvisionId,
  hash,
  position: 'support',
  reserve: null,
  note: '',
  person: 'x' as PersonId,
  name: 'X',
  at: 0 as Instant,
  current: true,
  ...more,
});

const provision = (id: string, depth = 0) => ({
  id: id as ProvisionId,
  document: 'd' as DocumentId,
  depth,
  marker: '',
  citation: id,
  excerpt: '',
});

const section: OutlineSection = {
  document: 'd' as DocumentId,
  kind: 'article',
  marker: 'Article 1',
  heading: 'Scope',
  provisions: [provision('p1'), provision('p2'), provision('p2a', 1)],
};

const hashes = new Map([
  ['p1' as ProvisionId, hashOf('a')],
  ['p2' as ProvisionId, hashOf('b')],
  ['p2a' as ProvisionId, hashOf('c')],
]);

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

import type { AgreedMark, Delegation, Position } from '@entente/contracts';
import type { DelegationCode, DocumentId, Hash, Instant, PersonId, ProvisionId } from '@entente/kernel';
import { boardOf } from '../board/board.js';
import type { OutlineSection } from '../text/outline.js';
import { slowedBy, uninstructed } from './attention.js';
import { byDistance, isSilent, pointsOf } from './points.js';

const code = (letters: string): DelegationCode => letters as DelegationCode;
const id = (name: string): ProvisionId => name as ProvisionId;
const hashOf = (letter: string): Hash => `sha256:${letter.repeat(64)}` as Hash;
const NOW = hashOf('a');
const BEFORE = hashOf('b');

const partners = ['AU', 'CA', 'NO'].map((letters, at): Delegation => ({
  code: code(letters),
  name: letters,
  order: at,
  weight: 1,
  kind: 'partner',
  active: true,
}));
const provision = (name: string, depth = 0) => ({
  id: id(name),
  document: 'd' as DocumentId,
  depth,
  marker: '',
  citation: name,
  excerpt: '',
});
const sections: OutlineSection[] = [
  {
    document: 'd' as DocumentId,
    kind: 'article',
    marker: 'Article 1',
    heading: '',
    provisions: [provision('p1'), provision('p2'), provision('p2a', 1), provision('p3')],
  },
];
const says = (
  partner: string,
  on: string,
  position: Position['position'],
  more: Partial<Position> = {},
): Position => ({
  partner: code(partner),
  provision: id(on),
  hash: NOW,
  position,
  reserve: null,
  note: '',
  person: 'x' as PersonId,
  name: 'X',
  at: 5 as Instant,
  current: true,
  ...more,
});
const mark = (on: string, current: boolean): AgreedMark => ({
  provision: id(on),
  hash: current ? NOW : BEFORE,
  delegation: code('PRES'),
  person: 'x' as PersonId,
  name: 'Chair',
  at: 5 as Instant,
  current,
});
const hashes = new Map(['p1', 'p2', 'p2a', 'p3'].map((name) => [id(name), NOW]));
const board = (positions: readonly Position[]) => boardOf(partners, sections, hashes, positions);

describe('provisions by distance to agreement', () => {
  const positions = [
    ...['AU', 'CA', 'NO'].map((who) => says(who, 'p1', 'can_accept')),
    says('AU', 'p2', 'support'),
    says('CA', 'p2', 'support', { hash: BEFORE }),
    says('NO', 'p2', 'no_instructions'),
    says('AU', 'p3', 'support'),
    says('CA', 'p3', 'support'),
    says('NO', 'p3', 'oppose'),
  ];

  it('waits for who has not accepted the present words: silence and other words are no agreement', () => {
    const points = pointsOf(board(positions), []);
    expect(points.map((one) => [one.provision.id, one.awaited.map(({ partner }) => partner)])).toEqual([
      ['p1', []],
      ['p2', ['CA', 'NO']],
      ['p3', ['NO']],
    ]);
  });

  it('lists the nearest first and leaves out what is agreed; alike ones stay in the order of the text', () => {
    expect(byDistance(pointsOf(board(positions), [])).map((one) => one.provision.id)).toEqual(['p3', 'p2']);
    const both = [says('AU', 'p3', 'oppose'), says('AU', 'p1', 'oppose')];
    expect(byDistance(pointsOf(board(both), [])).map((one) => one.provision.id)).toEqual(['p1', 'p3']);
  });

  it('keeps apart what nobody has spoken on: its distance is not known', () => {
    const points = pointsOf(board([says('NO', 'p2', 'no_instructions')]), []);
    expect(byDistance(points).map((one) => one.provision.id)).toEqual(['p2']);
    expect(points.filter(isSilent).map((one) => one.provision.id)).toEqual(['p1', 'p3']);
  });

  it('counts a point on its own once somebody took a position on it', () => {
    const points = pointsOf(board([says('AU', 'p2a', 'support')]), []);
    expect(points.map((one) => one.provision.id)).toEqual(['p1', 'p2', 'p2a', 'p3']);
  });

  it('shows a mark on the present words, and says where the words have left one behind', () => {
    const [first, second, third] = pointsOf(board(positions), [mark('p1', true), mark('p2', false)]);
    expect([first?.mark?.name, first?.markFell]).toEqual(['Chair', false]);
    expect([second?.mark, second?.markFell]).toEqual([null, true]);
    expect([third?.mark, third?.markFell]).toEqual([null, false]);
  });
});

describe('what slows agreement outside of procedures', () => {
  const reserve = { position: 'reserve', reserve: 'parliamentary' } as const;

  it('is one entry a partner and kind, as old as its first reserve, the oldest partner first', () => {
    const slowed = slowedBy(
      [],
      board([
        says('CA', 'p3', 'reserve', { ...reserve, at: 9 as Instant }),
        says('CA', 'p1', 'reserve', { ...reserve, at: 3 as Instant }),
        says('CA', 'p2', 'reserve', { reserve: 'linguistic', at: 7 as Instant }),
        says('NO', 'p1', 'reserve', { ...reserve, at: 2 as Instant }),
        says('AU', 'p1', 'oppose'),
      ]),
    );
    expect(
      slowed.map(({ partner, kind, since, on }) => [
        partner,
        kind,
        since,
        'provisions' in on ? on.provisions.map((one) => one.id) : [],
      ]),
    ).toEqual([
      ['NO', 'parliamentary', 2, ['p1']],
      ['CA', 'parliamentary', 3, ['p1', 'p3']],
      ['CA', 'linguistic', 7, ['p2']],
    ]);
  });

  it('names who lacks instructions, and tells having none from saying nothing', () => {
    const given = board([
      ...['p1', 'p2', 'p3'].map((on) => says('AU', on, 'support')),
      says('CA', 'p1', 'no_instructions'),
      says('CA', 'p2', 'support'),
    ]);
    expect(uninstructed(given.partners, pointsOf(given, []))).toEqual([
      { partner: 'NO', said: 0, silent: 3 },
      { partner: 'CA', said: 1, silent: 1 },
    ]);
  });
});

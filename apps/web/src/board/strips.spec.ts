import type { VersionStrip } from '@entente/contracts';
import type { DelegationCode, Instant } from '@entente/kernel';
import { roundsOf } from './strips.js';

type Partner = VersionStrip['partners'][number];
const on = (partner: string, mark: Partner['mark'], shift: Partner['shift'], stale = false): Partner => ({
  partner: partner as DelegationCode,
  mark,
  stale,
  shift,
  counts: {},
  outdated: 0,
});
const version = (revision: number, partners: Partner[]): VersionStrip => ({
  revision,
  tabledAt: revision as Instant,
  until: null,
  partners,
});

describe('rounds as strips', () => {
  const rounds = roundsOf(
    [
      version(1, [on('AU', 'oppose', null), on('CA', 'support', null)]),
      version(2, [on('AU', 'can_accept', 'closer'), on('CA', 'support', 'same', true)]),
    ],
    ['AU', 'CA', 'JP', 'NO'],
  );

  it('count every partner once, also who said nothing, mildest first and end to end', () => {
    expect(rounds[0]?.segments).toEqual([
      { mark: 'support', count: 1, stale: 0, from: 0, width: 0.25 },
      { mark: 'none', count: 2, stale: 0, from: 0.25, width: 0.5 },
      { mark: 'oppose', count: 1, stale: 0, from: 0.75, width: 0.25 },
    ]);
  });

  it('say who moved, and how many spoke for other words', () => {
    expect(rounds[1]).toMatchObject({ revision: 2, closer: ['AU'], further: [] });
    expect(rounds[1]?.segments[0]).toMatchObject({ mark: 'support', stale: 1 });
  });

  it('of a coalition without partners are empty', () => {
    expect(roundsOf([version(1, [])], [])).toEqual([{ revision: 1, segments: [], closer: [], further: [] }]);
  });
});

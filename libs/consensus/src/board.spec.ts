import type { DelegationCode, Hash, ProvisionId } from '@entente/kernel';
import { boardFacts } from './board.js';
import { standingOf, type Position } from './position.js';

const OLD = `sha256:${'a'.repeat(64)}` as Hash;
const NOW = `sha256:${'b'.repeat(64)}` as Hash;
const [AU, CA] = ['AU', 'CA'] as DelegationCode[] as [DelegationCode, DelegationCode];
const [art1, art2] = ['art_1', 'art_2'] as ProvisionId[] as [ProvisionId, ProvisionId];

const says = (
  partner: DelegationCode,
  provision: ProvisionId,
  position: Position['position'],
  change: Partial<Position> = {},
): Position => ({ partner, provision, position, hash: NOW, reserve: null, ...change });

describe('positions', () => {
  it('[R14] carry over where the words are the same and nowhere else', () => {
    const position = { hash: OLD };
    expect(standingOf(position, OLD)).toBe('given');
    expect(standingOf(position, NOW)).toBe('given_for_other_words');
    expect(standingOf(position, null)).toBe('given_for_other_words');
  });

  it('[R14] on other words they count only as to be given again', () => {
    const facts = boardFacts([AU], new Map([[art1, NOW]]), [says(AU, art1, 'support', { hash: OLD })]);
    expect(facts).toEqual({
      partners: 1,
      provisions: 1,
      blocking: [],
      withoutInstructions: [AU],
      toReconfirm: 1,
      agreedProvisions: 0,
    });
  });

  it('[R15] who opposes or reserves in substance stands in the way', () => {
    const provisions = new Map([
      [art1, NOW],
      [art2, NOW],
    ]);
    const facts = boardFacts([AU, CA], provisions, [
      says(AU, art1, 'support'),
      says(AU, art2, 'reserve', { reserve: 'linguistic' }),
      says(CA, art1, 'can_accept'),
      says(CA, art2, 'reserve', { reserve: 'substantive' }),
    ]);
    expect(facts).toMatchObject({ blocking: [CA], withoutInstructions: [], agreedProvisions: 1 });
  });

  it.each([
    ['general_scrutiny', true],
    ['scrutiny', true],
    ['substantive', true],
    ['parliamentary', true],
    ['ad_referendum', true],
    ['legal', true],
    ['hold', true],
    ['linguistic', false],
    ['waiting', false],
    ['registered_concern', false],
  ] as const)('[R15] a reserve of kind %s stands in the way: %s', (reserve, stands) => {
    const facts = boardFacts([AU], new Map([[art1, NOW]]), [says(AU, art1, 'reserve', { reserve })]);
    expect(facts.blocking).toEqual(stands ? [AU] : []);
  });

  it('[R15] no instructions is no agreement', () => {
    const facts = boardFacts([AU], new Map([[art1, NOW]]), [says(AU, art1, 'no_instructions')]);
    expect(facts).toMatchObject({ withoutInstructions: [AU], agreedProvisions: 0, blocking: [] });
  });
});

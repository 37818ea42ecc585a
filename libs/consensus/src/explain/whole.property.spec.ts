import { testSeed } from '@entente/testing';
import fc from 'fast-check';
import { STANCES, type Ballot, type Stance, type Stances } from '../count/ballot.js';
import { count } from '../count/count.js';
import type { Electorate } from '../count/electorate.js';
import { bodyOf, seats } from '../eu27.kit.js';
import { singles } from '../random-situation.kit.js';
import type { MatrixRule, Rule } from '../rule/rule.js';
import { breakingSets } from './blocking.js';
import { dealOf } from './deal.js';
import { distance, type Situation } from './situation.js';
import { whatIf } from './what-if.js';

const seed = testSeed();
const settings = { seed, numRuns: 400 };

interface Matrix {
  readonly rule: MatrixRule;
  readonly electorate: Electorate;
  readonly ballot: { readonly targets: ReadonlyMap<string, Stances> };
}

/** Few partners and targets, so that every combination of cells can be tried. */
const matrices: fc.Arbitrary<Matrix> = fc
  .record({
    partners: fc.integer({ min: 1, max: 3 }),
    cells: fc.array(fc.constantFrom(...STANCES), { minLength: 9, maxLength: 9 }),
    targets: fc.integer({ min: 1, max: 3 }),
    minPartners: fc.integer({ min: 1, max: 3 }),
    minTargets: fc.integer({ min: 1, max: 3 }),
    suspended: fc.constantFrom('', 'P00'),
  })
  .map(({ partners, cells, targets, minPartners, minTargets, suspended }) => {
    const members = seats(partners);
    const row = (target: number): Stances =>
      new Map(members.map(({ partner }, index) => [partner, cells[3 * target + index] ?? 'absent']));
    return {
      rule: { id: 'MATRIX', minPartners, minTargets },
      electorate: bodyOf(members, suspended === '' ? {} : { [suspended]: { suspended: true } }),
      ballot: {
        targets: new Map(
          Array.from({ length: targets }, (_none, index) => [`T${String(index)}`, row(index)]),
        ),
      },
    };
  });

const adopts = (situation: Situation): boolean =>
  count(situation.rule, situation.electorate, situation.ballot).adopted;

/** Fewest cells that come in until it is launched, and their least distance; by trying all. */
function bruteDeal(matrix: Matrix): { changes: number; distance: number } | null {
  const cells = [...matrix.ballot.targets].flatMap(([target, stances]) =>
    [...stances]
      .filter(([, stance]) => stance !== 'in_favour')
      .map(([partner, from]) => ({ target, partner, from, to: 'in_favour' as const })),
  );
  let best: { changes: number; distance: number } | null = null;
  for (let bits = 0; bits < 2 ** cells.length; bits += 1) {
    const set = cells.filter((_cell, index) => (bits >> index) % 2 === 1);
    const steps = set.reduce((sum, { from, to }) => sum + distance(from, to), 0);
    const better =
      best === null || set.length < best.changes || (set.length === best.changes && steps < best.distance);
    if (better && whatIf(matrix, set).count.adopted) best = { changes: set.length, distance: steps };
  }
  return best;
}

describe(`matrices and composites (seed ${String(seed)})`, () => {
  it('[R31] [R46] the deal of a matrix is the fewest cells, then the least distance, and it launches', () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const deal = dealOf(matrix);
        const found = deal === null ? null : { changes: deal.changes.length, distance: deal.distance };
        expect(found).toEqual(bruteDeal(matrix));
        expect(deal === null || whatIf(matrix, deal.changes).count.adopted).toBe(true);
      }),
      settings,
    );
  });

  it('[R31] [R45] each breaking set of a matrix drops its target, and none smaller drops any', () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const { size, sets } = breakingSets(matrix);
        expect(size === 0).toBe(!adopts(matrix));
        const counted = count(matrix.rule, matrix.electorate, matrix.ballot);
        const launched = 'targets' in counted ? counted.targets.filter((one) => one.launched) : [];
        if (size === null || size === 0) return;
        const surplus = launched.map((one) => one.in.members - matrix.rule.minPartners + 1);
        expect(size).toBe(Math.min(...surplus));
        for (const { target, partners } of sets) {
          const after = whatIf(
            matrix,
            partners.map((partner) => ({ target, partner, to: 'against' as const })),
          ).count;
          const dropped = 'targets' in after && after.targets.find((one) => one.target === target);
          expect(dropped).toMatchObject({ launched: false });
        }
      }),
      settings,
    );
  });

  it('[R33] [R46] [R49] a composite is adopted where its parts are, and dealt part by part', () => {
    const pairs = fc.tuple(
      singles(2, 7),
      fc.array(fc.constantFrom(...STANCES), { minLength: 7, maxLength: 7 }),
    );
    fc.assert(
      fc.property(pairs, ([single, lots]) => {
        const { electorate } = single;
        const other: Stances = new Map(
          electorate.members.map(({ partner }, index) => [
            partner,
            lots[index] ?? ('absent' satisfies Stance),
          ]),
        );
        const rule: Rule = {
          id: 'COMPOSITE',
          parts: [
            { name: 'one', rule: single.rule },
            { name: 'other', rule: { id: 'UNANIMITY_ABST' } },
          ],
        };
        const legs: readonly Situation[] = [
          single,
          { rule: { id: 'UNANIMITY_ABST' }, electorate, ballot: other },
        ];
        const parts = new Map<string, Ballot>([
          ['one', single.ballot],
          ['other', other],
        ]);
        const whole: Situation = { rule, electorate, ballot: { parts } };
        expect(adopts(whole)).toBe(legs.every(adopts));
        const [one, two] = legs.map((leg) => dealOf(leg));
        const deal = dealOf(whole);
        const both = one === null || two === null ? null : Number(one?.distance) + Number(two?.distance);
        expect(deal?.distance ?? null).toBe(both);
        expect(deal === null || whatIf(whole, deal.changes).count.adopted).toBe(true);
      }),
      settings,
    );
  });
});

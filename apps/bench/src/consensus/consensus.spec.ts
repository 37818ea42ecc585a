import { seededRandom } from '@entente/testing';
import { count } from '@entente/consensus';
import { consensusMarkdown, consensusText } from '../report/consensus-report.js';
import { assembly, bodyOf, someStances, union } from './bodies.js';
import { naiveQualifiedMajority } from './naive.js';
import { decisions } from './decisions.js';

describe('the consensus part of the bench', () => {
  it('measures every work, each with its goal where one was promised', async () => {
    const found = await decisions.measure({ quick: true, tiny: true, seed: 1, tell: () => undefined });
    expect(found.rows.length).toBeGreaterThan(10);
    for (const { runs, median, p99 } of found.rows) {
      expect(runs).toBe(5);
      expect(median).toBeGreaterThan(0);
      expect(p99).toBeGreaterThanOrEqual(median);
    }
    expect(found.notes).toEqual([
      'fifteen members nine people short of 65 %: ours says not adopted, the naive count adopted',
    ]);
    const under = { at: '2026-11-24T12:00:00Z', machine: '2 cores', seed: 1, length: 'tiny' as const };
    expect(consensusMarkdown({ ...under, ...found })).toContain('| 27 members: one count, QMV 55/65 | 5 |');
    expect(consensusText(found)).toContain('The consensus core');
  });

  it('the naive count is the same work: it agrees where nothing is near', () => {
    const random = seededRandom(7);
    for (const members of [union(), assembly(200, random)]) {
      for (let round = 0; round < 200; round += 1) {
        const said = someStances(members, random);
        const ours = count({ id: 'QMV_55_65' }, bodyOf(members), said);
        const weight = ours.tests.find(({ test }) => test === 'share_of_weight');
        // Within a hundredth of a per cent rounding decides.
        if (Math.abs(weight?.margin ?? 0) * 10_000 < ours.electorate.weight) continue;
        expect(naiveQualifiedMajority(members, said)).toBe(ours.adopted);
      }
    }
  });
});

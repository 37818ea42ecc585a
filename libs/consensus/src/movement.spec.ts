import { instant, type DelegationCode, type Hash, type ProvisionId } from '@entente/kernel';
import { boardSituation } from './board-count.js';
import { overallMark, type BoardMark, type Marked } from './board-mark.js';
import { count } from './count/count.js';
import { explain } from './explain/explain.js';
import { movementOf, type PositionTaken } from './movement.js';
import type { Rule } from './rule/rule.js';

const hash = (letter: string): Hash => `sha256:${letter.repeat(64)}` as Hash;
const [AU, CA] = ['AU', 'CA'] as DelegationCode[] as [DelegationCode, DelegationCode];
const [art1, art2] = ['art_1', 'art_2'] as ProvisionId[] as [ProvisionId, ProvisionId];

const said = (
  at: number,
  partner: DelegationCode,
  provision: ProvisionId,
  words: string,
  position: PositionTaken['position'],
  reserve: PositionTaken['reserve'] = null,
): PositionTaken => ({ partner, provision, hash: hash(words), position, reserve, at: instant(at) });

const marked = (mark: BoardMark, stale = false): Marked => ({ mark, stale });

describe('the overall state of a partner', () => {
  it.each([
    [['support', 'oppose', 'can_accept'], 'oppose'],
    [['scrutiny', 'substantive'], 'substantive'],
    [['support', 'no_instructions'], 'no_instructions'],
    [['support', 'none', 'can_accept'], 'can_accept'],
    [['none', 'none'], 'none'],
    [[], 'none'],
  ] as const)('[R185] of %j is %s', (marks, overall) => {
    expect(overallMark(marks.map((mark) => marked(mark))).mark).toBe(overall);
  });

  it('[R185] is stale only where every mark of its kind is', () => {
    expect(overallMark([marked('oppose', true), marked('support')]).stale).toBe(true);
    expect(overallMark([marked('oppose', true), marked('oppose')]).stale).toBe(false);
    expect(overallMark([marked('support', true), marked('oppose')]).stale).toBe(false);
  });
});

describe('movement between rounds', () => {
  // Article 1 is the same in both versions, article 2 was changed for the second.
  const versions = [
    {
      revision: 1,
      tabledAt: instant(100),
      provisions: new Map([
        [art1, hash('a')],
        [art2, hash('b')],
      ]),
    },
    {
      revision: 2,
      tabledAt: instant(200),
      provisions: new Map([
        [art1, hash('a')],
        [art2, hash('c')],
      ]),
    },
  ];
  const strips = (taken: readonly PositionTaken[]) =>
    movementOf([AU, CA], versions, taken).map(({ partners }) =>
      partners.map(({ mark, stale, shift }) => [mark, stale, shift]),
    );

  it('[R186] takes on each version the last word before the next was tabled', () => {
    expect(
      strips([
        said(110, AU, art2, 'b', 'oppose'),
        said(199, AU, art2, 'b', 'reserve', 'substantive'),
        said(200, AU, art2, 'c', 'support'),
      ]),
    ).toEqual([
      [
        ['substantive', false, null],
        ['none', false, null],
      ],
      [
        ['support', false, 'closer'],
        ['none', false, 'same'],
      ],
    ]);
  });

  it('[R186] carries words over that stayed, and shows as stale what was said for others', () => {
    expect(strips([said(50, AU, art1, 'a', 'support'), said(120, CA, art2, 'b', 'can_accept')])).toEqual([
      [
        ['support', false, null],
        ['can_accept', false, null],
      ],
      [
        ['support', false, 'same'],
        ['can_accept', true, 'same'],
      ],
    ]);
  });

  it('[R186] counts what was said on the version’s own words, and apart from it the rest', () => {
    const [, second] = movementOf([AU], versions, [
      said(110, AU, art1, 'a', 'support'),
      said(110, AU, art2, 'b', 'oppose'),
    ]);
    expect(second).toMatchObject({
      until: null,
      partners: [{ mark: 'oppose', stale: true, counts: { support: 1 }, outdated: 1 }],
    });
  });

  it('[R186] leaves out what was said of words that a version does not have, and of who is not asked', () => {
    const gone = 'art_9' as ProvisionId;
    expect(
      strips([said(110, AU, gone, 'f', 'oppose'), said(110, 'XX' as DelegationCode, art1, 'a', 'oppose')]),
    ).toEqual([
      [
        ['none', false, null],
        ['none', false, null],
      ],
      [
        ['none', false, 'same'],
        ['none', false, 'same'],
      ],
    ]);
  });

  it('[R186] says who moved away', () => {
    expect(strips([said(110, CA, art1, 'a', 'support'), said(210, CA, art1, 'a', 'oppose')])[1]?.[1]).toEqual(
      ['oppose', false, 'further'],
    );
  });
});

describe('positions measured by a rule', () => {
  const electorate = {
    quorum: 'none' as const,
    members: [
      { partner: AU, weight: 60, participates: true },
      { partner: CA, weight: 40, participates: true },
    ],
  };
  const outcome = (rule: Rule, au: Marked, ca: Marked) => {
    const situation = boardSituation(
      rule,
      electorate,
      new Map([
        [AU, au],
        [CA, ca],
      ]),
    );
    return situation === null ? null : count(situation.rule, situation.electorate, situation.ballot).adopted;
  };

  it('[R187] counts agreement in favour and what stands in the way of substance against', () => {
    const rule: Rule = { id: 'UNANIMITY_ABST' };
    expect(outcome(rule, marked('support'), marked('can_accept'))).toBe(true);
    expect(outcome(rule, marked('support'), marked('substantive'))).toBe(false);
  });

  it.each(['scrutiny', 'no_instructions', 'none'] as const)('[R187] awaits who shows %s', (mark) => {
    const situation = boardSituation(
      { id: 'UNANIMITY_STRICT' },
      electorate,
      new Map([
        [AU, marked('support')],
        [CA, marked(mark)],
      ]),
    );
    expect(situation === null ? [] : explain(situation).deal?.changes).toMatchObject([
      { partner: CA, from: 'absent' },
    ]);
  });

  it('[R187] awaits who spoke for other words', () => {
    expect(outcome({ id: 'UNANIMITY_STRICT' }, marked('support'), marked('support', true))).toBe(false);
  });

  it('[R187] measures each part of a composite and no matrix', () => {
    const pair: Rule = {
      id: 'COMPOSITE',
      parts: [
        { name: 'decision', rule: { id: 'UNANIMITY_STRICT' } },
        { name: 'regulation', rule: { id: 'QMV_55_65' } },
      ],
    };
    expect(outcome(pair, marked('support'), marked('support'))).toBe(true);
    expect(outcome(pair, marked('support'), marked('oppose'))).toBe(false);
    expect(
      outcome({ id: 'MATRIX', minPartners: 1, minTargets: 1 }, marked('support'), marked('support')),
    ).toBeNull();
  });
});

import { readFileSync } from 'node:fs';
import type { DelegationCode } from '@entente/kernel';
import fc from 'fast-check';
import type { Stance, Stances } from './ballot.js';
import { count, type SingleCount } from './count.js';
import type { Member } from './electorate.js';
import { passes, type TestName } from './test.js';

interface Vector {
  readonly name: string;
  readonly rule: { readonly id: string };
  readonly members: readonly { readonly id: DelegationCode; readonly weight: number }[];
  readonly notParticipating?: readonly string[];
  readonly suspended?: readonly string[];
  readonly positions: Readonly<Record<DelegationCode, Stance>>;
  readonly expected: {
    readonly outcome: string;
    readonly inFavour: number;
    readonly weightInFavour: number;
  };
}

const file = new URL('../../vectors/decision-rules.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: readonly Vector[] };
const ours = vectors.filter((vector) => vector.rule.id === 'UNANIMITY_ABST');

const member = (partner: string, weight = 1, participates = true): Member => ({
  partner: partner as DelegationCode,
  weight,
  participates,
});
const unanimity = (members: readonly Member[], said: Stances): SingleCount =>
  count({ id: 'UNANIMITY_ABST' }, { members, quorum: 'none' }, said);
const failed = ({ tests }: SingleCount): TestName[] =>
  tests.filter((test) => !passes(test)).map((test) => test.test);
const stances = (all: Record<string, Stance>): Map<DelegationCode, Stance> =>
  new Map(Object.entries(all) as [DelegationCode, Stance][]);

describe('shared vectors of UNANIMITY_ABST', () => {
  it('are all here', () => {
    expect(ours).toHaveLength(13);
  });

  it.each(ours.map((vector) => [vector.name, vector] as const))('[R1] [R2] %s', (_name, vector) => {
    const out = new Set([...(vector.notParticipating ?? []), ...(vector.suspended ?? [])]);
    const members = vector.members.map(({ id, weight }) => ({
      partner: id,
      weight,
      participates: !out.has(id),
    }));
    const counted = unanimity(members, stances(vector.positions));
    expect({
      outcome: counted.adopted ? 'adopted' : 'not_adopted',
      inFavour: counted.stances.in_favour.members,
      weightInFavour: counted.stances.in_favour.weight,
    }).toEqual(vector.expected);
  });
});

describe('counting', () => {
  const three = [member('AU', 27), member('CA', 40), member('GB', 68)];

  it('[R1] an absent member prevents unanimity', () => {
    const counted = unanimity(three, stances({ AU: 'in_favour', CA: 'in_favour' }));
    expect(counted.adopted).toBe(false);
    expect(failed(counted)).toEqual(['nobody_absent']);
    expect(counted.stances.absent).toEqual({ partners: ['GB'], members: 1, weight: 68 });
  });

  it('[R1] a stance of somebody outside the electorate counts nowhere', () => {
    const members = [...three, member('US', 330, false)];
    const counted = unanimity(
      members,
      stances({ AU: 'in_favour', CA: 'in_favour', GB: 'in_favour', US: 'against', FR: 'against' }),
    );
    expect(counted.adopted).toBe(true);
    expect(counted.full).toEqual({ partners: ['AU', 'CA', 'GB', 'US'], members: 4, weight: 465 });
    expect(counted.electorate.weight).toBe(135);
  });

  it('[R2] a third of the members without a third of the weight does not stop adoption', () => {
    const counted = unanimity(
      three,
      stances({ AU: 'abstain_constructive', CA: 'in_favour', GB: 'in_favour' }),
    );
    expect(counted.adopted).toBe(true);
  });

  it('[R2] a third of the weight with a third of the members stops adoption', () => {
    const counted = unanimity(
      three,
      stances({ AU: 'in_favour', CA: 'in_favour', GB: 'abstain_constructive' }),
    );
    expect(counted.adopted).toBe(false);
    expect(failed(counted)).toEqual(['constructive_members_below_third', 'constructive_weight_below_third']);
  });

  it('[R3] all abstaining adopts nothing, and says that nobody is in favour', () => {
    const counted = unanimity(three, stances({ AU: 'abstain', CA: 'abstain', GB: 'abstain' }));
    expect(counted.adopted).toBe(false);
    expect(failed(counted)).toEqual(['somebody_in_favour']);
  });

  it('[R3] one in favour among abstentions adopts', () => {
    const counted = unanimity(three, stances({ AU: 'abstain', CA: 'in_favour', GB: 'abstain' }));
    expect(counted.adopted).toBe(true);
  });

  it('[R4] a third is exact where doubles would round', () => {
    // 3 × 3002399751580331 = 9007199254740993, which no double holds.
    const third = 3_002_399_751_580_331;
    const of = (weight: number, rest: number): boolean =>
      unanimity(
        [member('AU', weight), member('CA', rest), member('GB', 0)],
        stances({ AU: 'abstain_constructive', CA: 'in_favour', GB: 'in_favour' }),
      ).adopted;
    expect(of(third - 1, 2 * (third - 1))).toBe(false);
    expect(of(third - 1, 2 * (third - 1) + 1)).toBe(true);
    expect(of(third - 2, 2 * third - 2)).toBe(true);
  });

  it('[R1] agrees with the definition on any body of members', () => {
    const stance = fc.constantFrom<Stance>(
      'in_favour',
      'against',
      'abstain',
      'abstain_constructive',
      'absent',
    );
    const body = fc.array(fc.record({ weight: fc.nat(1_000), participates: fc.boolean(), stance }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(body, (seats) => {
        const members = seats.map((seat, index) =>
          member(`P${String(index)}`, seat.weight, seat.participates),
        );
        const said = stances(
          Object.fromEntries(seats.map((seat, index) => [`P${String(index)}`, seat.stance])),
        );
        const inside = seats.filter((seat) => seat.participates);
        const constructive = inside.filter((seat) => seat.stance === 'abstain_constructive');
        const weight = (some: typeof seats): number => some.reduce((sum, seat) => sum + seat.weight, 0);
        const third = 3 * constructive.length >= seats.length && 3 * weight(constructive) >= weight(seats);
        const expected =
          inside.every((seat) => seat.stance !== 'against' && seat.stance !== 'absent') &&
          inside.some((seat) => seat.stance === 'in_favour') &&
          !third;
        expect(unanimity(members, said).adopted).toBe(expected);
      }),
    );
  });
});

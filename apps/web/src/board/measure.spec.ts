import type { BoardMark, Rule } from '@entente/consensus';
import type { DelegationCode } from '@entente/kernel';
import { createIntl } from 'react-intl';
import { en } from '../messages/en.js';
import { resultOfMarks, type Measure } from './measure.js';

const intl = createIntl({ locale: 'en', messages: en });
const t: Parameters<typeof resultOfMarks>[2] = (id, values) => intl.formatMessage({ id }, values);

const MEMBERS = ['AU', 'CA', 'JP', 'NO'] as DelegationCode[];
const by = (rule: Rule): Measure => ({
  rule,
  electorate: {
    members: MEMBERS.map((partner) => ({ partner, weight: 10, participates: true })),
    quorum: 'none',
  },
});
const UNANIMITY = by({ id: 'UNANIMITY_ABST' });

/** What the four say, in their order; null: nothing at all. */
function result(measure: Measure | null, ...said: readonly (BoardMark | null)[]) {
  const marks = MEMBERS.flatMap((partner, at) => {
    const mark = said[at] ?? null;
    return mark === null ? [] : [[partner, { mark, stale: false }] as const];
  });
  return resultOfMarks(measure, new Map(marks), t);
}

describe('the result of a column', () => {
  it('[R233] is met where the rule is', () => {
    expect(result(UNANIMITY, 'support', 'can_accept', 'support', 'support').verdict).toBe('met');
  });

  it('[R233] is open under unanimity where nobody has spoken, and says with how many it rests', () => {
    const { short, verdict, words } = result(UNANIMITY);
    expect([short, verdict]).toEqual(['0/4', 'open']);
    expect(words).toMatch(/It rests with 4 partners that have said nothing\.$/);
  });

  it.each(['oppose', 'substantive', 'scrutiny', 'no_instructions'] as const)(
    '[R233] is missed under unanimity where one says %s: that the silent cannot mend',
    (mark) => {
      expect(result(UNANIMITY, 'support', mark).verdict).toBe('missed');
    },
  );

  it('[R233] is open under a majority against one, where the silent would carry it, and missed where they would not', () => {
    const majority = by({ id: 'QMV_55_65' });
    expect(result(majority, 'support', 'oppose').verdict).toBe('open');
    expect(result(majority, 'oppose', 'oppose', 'oppose').verdict).toBe('missed');
  });

  it('[R233] is none where no rule measures it', () => {
    expect(result(null, 'support')).toMatchObject({ short: '1/1', verdict: null });
  });
});

import { instant } from '@entente/kernel';
import { sampleProcedure } from '../screens/dev/sample-procedure.js';
import { shorteningsOf } from './shortenings.js';

const DEADLINE = instant(Date.parse('2026-12-27T17:00:00.000Z'));
const HOUR = 3_600_000;
const NOW = instant(Date.parse('2026-11-28T09:00:00.000Z'));
const agreed = (partner: string, deadlineAt: number) => ({
  type: 'agree_shortening' as const,
  partner,
  deadlineAt,
});

describe('earlier deadlines agreed to', () => {
  const { core } = sampleProcedure({ kind: 'silence', rule: { id: 'CONSENSUS' }, deadlineAt: DEADLINE }, [
    agreed('AU', DEADLINE - 2 * HOUR),
    agreed('AU', DEADLINE - HOUR),
    agreed('CA', DEADLINE - HOUR),
  ]);

  it('name who agreed to exactly each and who is awaited, the most agreed to first', () => {
    expect(shorteningsOf(core, NOW)).toEqual([
      { deadlineAt: DEADLINE - HOUR, agreed: ['AU', 'CA'], awaited: ['JP', 'NO'] },
      { deadlineAt: DEADLINE - 2 * HOUR, agreed: ['AU'], awaited: ['CA', 'JP', 'NO'] },
    ]);
  });

  it('are gone once they have passed', () => {
    expect(shorteningsOf(core, instant(DEADLINE - HOUR - 1)).map(({ deadlineAt }) => deadlineAt)).toEqual([
      DEADLINE - HOUR,
    ]);
  });
});

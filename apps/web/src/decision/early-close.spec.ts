import type { Terms } from '@entente/consensus';
import { instant } from '@entente/kernel';
import { sampleProcedure, type Step } from '../screens/dev/sample-procedure.js';
import { earlyCloseRefusal, knowsEarlyClose } from './early-close.js';

const DEADLINE = instant(Date.parse('2026-12-27T17:00:00.000Z'));
const NOW = instant(Date.parse('2026-11-28T09:00:00.000Z'));
const agreed = (...partners: readonly string[]): readonly Step[] =>
  partners.map((partner) => ({ type: 'act', partner, act: 'agree' }));
const ALL = agreed('AU', 'CA', 'JP', 'NO');
const reserved: Step = {
  type: 'enter_reserve',
  leave: true,
  reserve: {
    id: 'r1',
    partner: 'NO',
    kind: 'substantive',
    scope: [],
    reason: 'Article 3.',
    language: null,
    waitsFor: '',
    reopens: null,
  },
  partner: 'NO',
};

describe('closing early', () => {
  const refusal = (steps: readonly Step[], change: Partial<Terms> = {}) => {
    const terms = { kind: 'silence', rule: { id: 'CONSENSUS' }, deadlineAt: DEADLINE, ...change } as const;
    return earlyCloseRefusal(sampleProcedure(terms, steps).core, NOW)?.code ?? null;
  };

  it('[R75] is offered once all have endorsed, and nothing that blocks is live', () => {
    expect(refusal(ALL)).toBeNull();
    expect(refusal(agreed('AU', 'CA', 'JP'))).toBe('NOT_ALL_ENDORSED');
    expect(refusal([reserved, ...ALL])).toBe('RESERVE_LIVE');
  });

  it('[R75] is not offered while the procedure is suspended', () => {
    const suspended: Step = { type: 'suspend', by: 'chair', reason: 'A fault.', until: null };
    expect(refusal([...ALL, suspended])).toBe('WRONG_STATE');
  });

  it('[R197] is the server’s to say where the chair is not shown where all stand', () => {
    expect(refusal([], { positionVisibility: 'own' })).toBeNull();
  });

  it('[R79] stands in no vote and no matrix, which are closed otherwise', () => {
    const kinds = ['silence', 'no_objection', 'written', 'vote', 'matrix'] as const;
    expect(kinds.filter(knowsEarlyClose)).toEqual(['silence', 'no_objection', 'written']);
  });
});

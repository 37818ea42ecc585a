import type { Procedure } from '@entente/contracts';
import type { DelegationCode, Instant } from '@entente/kernel';
import { ageOf } from './age.js';
import { duesOf, slowedBy } from './attention.js';

const at = (ms: number): Instant => ms as Instant;
const AU = 'AU' as DelegationCode;
const CA = 'CA' as DelegationCode;

type Core = Partial<Procedure['core']>;

/** A silence procedure in which all is well, and what is changed of it. Only what the desk reads. */
function running(more: Partial<Procedure> = {}, core: Core = {}): Procedure {
  const part = {
    id: 'one',
    revision: 2,
    state: 'open',
    acts: [],
    notices: [AU, CA].map((partner) => ({
      partner,
      deliveredAt: at(1),
      openedAt: at(2),
      acknowledgedAt: at(3),
      extensionAsked: null,
    })),
    core: {
      clockFault: false,
      pending: null,
      lateObjections: [],
      deadlineSince: at(0),
      reserves: [],
      holds: [],
      ...core,
    },
    ...more,
  };
  // Only what the desk asks of a procedure; the same holds for the parts of a core below.
  return part as unknown as Procedure;
}

const notice = (partner: DelegationCode, more: object) => ({
  partner,
  deliveredAt: at(1),
  openedAt: at(2),
  acknowledgedAt: at(3),
  extensionAsked: null,
  ...more,
});

describe('what waits for the chair', () => {
  it('is nothing where receipts are there, nobody asks and the clock runs', () => {
    expect(duesOf([running()])).toEqual([]);
  });

  it('is a request for time until a deadline was set after it', () => {
    const asked = { at: at(10), until: null, reason: 'Cabinet meets on Thursday.' };
    const notices = [notice(CA, { extensionAsked: asked })];
    expect(duesOf([running({ notices })])).toMatchObject([
      { what: 'time_asked', partner: CA, at: 10, reason: asked.reason },
    ]);
    expect(duesOf([running({ notices }, { deadlineSince: at(11) })])).toEqual([]);
  });

  it('is a receipt that is missing, and tells unread from undelivered', () => {
    const notices = [
      notice(AU, { acknowledgedAt: null }),
      notice(CA, { acknowledgedAt: null, deliveredAt: null, openedAt: null }),
    ];
    expect(duesOf([running({ notices })])).toMatchObject([
      { what: 'receipts', unacknowledged: [AU, CA], undelivered: [CA] },
    ]);
  });

  it('lists the gravest first: clock, flipped result, late objection, time, receipts', () => {
    const comparison = { without: [CA], is: 'adopted', wouldHaveBeen: 'broken' } as const;
    const notices = [
      notice(AU, { acknowledgedAt: null, extensionAsked: { at: at(9), until: null, reason: '' } }),
    ];
    const core = {
      clockFault: true,
      pending: { comparison, matters: [], at: at(5) },
      lateObjections: [{ partner: AU, reason: 'Too late.', at: at(8), nonce: 'n', person: 'x' }],
    } as unknown as Core;
    expect(duesOf([running({ notices }, core)]).map(({ what }) => what)).toEqual([
      'clock_fault',
      'result_flipped',
      'late_objection',
      'time_asked',
      'receipts',
    ]);
  });

  it('is of an ended procedure nothing but a late objection', () => {
    const notices = [notice(AU, { acknowledgedAt: null })];
    const lateObjections = [{ partner: AU, reason: 'Too late.', at: at(8) }];
    const ended = running({ state: 'adopted', notices }, { lateObjections } as unknown as Core);
    expect(duesOf([ended])).toMatchObject([{ what: 'late_objection', partner: AU }]);
  });

  it('is what was said ad referendum until the capital answers', () => {
    const act = { partner: AU, at: at(4), adReferendum: true, confirmed: false };
    const acts = [act, { ...act, partner: CA, confirmed: true }] as unknown as Procedure['acts'];
    expect(duesOf([running({ acts })])).toMatchObject([{ what: 'capital', partner: AU, at: 4 }]);
  });
});

describe('reserves and holds in a procedure', () => {
  it('are those that live, the oldest first', () => {
    const core = {
      reserves: [
        { partner: AU, kind: 'parliamentary', at: at(7), end: null },
        { partner: AU, kind: 'scrutiny', at: at(1), end: { mode: 'lifted' } },
      ],
      holds: [{ partner: CA, at: at(3), end: null }],
    } as unknown as Core;
    expect(slowedBy([running({}, core)], null).map(({ partner, kind }) => [partner, kind])).toEqual([
      [CA, 'hold'],
      [AU, 'parliamentary'],
    ]);
    expect(slowedBy([running({ state: 'adopted' }, core)], null)).toEqual([]);
  });

  it('have an age that is cut, not rounded', () => {
    const hours = 3_600_000;
    expect(ageOf(at(0), at(59 * 60_000))).toEqual({ unit: 'minutes', minutes: 59 });
    expect(ageOf(at(0), at(24 * hours - 1))).toEqual({ unit: 'hours', hours: 23 });
    expect(ageOf(at(0), at(49 * hours))).toEqual({ unit: 'days', days: 2 });
    expect(ageOf(at(10), at(0))).toEqual({ unit: 'minutes', minutes: 0 });
  });
});

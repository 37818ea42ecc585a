import {
  err,
  instant,
  ok,
  type DelegationCode,
  type Hash,
  type MandateId,
  type PersonId,
  type ProcedureId,
} from '@entente/kernel';
import type { Member } from '../count/electorate.js';
import type { ActKind } from './act.js';
import type { CommandOf, ProcedureCommand } from './command.js';
import { decide } from './decide.js';
import type { ProcedureEvent } from './event.js';
import { evolve } from './evolve.js';
import { liveActs } from './live.js';
import { missing, outcome } from './outcome.js';
import { ended } from './settle.js';
import type { Procedure } from './state.js';
import { electorateHash, termsOf, type Terms } from './terms.js';

type ActCommand = CommandOf<'act'>;
type Open = CommandOf<'open'>;

const HASH = `sha256:${'a'.repeat(64)}` as Hash;
const OTHER_HASH = `sha256:${'b'.repeat(64)}` as Hash;
const T0 = instant(1_000);
const T1 = instant(2_000);

const seat = (partner: string, weight = 1, participates = true): Member => ({
  partner: partner as DelegationCode,
  weight,
  participates,
});
const open = (members: readonly Member[], change: Partial<Terms> = {}): Open => ({
  type: 'open',
  terms: termsOf({
    procedure: 'p1' as ProcedureId,
    kind: 'vote',
    rule: { id: 'UNANIMITY_ABST' },
    packageHash: HASH,
    members,
    ...change,
  }),
  frozenHash: HASH,
});
const act = (partner: string, kind: ActKind, change: Partial<ActCommand> = {}): ActCommand => ({
  type: 'act',
  partner: partner as DelegationCode,
  act: kind,
  reason: kind === 'object' ? 'Article 4 is too narrow.' : '',
  packageHash: HASH,
  person: `person of ${partner}` as PersonId,
  mandate: `mandate of ${partner}` as MandateId,
  nonce: `${partner} ${kind}`,
  ...change,
});

/** Runs commands one after another; throws on a refusal. */
function after(...commands: readonly ProcedureCommand[]): Procedure {
  let procedure: Procedure | null = null;
  for (const command of commands) procedure = applied(procedure, command);
  if (procedure === null) throw new Error('no command');
  return procedure;
}

function applied(procedure: Procedure | null, command: ProcedureCommand): Procedure {
  const decided = decide(procedure, command, T0);
  if (!decided.ok) throw new Error(decided.error.code);
  let next = procedure;
  for (const event of decided.value) next = evolve(next, event);
  if (next === null) throw new Error('nothing happened');
  return next;
}

const types = (events: readonly ProcedureEvent[]): string[] => events.map((event) => event.type);
const trio = [seat('AU'), seat('CA'), seat('GB')];

describe('an open procedure', () => {
  it('[R5] stays open until every partner has acted', () => {
    const procedure = after(open(trio), act('AU', 'agree'), act('CA', 'abstain'));
    expect(procedure.state).toBe('open');
    expect(outcome(procedure)).toMatchObject({ result: 'open', failed: ['nobody_absent'] });
  });

  it('[R5] is adopted by the act of the last partner, at the instant of that act', () => {
    const procedure = after(open(trio), act('AU', 'agree'), act('CA', 'agree'));
    const decided = decide(procedure, act('GB', 'agree'), T1);
    expect(decided.ok && types(decided.value)).toEqual(['acted', 'closed']);
    expect(decided.ok && decided.value[1]).toMatchObject({ type: 'closed', state: 'adopted', at: T1 });
  });

  it('[R5] is adopted when the last partner abstains', () => {
    expect(after(open(trio), act('AU', 'agree'), act('CA', 'agree'), act('GB', 'abstain')).state).toBe(
      'adopted',
    );
  });

  it('[R5] is broken by an objection at once, whoever is still awaited', () => {
    expect(after(open(trio), act('AU', 'agree'), act('CA', 'object')).state).toBe('broken');
  });

  it('[R5] is not adopted, by name, when all abstain', () => {
    const procedure = after(open(trio), act('AU', 'abstain'), act('CA', 'abstain'), act('GB', 'abstain'));
    expect(procedure.state).toBe('not_adopted');
    expect(outcome(procedure).failed).toEqual(['somebody_in_favour']);
  });

  it('[R5] waits only for members that participate', () => {
    expect(
      after(open([...trio, seat('US', 9, false)]), act('AU', 'agree'), act('CA', 'agree'), act('GB', 'agree'))
        .state,
    ).toBe('adopted');
  });

  it('[R6] counts the last act of a partner and keeps the earlier one', () => {
    const procedure = after(open(trio), act('AU', 'agree'), act('AU', 'abstain'));
    expect(procedure.acts.map((each) => each.act)).toEqual(['agree', 'abstain']);
    expect(liveActs(procedure).get('AU' as DelegationCode)?.act).toBe('abstain');
    expect(missing(procedure).agreed).toEqual([]);
  });

  it('[R6] is closed by the changes of mind as they stand: the only one in favour abstains last', () => {
    const procedure = after(
      open(trio),
      act('AU', 'agree'),
      act('CA', 'abstain'),
      act('AU', 'abstain'),
      act('GB', 'abstain'),
    );
    expect(procedure.state).toBe('not_adopted');
  });
});

describe('repeated messages', () => {
  it('[R7] the same act with the same nonce succeeds and changes nothing', () => {
    const procedure = after(open(trio), act('AU', 'agree'));
    expect(decide(procedure, act('AU', 'agree'), T1)).toEqual(ok([]));
  });

  it('[R7] the second click of the act that closed the procedure succeeds', () => {
    const procedure = after(open([seat('AU')]), act('AU', 'agree'));
    expect(procedure.state).toBe('adopted');
    expect(decide(procedure, act('AU', 'agree'), T1)).toEqual(ok([]));
  });

  it('[R7] what an act leaves out is what it leaves empty, and level and mandate are no content', () => {
    const procedure = after(open(trio), act('AU', 'agree'));
    const whole = { adReferendum: false, textProposal: '', overrideReason: '', proxyHolder: null, scope: [] };
    expect(decide(procedure, act('AU', 'agree', whole), T1)).toEqual(ok([]));
    const promoted = { level: 'capital', mandate: 'a later mandate' as MandateId } as const;
    expect(decide(procedure, act('AU', 'agree', promoted), T1)).toEqual(ok([]));
  });

  it.each([
    ['another act', act('AU', 'abstain', { nonce: 'AU agree' })],
    ['another partner', act('CA', 'agree', { nonce: 'AU agree' })],
    ['another reason', act('AU', 'agree', { reason: 'With a statement.' })],
    ['another person', act('AU', 'agree', { person: 'someone else' as PersonId })],
    ['another hash', act('AU', 'agree', { packageHash: OTHER_HASH })],
    ['another scope', act('AU', 'agree', { scope: ['art_4'] })],
    ['the capital’s confirmation still to come', act('AU', 'agree', { adReferendum: true })],
    ['another text proposed', act('AU', 'agree', { textProposal: 'Article 4 reads …' })],
    ['reasons to override a reserve', act('AU', 'agree', { overrideReason: 'Urgent.' })],
    ['a proxy', act('AU', 'agree', { proxyHolder: 'CA' as DelegationCode })],
  ])('[R7] the same nonce with %s is refused', (_what, command) => {
    const procedure = after(open(trio), act('AU', 'agree'));
    expect(decide(procedure, command, T1)).toEqual(err({ code: 'NONCE_REUSED' }));
  });
});

describe('refusals', () => {
  const bad = { mandate: null, packageHash: OTHER_HASH, reason: ' ' };
  const running = after(open(trio), act('AU', 'agree'));
  const broken = after(open(trio), act('AU', 'object'));

  it('[R8] an act on no procedure is refused before anything else', () => {
    expect(decide(null, act('FR', 'object', bad), T1)).toEqual(err({ code: 'NOT_OPEN' }));
    expect(decide(null, { type: 'withdraw' }, T1)).toEqual(err({ code: 'NOT_OPEN' }));
  });

  it('[R8] a closed procedure is refused first, with how and when it closed', () => {
    expect(decide(broken, act('FR', 'object', bad), T1)).toEqual(
      err({ code: 'ALREADY_CLOSED', state: 'broken', closedAt: T0 }),
    );
  });

  it('[R8] then who is not a member of the electorate', () => {
    expect(decide(running, act('FR', 'object', bad), T1)).toEqual(err({ code: 'NOT_A_MEMBER' }));
  });

  it('[R8] a member that does not participate is not of the electorate', () => {
    const procedure = after(open([...trio, seat('US', 9, false)]));
    expect(decide(procedure, act('US', 'agree'), T1)).toEqual(err({ code: 'NOT_A_MEMBER' }));
  });

  it('[R8] then a missing mandate', () => {
    expect(decide(running, act('CA', 'object', bad), T1)).toEqual(err({ code: 'NO_MANDATE' }));
  });

  it('[R8] then another hash, naming the right one', () => {
    expect(decide(running, act('CA', 'object', { packageHash: OTHER_HASH, reason: ' ' }), T1)).toEqual(
      err({ code: 'HASH_MISMATCH', packageHash: HASH }),
    );
  });

  it('[R11] [R8] then an objection without a reason', () => {
    expect(decide(running, act('CA', 'object', { reason: ' \n' }), T1)).toEqual(
      err({ code: 'REASON_REQUIRED' }),
    );
  });

  it('[R8] then an act that the terms do not allow', () => {
    expect(decide(running, act('CA', 'abstain_constructive', { reason: 'x' }), T1)).toEqual(
      err({ code: 'ACT_NOT_ALLOWED' }),
    );
  });

  it('[R8] a second opening is refused', () => {
    expect(decide(running, open(trio), T1)).toEqual(err({ code: 'ALREADY_OPEN' }));
  });

  it('[R12] a withdrawn procedure refuses acts and a second withdrawal', () => {
    const withdrawn = after(open(trio), act('AU', 'agree'), { type: 'withdraw' });
    expect(withdrawn.state).toBe('withdrawn');
    const refusal = err({ code: 'ALREADY_CLOSED', state: 'withdrawn', closedAt: T0 });
    expect(decide(withdrawn, act('CA', 'agree'), T1)).toEqual(refusal);
    expect(decide(withdrawn, { type: 'withdraw' }, T1)).toEqual(refusal);
  });
});

describe('terms', () => {
  it('[R9] are what the opening froze', () => {
    const command = open([seat('AU'), seat('CA')]);
    expect(decide(null, command, T0)).toEqual(
      ok([{ type: 'opened', at: T0, terms: command.terms, reserves: [], residuals: {} }]),
    );
  });

  it('[R9] the electorate has one hash, whatever the order of listing, and another for any change', () => {
    const hash = electorateHash([seat('AU', 2), seat('CA', 3)]);
    expect(electorateHash([seat('CA', 3), seat('AU', 2)])).toBe(hash);
    expect(electorateHash([seat('AU', 2), seat('CA', 4)])).not.toBe(hash);
    expect(electorateHash([seat('AU', 2), seat('CA', 3, false)])).not.toBe(hash);
    expect(hash).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it.each([
    ['no_member', []],
    ['no_member', [seat('AU', 1, false)]],
    ['member_twice', [seat('AU'), seat('AU')]],
    ['weight_not_whole', [seat('AU', 1.5)]],
    ['weight_not_whole', [seat('AU', -1)]],
    ['weight_not_whole', [seat('AU', Number.NaN)]],
    ['weights_too_large', [seat('AU', Number.MAX_SAFE_INTEGER), seat('CA', 1)]],
  ] as const)('[R10] %s is refused at opening', (fault, members) => {
    expect(decide(null, open(members), T0)).toMatchObject(
      err({ code: 'RULE_INPUT', fault: { code: fault } }),
    );
  });

  it('[R2] constructive abstention is an act where the terms allow it', () => {
    const allow = open(trio, { allowConstructive: true });
    const one = after(
      allow,
      act('AU', 'abstain_constructive', { reason: 'We shall not apply it.' }),
      act('CA', 'agree'),
      act('GB', 'agree'),
    );
    expect(outcome(one).failed).toEqual([
      'constructive_members_below_third',
      'constructive_weight_below_third',
    ]);
    expect(one.state).toBe('not_adopted');
  });
});

describe('facts for the screen', () => {
  it('[R13] the outcome carries members and weight of each stance', () => {
    const procedure = after(
      open([seat('AU', 26), seat('CA', 40), seat('GB', 68)]),
      act('AU', 'agree'),
      act('GB', 'abstain'),
    );
    expect(outcome(procedure)).toMatchObject({
      electorate: { members: 3, weight: 134 },
      stances: {
        in_favour: { partners: ['AU'], members: 1, weight: 26 },
        abstain: { partners: ['GB'], weight: 68 },
        absent: { partners: ['CA'], weight: 40 },
      },
    });
  });

  it('[R13] what is missing names who is awaited and what comes if they agree', () => {
    const procedure = after(open(trio), act('CA', 'abstain'));
    expect(missing(procedure)).toEqual({
      state: 'open',
      members: 3,
      agreed: [],
      abstained: ['CA'],
      objected: [],
      awaited: ['AU', 'GB'],
      ifAllAgree: 'adopted',
    });
    expect(missing(after(open(trio), act('AU', 'object')))).toMatchObject({
      state: 'broken',
      objected: ['AU'],
      ifAllAgree: 'broken',
    });
  });
});

describe('a defective record', () => {
  it('[P6] an event that does not follow throws', () => {
    const closed: ProcedureEvent = ended(after(open(trio)), { state: 'adopted', cause: 'counted' }, T0);
    expect(() => evolve(null, closed)).toThrow('not open');
    expect(() => evolve(after(open(trio), act('AU', 'object')), closed)).toThrow('not open');
    const again: ProcedureEvent = {
      type: 'opened',
      terms: open(trio).terms,
      reserves: [],
      residuals: {},
      at: T0,
    };
    expect(() => evolve(after(open(trio)), again)).toThrow('already');
  });
});

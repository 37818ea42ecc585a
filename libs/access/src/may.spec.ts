import { err, instant, ok, type DelegationCode, type MandateId, type PersonId } from '@entente/kernel';
import { ACTIONS, type Action } from './action.js';
import {
  DELEGATION_KINDS,
  mandateFor,
  POWERS,
  ROLES,
  type Actor,
  type DelegationKind,
  type Mandate,
  type Power,
  type Role,
} from './actor.js';
import { documentAccess } from './document-access.js';
import { effectiveRoles, may, mayEver } from './may.js';
import type { Subject } from './subject.js';

const NOW = instant(10_000);
const code = (text: string): DelegationCode => text as DelegationCode;
const SEATS: Readonly<Record<DelegationKind, DelegationCode>> = {
  partner: code('AU'),
  chair: code('PRES'),
  secretariat: code('SEC'),
  observer: code('OBS'),
  administration: code('ADM'),
};
const mandate = (power: Power, change: Partial<Mandate> = {}): Mandate => ({
  id: `mandate to ${power}` as MandateId,
  power,
  from: instant(0),
  to: null,
  ...change,
});
const actor = (kind: DelegationKind, roles: readonly Role[], powers: readonly Power[] = POWERS): Actor => ({
  person: 'a person' as PersonId,
  delegation: SEATS[kind],
  delegationKind: kind,
  roles,
  mandates: powers.map((power) => mandate(power)),
});

const coalition: Subject = { kind: 'coalition' };
const ours: Subject = { kind: 'package', parties: Object.values(SEATS) };
const theirs: Subject = { kind: 'package', parties: [code('JP')] };
const annex = (owner: string, ...releasedTo: string[]): Subject => ({
  kind: 'annex',
  owner: code(owner),
  releasedTo: releasedTo.map(code),
});
const SUBJECT_OF: Readonly<Record<Action, (own: DelegationCode) => Subject>> = {
  'coalition.read': () => coalition,
  'coalition.administer': () => coalition,
  'people.read': () => coalition,
  'book.read': () => coalition,
  'book.edit': () => coalition,
  'book.activate': () => coalition,
  'system.read': () => coalition,
  'system.operate': () => coalition,
  'package.list': () => coalition,
  'package.create': () => coalition,
  'package.read': () => ours,
  'package.edit': () => ours,
  'history.read': () => ours,
  'history.read-deleted': () => ours,
  'history.name': () => ours,
  'section.arrange': () => ours,
  'section.close': () => ours,
  'drafting.rule': () => ours,
  'version.table': () => ours,
  'procedure.read': () => ours,
  'procedure.open': () => ours,
  'procedure.act': () => ours,
  'procedure.break-silence': () => ours,
  'procedure.speak': () => ours,
  'procedure.confirm': () => ours,
  'procedure.acknowledge': () => ours,
  'procedure.declare': () => ours,
  'procedure.corrigendum': () => ours,
  'position.read': () => ours,
  'position.take': () => ours,
  'provision.mark': () => ours,
  'instruction.read': () => ours,
  'instruction.give': () => ours,
  'note.read': () => ours,
  'note.write': () => ours,
  'publication.publish': () => ours,
  'annex.list': () => ours,
  'annex.register': () => ours,
  'annex.read': (own) => annex('JP', own),
  'annex.deposit': (own) => annex(own),
};

/** Written out by hand, not derived from the rules: who may do what in the seat that fits the role, with every mandate. */
const READS: readonly Action[] = [
  'package.read',
  'history.read',
  'procedure.read',
  'position.read',
  'annex.list',
];
const EVERYONE: readonly Action[] = ['coalition.read', 'people.read', 'book.read', 'package.list'];
const BOOKS: readonly Action[] = ['book.edit', 'book.activate'];
const RUNS: readonly Action[] = [
  'package.create',
  'section.arrange',
  'section.close',
  'drafting.rule',
  'version.table',
  'provision.mark',
];
const DRAFTS: readonly Action[] = ['package.edit', 'history.read-deleted', 'history.name'];
const NATIONAL: readonly Action[] = [
  ...EVERYONE,
  ...READS,
  ...DRAFTS,
  'position.take',
  'procedure.break-silence',
  'procedure.speak',
  'procedure.acknowledge',
  'instruction.read',
  'note.read',
  'note.write',
  'annex.register',
  'annex.read',
  'annex.deposit',
];
const EXPECTED: Readonly<Record<Role, readonly Action[]>> = {
  delegate: NATIONAL,
  head_of_delegation: [...NATIONAL, 'procedure.act', 'procedure.declare'],
  ministry_signatory: [
    ...NATIONAL,
    'procedure.act',
    'procedure.confirm',
    'procedure.declare',
    'instruction.give',
  ],
  secretariat: [
    ...EVERYONE,
    ...BOOKS,
    ...READS,
    ...RUNS,
    ...DRAFTS,
    'procedure.corrigendum',
    'procedure.declare',
    'publication.publish',
    'annex.read',
  ],
  chair: [...EVERYONE, ...READS, ...RUNS, ...DRAFTS, 'procedure.open', 'procedure.declare', 'annex.read'],
  observer: [...EVERYONE, ...READS, 'annex.read'],
  auditor: [...EVERYONE, ...READS],
  administrator: [...EVERYONE, 'coalition.administer', 'system.read', 'system.operate'],
};
const SEATS_OF_ROLE: Readonly<Record<Role, readonly DelegationKind[]>> = {
  delegate: ['partner'],
  head_of_delegation: ['partner'],
  ministry_signatory: ['partner'],
  secretariat: ['secretariat'],
  chair: ['chair'],
  observer: ['observer'],
  auditor: ['secretariat', 'observer'],
  administrator: ['secretariat', 'observer', 'administration'],
};
const NEEDS: Partial<Record<Action, Power>> = {
  'book.edit': 'propose',
  'book.activate': 'propose',
  'coalition.administer': 'administer',
  'system.read': 'administer',
  'system.operate': 'administer',
  'package.create': 'propose',
  'package.edit': 'speak',
  'history.name': 'speak',
  'section.arrange': 'propose',
  'section.close': 'propose',
  'drafting.rule': 'propose',
  'version.table': 'propose',
  'procedure.open': 'propose',
  'procedure.act': 'endorse',
  'procedure.break-silence': 'break_silence',
  'procedure.speak': 'take_positions',
  'procedure.confirm': 'endorse',
  'procedure.declare': 'speak',
  'procedure.corrigendum': 'propose',
  'position.take': 'take_positions',
  'provision.mark': 'propose',
  'instruction.give': 'speak',
  'publication.publish': 'publish',
  'annex.register': 'propose',
  'annex.deposit': 'propose',
};

const everySeat = ROLES.flatMap((role) => DELEGATION_KINDS.map((kind) => [role, kind] as const));
const expectedOf = (role: Role, kind: DelegationKind): readonly Action[] =>
  SEATS_OF_ROLE[role].includes(kind) ? ACTIONS.filter((action) => EXPECTED[role].includes(action)) : [];
const needsNone = (action: Action): boolean => NEEDS[action] === undefined;
const allowedTo = (who: Actor): readonly Action[] =>
  ACTIONS.filter((action) => may(who, action, SUBJECT_OF[action](who.delegation), NOW).ok);

describe('role × delegation × action', () => {
  it.each(everySeat)('[A1] what a %s of a %s may do, with every mandate', (role, kind) => {
    expect(allowedTo(actor(kind, [role]))).toEqual(expectedOf(role, kind));
  });

  it.each(everySeat)('[A1] what a %s of a %s may do without any mandate', (role, kind) => {
    expect(allowedTo(actor(kind, [role], []))).toEqual(expectedOf(role, kind).filter(needsNone));
  });

  it.each(everySeat)('[A1] what a %s of a %s loses with each mandate', (role, kind) => {
    for (const power of POWERS) {
      const others = POWERS.filter((other) => other !== power);
      expect(allowedTo(actor(kind, [role], others))).toEqual(
        expectedOf(role, kind).filter((action) => NEEDS[action] !== power),
      );
    }
  });

  it.each(everySeat)('[A3] what a %s of a %s has no part in does not exist', (role, kind) => {
    const who = actor(kind, [role]);
    const auditing = role === 'auditor' && SEATS_OF_ROLE.auditor.includes(kind);
    for (const action of ACTIONS) {
      const subject = SUBJECT_OF[action](who.delegation);
      if (subject.kind === 'coalition' || (auditing && subject.kind === 'package')) continue;
      const foreign = subject.kind === 'package' ? theirs : annex('JP', 'KR');
      expect([action, may(who, action, foreign, NOW)]).toEqual([action, err({ code: 'NOT_FOUND' })]);
    }
  });

  it('[A3] an auditor reads packages that the seat has no part in', () => {
    const auditor = actor('observer', ['auditor']);
    expect(ACTIONS.filter((action) => may(auditor, action, theirs, NOW).ok)).toEqual(READS);
  });

  it.each(everySeat)('[A12] what a %s of a %s may, mayEver does not refuse', (role, kind) => {
    const who = actor(kind, [role]);
    expect(ACTIONS.filter((action) => mayEver(who, action, NOW).ok)).toEqual(allowedTo(who));
  });
});

describe('denials', () => {
  it('[A1] say what is missing to who may know of the subject', () => {
    expect(may(actor('partner', ['delegate']), 'procedure.act', ours, NOW)).toEqual(
      err({ code: 'FORBIDDEN', reason: 'role' }),
    );
    expect(may(actor('chair', ['chair']), 'procedure.act', ours, NOW)).toEqual(
      err({ code: 'FORBIDDEN', reason: 'delegation' }),
    );
    expect(may(actor('partner', ['head_of_delegation'], []), 'procedure.act', ours, NOW)).toEqual(
      err({ code: 'FORBIDDEN', reason: 'mandate' }),
    );
  });

  it('[A3] say nothing to who may not', () => {
    expect(may(actor('partner', ['head_of_delegation'], []), 'procedure.act', theirs, NOW)).toEqual(
      err({ code: 'NOT_FOUND' }),
    );
    expect(may(actor('partner', ['delegate']), 'annex.read', annex('JP', 'KR'), NOW)).toEqual(
      err({ code: 'NOT_FOUND' }),
    );
  });

  it('[A1] a subject of the wrong kind is denied', () => {
    expect(may(actor('partner', ['delegate']), 'package.read', coalition, NOW)).toEqual(
      err({ code: 'NOT_FOUND' }),
    );
  });
});

describe('mandates', () => {
  const signatory = (from: number, to: number | null): Actor => ({
    ...actor('partner', ['ministry_signatory'], []),
    mandates: [mandate('endorse', { from: instant(from), to: to === null ? null : instant(to) })],
  });

  it.each([
    ['from this instant', 10_000, null, true],
    ['from the next', 10_001, null, false],
    ['until the next', 0, 10_001, true],
    ['until this instant', 0, 10_000, false],
    ['without an end', 0, null, true],
  ] as const)('[A2] a mandate %s', (_when, from, to, allowed) => {
    const answer = may(signatory(from, to), 'procedure.act', ours, NOW);
    expect(answer).toEqual(allowed ? ok(undefined) : err({ code: 'FORBIDDEN', reason: 'mandate' }));
  });

  it('[A2] of several in force the one that began first is named', () => {
    const who: Actor = {
      ...signatory(500, null),
      mandates: [
        mandate('endorse', { id: 'second' as MandateId, from: instant(500) }),
        mandate('endorse', { id: 'ended' as MandateId, from: instant(1), to: instant(2) }),
        mandate('endorse', { id: 'first' as MandateId, from: instant(100) }),
      ],
    };
    expect(mandateFor(who, 'endorse', NOW)?.id).toBe('first');
    expect(mandateFor(who, 'publish', NOW)).toBeNull();
  });
});

describe('separation of duties', () => {
  const everyRole = (kind: DelegationKind): Actor => actor(kind, ROLES);

  it('[A4] a role that does not fit the seat counts for nothing', () => {
    expect(effectiveRoles(everyRole('partner'))).toEqual([
      'delegate',
      'head_of_delegation',
      'ministry_signatory',
    ]);
    expect(effectiveRoles(everyRole('chair'))).toEqual(['chair']);
    expect(effectiveRoles(everyRole('secretariat'))).toEqual(['secretariat', 'auditor', 'administrator']);
    expect(effectiveRoles(everyRole('observer'))).toEqual(['observer', 'auditor', 'administrator']);
  });

  it.each(['secretariat', 'chair', 'observer'] as const)(
    '[A5] nobody of the %s acts or takes a position, with every role and every mandate',
    (kind) => {
      for (const action of ['procedure.act', 'position.take'] as const) {
        expect(may(everyRole(kind), action, ours, NOW).ok).toBe(false);
      }
    },
  );

  it('[A6] an administrator finds no package and no annex', () => {
    const administrator = actor('secretariat', ['administrator']);
    for (const action of ACTIONS) {
      const subject = SUBJECT_OF[action](administrator.delegation);
      if (subject.kind === 'coalition') continue;
      expect([action, may(administrator, action, subject, NOW)]).toEqual([
        action,
        err({ code: 'NOT_FOUND' }),
      ]);
    }
    expect(
      documentAccess(administrator, { kind: 'package', parties: [administrator.delegation] }, OPEN, NOW),
    ).toBe('none');
  });

  it('[A7] a delegate with a mandate to endorse does not bind the partner', () => {
    expect(may(actor('partner', ['delegate'], ['endorse']), 'procedure.act', ours, NOW).ok).toBe(false);
    expect(may(actor('partner', ['head_of_delegation'], ['endorse']), 'procedure.act', ours, NOW).ok).toBe(
      true,
    );
  });

  it('[A17] a delegate objects with the power to break silence, and confirms for no capital', () => {
    expect(
      may(actor('partner', ['delegate'], ['break_silence']), 'procedure.break-silence', ours, NOW).ok,
    ).toBe(true);
    expect(may(actor('partner', ['delegate'], ['endorse']), 'procedure.break-silence', ours, NOW).ok).toBe(
      false,
    );
    expect(may(actor('partner', ['head_of_delegation']), 'procedure.confirm', ours, NOW).ok).toBe(false);
    for (const kind of ['chair', 'secretariat', 'observer'] as const) {
      for (const action of [
        'procedure.break-silence',
        'procedure.speak',
        'procedure.confirm',
        'procedure.acknowledge',
      ] as const) {
        expect(may(everyRole(kind), action, ours, NOW).ok).toBe(false);
      }
    }
  });

  it('[A8] nobody both opens a procedure and publishes', () => {
    for (const kind of DELEGATION_KINDS) {
      const both = ['procedure.open', 'publication.publish'] as const;
      expect(both.every((action) => may(everyRole(kind), action, ours, NOW).ok)).toBe(false);
    }
  });

  it('[A10] who may read an annex does not release it', () => {
    const reader = actor('partner', ['head_of_delegation']);
    expect(may(reader, 'annex.read', annex('JP', 'AU'), NOW).ok).toBe(true);
    expect(may(reader, 'annex.deposit', annex('JP', 'AU'), NOW)).toEqual(
      err({ code: 'FORBIDDEN', reason: 'owner' }),
    );
    expect(may(reader, 'annex.deposit', annex('AU'), NOW).ok).toBe(true);
  });
});

const OPEN = { document: 'open', drafting: true, delegationsMay: 'write' } as const;

describe('live editing', () => {
  const parties = { kind: 'package', parties: Object.values(SEATS) } as const;
  const delegate = actor('partner', ['delegate'], ['speak']);

  it('[A11] writes with the power to speak, in an open document of a package in drafting', () => {
    for (const who of [delegate, actor('chair', ['chair']), actor('secretariat', ['secretariat'])]) {
      expect(documentAccess(who, parties, OPEN, NOW)).toBe('write');
    }
  });

  it.each([
    ['a closed document', { ...OPEN, document: 'closed' }],
    ['a package that is not in drafting', { ...OPEN, drafting: false }],
  ] as const)('[A11] reads %s', (_what, state) => {
    expect(documentAccess(delegate, parties, state, NOW)).toBe('read');
  });

  it('[A11] reads without the power to speak', () => {
    expect(documentAccess(actor('partner', ['delegate'], []), parties, OPEN, NOW)).toBe('read');
  });

  it.each(['suggest', 'comment'] as const)(
    '[A13] where delegations %s, they do no more than that',
    (rule) => {
      const state = { ...OPEN, delegationsMay: rule };
      for (const role of ['delegate', 'head_of_delegation', 'ministry_signatory'] as const) {
        expect(documentAccess(actor('partner', [role], POWERS), parties, state, NOW)).toBe(rule);
      }
      expect(documentAccess(actor('partner', ['delegate'], []), parties, state, NOW)).toBe('read');
      expect(documentAccess(delegate, parties, { ...state, document: 'closed' }, NOW)).toBe('read');
      expect(documentAccess(delegate, parties, { ...state, drafting: false }, NOW)).toBe('read');
      expect(documentAccess(actor('observer', ['observer']), parties, state, NOW)).toBe('read');
    },
  );

  it.each(['suggest', 'comment'] as const)('[A13] where delegations %s, the pen-holders write', (rule) => {
    const state = { ...OPEN, delegationsMay: rule };
    expect(documentAccess(actor('chair', ['chair']), parties, state, NOW)).toBe('write');
    expect(documentAccess(actor('secretariat', ['secretariat']), parties, state, NOW)).toBe('write');
  });

  it('[A14] a delegate does not set what delegations may do to the text; the chair and the secretariat do', () => {
    expect(may(actor('partner', ['head_of_delegation'], POWERS), 'drafting.rule', parties, NOW).ok).toBe(
      false,
    );
    expect(may(actor('observer', ['observer'], POWERS), 'drafting.rule', parties, NOW).ok).toBe(false);
    expect(may(actor('chair', ['chair']), 'drafting.rule', parties, NOW).ok).toBe(true);
    expect(may(actor('secretariat', ['secretariat']), 'drafting.rule', parties, NOW).ok).toBe(true);
  });

  it('[A9] observers and auditors read, with every mandate', () => {
    expect(documentAccess(actor('observer', ['observer']), parties, OPEN, NOW)).toBe('read');
    expect(documentAccess(actor('secretariat', ['auditor']), parties, OPEN, NOW)).toBe('read');
  });

  it('[A11] a package that one has no part in has no documents', () => {
    expect(documentAccess(delegate, { kind: 'package', parties: [code('JP')] }, OPEN, NOW)).toBe('none');
  });
});

describe('history', () => {
  it.each(everySeat)('[A15] what a %s of a %s may read of the past', (role, kind) => {
    const who = actor(kind, [role], []);
    const fits = SEATS_OF_ROLE[role].includes(kind);
    const watches = role === 'observer' || role === 'auditor';
    const allowed = (action: Action): boolean => may(who, action, ours, NOW).ok;
    expect(allowed('history.read')).toBe(fits && role !== 'administrator');
    expect(allowed('history.read-deleted')).toBe(fits && role !== 'administrator' && !watches);
    expect(allowed('history.name')).toBe(false);
  });
});

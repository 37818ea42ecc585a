import type { Action } from './action.js';
import type { DelegationKind, Power, Role } from './actor.js';

/** Who may do one action: one of `roles`, sitting in one of `kinds`, holding `power` where it is not null. */
export interface Rule {
  readonly subject: 'coalition' | 'package' | 'annex';
  readonly roles: readonly Role[];
  readonly kinds: readonly DelegationKind[];
  readonly power: Power | null;
  /** Only the delegation that owns the subject. */
  readonly ownerOnly?: true;
}

const EVERY_KIND: readonly DelegationKind[] = [
  'partner',
  'chair',
  'secretariat',
  'observer',
  'administration',
];
const PARTNER: readonly DelegationKind[] = ['partner'];

const NATIONAL: readonly Role[] = ['delegate', 'head_of_delegation', 'ministry_signatory'];
const NEGOTIATING: readonly Role[] = [...NATIONAL, 'secretariat', 'chair'];
const READING: readonly Role[] = [...NEGOTIATING, 'observer', 'auditor'];
const EVERYONE: readonly Role[] = [...READING, 'administrator'];
/** Those who can bind a partner; a delegate speaks for it (DOMAIN §0). */
const BINDING: readonly Role[] = ['head_of_delegation', 'ministry_signatory'];

const anyone = { subject: 'coalition', roles: EVERYONE, kinds: EVERY_KIND, power: null } as const;
const reading = { subject: 'package', roles: READING, kinds: EVERY_KIND, power: null } as const;
const negotiating = {
  subject: 'package',
  roles: NEGOTIATING,
  kinds: ['partner', 'chair', 'secretariat'],
} as const;
const running = {
  subject: 'package',
  roles: ['secretariat', 'chair'],
  kinds: ['chair', 'secretariat'],
  power: 'propose',
} as const;

const administering = {
  subject: 'coalition',
  roles: ['administrator'],
  kinds: EVERY_KIND,
  power: 'administer',
} as const;

const keepingBooks = {
  subject: 'coalition',
  roles: ['secretariat'],
  kinds: ['secretariat'],
  power: 'propose',
} as const;

/** The whole matrix. An action without a line does not compile; what a line does not name is denied (SPEC A1). */
export const RULES: Readonly<Record<Action, Rule>> = {
  'coalition.read': anyone,
  'coalition.administer': administering,
  'people.read': anyone,
  'book.read': anyone,
  'book.edit': keepingBooks,
  'book.activate': keepingBooks,
  'system.read': administering,
  'system.operate': administering,
  'package.list': anyone,
  'package.create': { ...running, subject: 'coalition' },
  'package.read': reading,
  'package.edit': { ...negotiating, power: 'speak' },
  'history.read': reading,
  'history.read-deleted': { ...negotiating, power: null },
  'history.name': { ...negotiating, power: 'speak' },
  'section.arrange': running,
  'section.close': running,
  'drafting.rule': running,
  'version.table': running,
  'procedure.read': reading,
  'procedure.open': { subject: 'package', roles: ['chair'], kinds: ['chair'], power: 'propose' },
  'procedure.act': { subject: 'package', roles: BINDING, kinds: PARTNER, power: 'endorse' },
  'procedure.break-silence': {
    subject: 'package',
    roles: NATIONAL,
    kinds: PARTNER,
    power: 'break_silence',
  },
  'procedure.speak': { subject: 'package', roles: NATIONAL, kinds: PARTNER, power: 'take_positions' },
  'procedure.confirm': {
    subject: 'package',
    roles: ['ministry_signatory'],
    kinds: PARTNER,
    power: 'endorse',
  },
  'procedure.acknowledge': { subject: 'package', roles: NATIONAL, kinds: PARTNER, power: null },
  'procedure.declare': {
    subject: 'package',
    roles: [...BINDING, 'secretariat', 'chair'],
    kinds: ['partner', 'chair', 'secretariat'],
    power: 'speak',
  },
  'procedure.corrigendum': {
    subject: 'package',
    roles: ['secretariat'],
    kinds: ['secretariat'],
    power: 'propose',
  },
  'position.read': reading,
  'position.take': { subject: 'package', roles: NATIONAL, kinds: PARTNER, power: 'take_positions' },
  'provision.mark': running,
  'instruction.read': { subject: 'package', roles: NATIONAL, kinds: PARTNER, power: null },
  'instruction.give': { subject: 'package', roles: ['ministry_signatory'], kinds: PARTNER, power: 'speak' },
  'note.read': { subject: 'package', roles: NATIONAL, kinds: PARTNER, power: null },
  'note.write': { subject: 'package', roles: NATIONAL, kinds: PARTNER, power: null },
  'publication.publish': {
    subject: 'package',
    roles: ['secretariat'],
    kinds: ['secretariat'],
    power: 'publish',
  },
  'annex.list': reading,
  'annex.register': { subject: 'package', roles: NATIONAL, kinds: PARTNER, power: 'propose' },
  'annex.read': { subject: 'annex', roles: [...NEGOTIATING, 'observer'], kinds: EVERY_KIND, power: null },
  'annex.deposit': {
    subject: 'annex',
    roles: NATIONAL,
    kinds: PARTNER,
    power: 'propose',
    ownerOnly: true,
  },
};

/** Which roles mean something in which seat: nobody sits for a partner and runs the procedure too (DOMAIN §0, SPEC A4). */
export const ROLES_OF_KIND: Readonly<Record<DelegationKind, readonly Role[]>> = {
  partner: NATIONAL,
  chair: ['chair'],
  secretariat: ['secretariat', 'auditor', 'administrator'],
  observer: ['observer', 'auditor', 'administrator'],
  administration: ['administrator'],
};

import { z } from 'zod';
import { delegationKind, email, mandate, password, power, role } from './identity.js';
import { delegationCode, instantMs, line, mandateId, personId, timeZone } from './primitives.js';
import { table } from './route.js';

const slug = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/);

export const coalition = z.strictObject({ name: line(200), slug, seat: line(100), timeZone });
export type Coalition = z.infer<typeof coalition>;

export const newPartner = z.strictObject({
  code: delegationCode,
  name: line(120),
  /** Place in protocol order, from 1. */
  order: z.int().min(1).max(999),
  /** Weight in weighted rules, e.g. population. Whole numbers only. */
  weight: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
});
export type NewPartner = z.infer<typeof newPartner>;

export const delegation = newPartner.extend({
  /** Neutral seats come after every partner, from 1000. */
  order: z.int().min(1),
  kind: delegationKind,
  active: z.boolean(),
});
export type Delegation = z.infer<typeof delegation>;

export const newPerson = z.strictObject({
  name: line(200),
  email,
  password,
  delegation: delegationCode,
  roles: z.array(role).min(1).max(8),
});
export type NewPerson = z.infer<typeof newPerson>;

export const person = z.strictObject({
  id: personId,
  name: z.string(),
  email: z.string(),
  delegation: delegationCode,
  roles: z.array(role),
  active: z.boolean(),
});
export type Person = z.infer<typeof person>;

export const newMandate = z.strictObject({
  person: personId,
  powers: z.array(power).min(1),
  from: instantMs,
  to: instantMs.nullable(),
  accreditedBy: line(300),
});
export type NewMandate = z.infer<typeof newMandate>;

export const setup = z.strictObject({
  coalition,
  administrator: z.strictObject({ name: line(200), email, password }),
  partners: z.array(newPartner).min(1).max(200),
  /** People of partners, the chair (`PRES`) and the secretariat (`SEC`); mandates follow from `powers`. */
  people: z.array(newPerson.extend({ powers: z.array(power) })).max(1_000),
});
export type Setup = z.infer<typeof setup>;

const demoAccount = z.strictObject({
  name: z.string(),
  email: z.string(),
  password: z.string(),
  delegation: z.string(),
  roles: z.array(role),
});
export const demo = z.strictObject({ accounts: z.array(demoAccount) });
export type Demo = z.infer<typeof demo>;

const byCode = z.strictObject({ code: delegationCode });
const byPerson = z.strictObject({ person: personId });

export const coalitionRoutes = table({
  setupState: {
    method: 'GET',
    path: '/setup',
    permission: 'public',
    summary: 'Whether a coalition stands here.',
    answer: z.strictObject({ state: z.enum(['empty', 'ready']), coalition: coalition.nullable() }),
  },
  setup: {
    method: 'POST',
    path: '/setup',
    permission: 'public',
    summary: 'First run: the first administrator, the coalition, its partners and people. Works once.',
    body: setup,
  },
  setupDemo: {
    method: 'POST',
    path: '/setup/demo',
    permission: 'public',
    summary: 'First run: load the demo coalition. Works once, on an empty store.',
    answer: demo,
  },
  coalition: {
    method: 'GET',
    path: '/coalition',
    permission: 'coalition.read',
    summary: 'The coalition and all its delegations in protocol order.',
    answer: z.strictObject({ coalition, delegations: z.array(delegation) }),
  },
  addPartner: {
    method: 'POST',
    path: '/partners',
    permission: 'coalition.administer',
    summary: 'Add a partner.',
    body: newPartner,
    answer: delegation,
  },
  changePartner: {
    method: 'PATCH',
    path: '/partners/:code',
    permission: 'coalition.administer',
    summary: 'Change a partner’s name, order, weight, or whether it takes part in new procedures.',
    params: byCode,
    body: newPartner.omit({ code: true }).extend({ active: z.boolean() }).partial(),
    answer: delegation,
  },
  people: {
    method: 'GET',
    path: '/people',
    permission: 'people.read',
    summary: 'The people: all for the administrator and the secretariat, one’s own delegation for others.',
    answer: z.strictObject({ people: z.array(person), mandates: z.array(mandate) }),
  },
  addPerson: {
    method: 'POST',
    path: '/people',
    permission: 'coalition.administer',
    summary: 'Add a person with a first password.',
    body: newPerson,
    answer: person,
  },
  changePerson: {
    method: 'PATCH',
    path: '/people/:person',
    permission: 'coalition.administer',
    summary:
      'Change a person’s name or roles, suspend or restore the account. Open sessions are closed in 5 s.',
    params: byPerson,
    body: z
      .strictObject({ name: line(200), roles: z.array(role).min(1), active: z.boolean(), password })
      .partial(),
    answer: person,
  },
  addMandate: {
    method: 'POST',
    path: '/mandates',
    permission: 'coalition.administer',
    summary: 'Accredit a person for one or more powers.',
    body: newMandate,
    answer: z.strictObject({ mandates: z.array(mandate) }),
  },
  revokeMandate: {
    method: 'POST',
    path: '/mandates/:mandate/revoke',
    permission: 'coalition.administer',
    summary: 'Revoke a mandate; it stays in the register with the instant of its end.',
    params: z.strictObject({ mandate: mandateId }),
    answer: mandate,
  },
});

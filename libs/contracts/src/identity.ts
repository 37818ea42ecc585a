import { DELEGATION_KINDS, POWERS, ROLES } from '@entente/access';
import { z } from 'zod';
import { limits } from './limits.js';
import { delegationCode, instantMs, line, mandateId, personId, timeZone } from './primitives.js';
import { table } from './route.js';

export const role = z.enum(ROLES);
export const power = z.enum(POWERS);
export const delegationKind = z.enum(DELEGATION_KINDS);
export const email = z.email().max(254).toLowerCase();
export const password = z.string().min(limits.passwordMin).max(limits.passwordMax);

export const mandate = z.strictObject({
  id: mandateId,
  person: personId,
  power,
  from: instantMs,
  to: instantMs.nullable(),
  accreditedBy: line(300),
  revokedAt: instantMs.nullable(),
});
export type Mandate = z.infer<typeof mandate>;

/** The person behind the session, as the top bar shows it. */
export const me = z.strictObject({
  person: personId,
  name: line(200),
  email: z.string(),
  roles: z.array(role),
  delegation: delegationCode,
  delegationName: z.string(),
  delegationKind: delegationKind,
  mandates: z.array(mandate),
  /** Their own zone; null: the seat's. */
  timeZone: timeZone.nullable(),
});
export type Me = z.infer<typeof me>;

export const signIn = z.strictObject({ email, password: z.string().min(1).max(limits.passwordMax) });
export type SignIn = z.infer<typeof signIn>;

/** The refresh token travels in an HttpOnly cookie, never here. */
export const session = z.strictObject({ accessToken: z.string(), expiresAt: instantMs, me });
export type Session = z.infer<typeof session>;

export const changePassword = z.strictObject({ current: z.string().max(limits.passwordMax), next: password });
export const socketTicket = z.strictObject({ ticket: z.string(), expiresAt: instantMs });
export const annexToken = z.strictObject({ token: z.string(), expiresAt: instantMs, address: z.url() });

export const identityRoutes = table({
  signIn: {
    method: 'POST',
    path: '/session',
    permission: 'public',
    summary: 'Sign in with e-mail address and password; sets the refresh cookie.',
    body: signIn,
    answer: session,
  },
  refreshSession: {
    method: 'POST',
    path: '/session/refresh',
    permission: 'public',
    summary: 'Rotate the refresh cookie and get a new access token. Reuse of an old one ends the family.',
    answer: session,
  },
  signOut: {
    method: 'DELETE',
    path: '/session',
    permission: 'signed-in',
    summary: 'End this session and every token of its family.',
  },
  me: { method: 'GET', path: '/me', permission: 'signed-in', summary: 'Who is signed in.', answer: me },
  changeProfile: {
    method: 'PATCH',
    path: '/me',
    permission: 'signed-in',
    summary: 'Set the time zone in which one reads deadlines; null: the zone of the seat.',
    body: z.strictObject({ timeZone: timeZone.nullable() }),
    answer: me,
  },
  changePassword: {
    method: 'POST',
    path: '/me/password',
    permission: 'signed-in',
    summary: 'Change one’s own password; ends all other sessions.',
    body: changePassword,
  },
  socketTicket: {
    method: 'POST',
    path: '/session/socket-ticket',
    permission: 'signed-in',
    summary: 'A ticket for one socket connection, valid once, for 30 seconds.',
    answer: socketTicket,
  },
  annexToken: {
    method: 'POST',
    path: '/session/annex-token',
    permission: 'signed-in',
    summary: 'A token for the annex store, valid for a minute, and its address.',
    answer: annexToken,
  },
});

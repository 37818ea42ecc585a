import { z } from 'zod';
import { delegationCode, hash, instantMs, packageId, personId, procedureId } from './primitives.js';
import { table } from './route.js';

/** What people are told of. The catalogue of each client holds the sentence; `docs/protocol.md` says when each is given. */
export const NOTIFICATION_KINDS = [
  'procedure_announced',
  'procedure_opened',
  'not_asked',
  'position_recorded',
  'objection',
  'hold_placed',
  'hold_extension_asked',
  'hold_extended',
  'hold_ended',
  'reserve_entered',
  'reserve_ended',
  'extension_asked',
  'procedure_extended',
  'procedure_suspended',
  'procedure_resumed',
  'corrigendum_filed',
  'corrigendum_contested',
  'corrigendum_stands',
  'deadline_near',
  'deadline_reminder',
  'capital_awaited',
  'declaration_to_join',
  'declaration_taken_back',
  'clock_fault',
  'items_decided',
  'procedure_closed',
  'late_objection',
  'members_disagree',
  'electorate_changed',
  'sunset_near',
] as const;
export const notificationKind = z.enum(NOTIFICATION_KINDS);
export type NotificationKind = z.infer<typeof notificationKind>;

/** What the sentence needs; a field that does not belong to the kind is absent. */
export const notificationFacts = z.strictObject({
  /** Number of the package, e.g. `JSP 7/26`, and of the version. */
  number: z.string(),
  revision: z.int(),
  procedureKind: z.string().optional(),
  packageHash: hash.optional(),
  partner: delegationCode.optional(),
  /** What was said: the act, the kind of reserve, the state at the end; `awaited`: one's delegation has yet to answer. */
  what: z.string().optional(),
  reason: z.string().optional(),
  items: z.array(z.string()).optional(),
  /** Of a procedure that follows another: how, and whom it does not ask. */
  followsAs: z.enum(['reissue', 'forum_switch', 'referral']).optional(),
  without: z.array(delegationCode).optional(),
  deadlineAt: instantMs.optional(),
  /** The instant that the law gives: of an adoption, of an objection, of the end of a hold. */
  at: instantMs.optional(),
});
export type NotificationFacts = z.infer<typeof notificationFacts>;

export const notification = z.strictObject({
  id: z.uuid(),
  kind: notificationKind,
  package: packageId,
  procedure: procedureId.nullable(),
  facts: notificationFacts,
  at: instantMs,
  readAt: instantMs.nullable(),
});
export type Notification = z.infer<typeof notification>;

/** Newest first, at most so many; `unread` counts all. */
export const NOTIFICATION_LIST = 100;

/** A letter that has not gone out. Names nobody's package: whoever runs the platform sees none (access SPEC A6). */
const waitingMail = z.strictObject({
  id: z.uuid(),
  person: personId,
  name: z.string(),
  kind: notificationKind,
  at: instantMs,
  attempts: z.int(),
  nextAt: instantMs,
  /** What the mail server said last; null: not tried yet. */
  error: z.string().nullable(),
});

export const mailStatus = z.strictObject({
  /** `smtp`: letters are handed to a mail server; `folder`: they are files; `none`: people are told on the screen alone. */
  transport: z.enum(['smtp', 'folder', 'none']),
  sent: z.int(),
  waiting: z.int(),
  failing: z.array(waitingMail),
});
export type MailStatus = z.infer<typeof mailStatus>;

export const notificationRoutes = table({
  notifications: {
    method: 'GET',
    path: '/me/notifications',
    permission: 'signed-in',
    summary: 'What one was told, the newest first, and how much of it is unread.',
    answer: z.strictObject({ unread: z.int(), notifications: z.array(notification).max(NOTIFICATION_LIST) }),
  },
  readNotifications: {
    method: 'POST',
    path: '/me/notifications/read',
    permission: 'signed-in',
    summary: 'Mark what one was told as read: these, or everything up to an instant.',
    body: z.union([
      z.strictObject({ ids: z.array(z.uuid()).min(1).max(NOTIFICATION_LIST) }),
      z.strictObject({ until: instantMs }),
    ]),
    answer: z.strictObject({ unread: z.int() }),
  },
  mailStatus: {
    method: 'GET',
    path: '/system/mail',
    permission: 'system.read',
    summary: 'Letters sent, waiting and failing; what the mail server said. No text and no package.',
    answer: mailStatus,
  },
  retryMail: {
    method: 'POST',
    path: '/system/mail/retry',
    permission: 'system.operate',
    summary: 'Try every failing letter again now.',
    answer: z.strictObject({ letters: z.int() }),
  },
});

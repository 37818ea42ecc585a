import { z } from 'zod';
import { procedureId } from './primitives.js';
import { table } from './route.js';

const DAY_MINUTES = 1_440;
/** As many times before one deadline. */
export const REMINDERS_MAX = 8;
/** Nearer than this a reminder could come after the deadline; further off it would be of nothing that one thinks of. */
export const REMINDER_MINUTES = { least: 5, most: 60 * DAY_MINUTES } as const;

const once = (values: readonly unknown[]): boolean => new Set(values).size === values.length;

/** When and how a person is reminded of a deadline (consensus SPEC R240). */
export const reminders = z.strictObject({
  /** Minutes before the deadline, each once. None: no reminder, and no alarm in the calendar file. */
  before: z
    .array(z.int().min(REMINDER_MINUTES.least).max(REMINDER_MINUTES.most))
    .max(REMINDERS_MAX)
    .refine(once, 'a time stands here twice'),
  /** Neither: calendar files alone have an alarm at these times. */
  by: z
    .array(z.enum(['screen', 'letter']))
    .max(2)
    .refine(once, 'a way stands here twice'),
  /** Also where nothing is awaited of one's delegation: it has answered, or is not asked. */
  always: z.boolean(),
});
export type Reminders = z.infer<typeof reminders>;

/** What holds for whoever has chosen nothing: the calendar file rings a day and two hours before, and nothing else does. */
export const DEFAULT_REMINDERS: Reminders = { before: [DAY_MINUTES, 120], by: [], always: false };

const ownReminders = z.strictObject({
  reminders,
  /** False: nothing was chosen, and the default holds. */
  chosen: z.boolean(),
  /** Whether this platform sends letters at all. */
  letters: z.boolean(),
});

const procedureReminders = z.strictObject({
  /** What holds for this procedure. */
  reminders,
  /** False: as everywhere. */
  chosen: z.boolean(),
  /** What holds everywhere else. */
  general: reminders,
  letters: z.boolean(),
});

const byProcedure = z.strictObject({ procedure: procedureId });
const choice = z.strictObject({ reminders: reminders.nullable() });

export const reminderRoutes = table({
  reminders: {
    method: 'GET',
    path: '/me/reminders',
    permission: 'signed-in',
    summary: 'When and how one is reminded of deadlines.',
    answer: ownReminders,
  },
  setReminders: {
    method: 'PUT',
    path: '/me/reminders',
    permission: 'signed-in',
    summary: 'Choose when and how one is reminded of deadlines; null: as whoever has chosen nothing.',
    body: choice,
    answer: ownReminders,
  },
  procedureReminders: {
    method: 'GET',
    path: '/procedures/:procedure/reminders',
    permission: 'procedure.read',
    summary: 'When and how one is reminded of the deadline of this procedure.',
    params: byProcedure,
    answer: procedureReminders,
  },
  setProcedureReminders: {
    method: 'PUT',
    path: '/procedures/:procedure/reminders',
    permission: 'procedure.read',
    summary: 'Choose other reminders for this procedure alone, or none; null: as everywhere.',
    params: byProcedure,
    body: choice,
    answer: procedureReminders,
  },
});

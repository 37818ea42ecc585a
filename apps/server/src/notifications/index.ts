import type { Feature } from '@entente/nest-platform';
import { CreateNotifications1795600300200 } from './1795600300200-create-notifications.js';
import { Reminders1795711000000 } from './1795711000000-reminders.js';
import { LetterTable, NotificationTable } from './notification.table.js';
import { NotificationsModule } from './notifications.module.js';
import { PersonRemindersTable, ProcedureRemindersTable } from './reminder-choice.table.js';

export { NotificationsModule };
export { calendarFile } from './calendar-file.js';
export { decisionPage, deadlineSummary } from './letter.js';
export { Notices, type Notice, type Reminder } from './notices.js';
export { ReminderChoices, type DueReminder, type Leads } from './reminder-choices.js';

/** What people are told on the screen and by letter. */
export const notificationsFeature: Feature = {
  module: NotificationsModule,
  entities: [NotificationTable, LetterTable, PersonRemindersTable, ProcedureRemindersTable],
  migrations: [CreateNotifications1795600300200, Reminders1795711000000],
};

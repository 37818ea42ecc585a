import { Module } from '@nestjs/common';
import { LetterSender } from './letter-sender.js';
import { Notices } from './notices.js';
import { NotificationsController } from './notifications.controller.js';
import { NotificationsService } from './notifications.service.js';
import { ReminderChoices } from './reminder-choices.js';

@Module({
  controllers: [NotificationsController],
  providers: [LetterSender, Notices, NotificationsService, ReminderChoices],
  exports: [Notices, ReminderChoices],
})
export class NotificationsModule {}

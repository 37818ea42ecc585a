import { Module } from '@nestjs/common';
import { LetterSender } from './letter-sender.js';
import { Notices } from './notices.js';
import { NotificationsController } from './notifications.controller.js';
import { NotificationsService } from './notifications.service.js';

@Module({
  controllers: [NotificationsController],
  providers: [LetterSender, Notices, NotificationsService],
  exports: [Notices],
})
export class NotificationsModule {}

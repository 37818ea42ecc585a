import { routes } from '@entente/contracts';
import { ContractController, Implements, Input, type AnswerOf, type InputOf } from '@entente/nest-platform';
import { NotificationsService } from './notifications.service.js';

@ContractController()
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  @Implements(routes.notifications)
  async list(
    @Input() { actor }: InputOf<typeof routes.notifications>,
  ): Promise<AnswerOf<typeof routes.notifications>> {
    return this.notifications.list(actor.person);
  }

  @Implements(routes.readNotifications)
  async read(
    @Input() { actor, body }: InputOf<typeof routes.readNotifications>,
  ): Promise<AnswerOf<typeof routes.readNotifications>> {
    await this.notifications.read(actor.person, body);
    return { unread: await this.notifications.unread(actor.person) };
  }

  @Implements(routes.mailStatus)
  async mail(): Promise<AnswerOf<typeof routes.mailStatus>> {
    return this.notifications.mail();
  }

  @Implements(routes.retryMail)
  async retry(): Promise<AnswerOf<typeof routes.retryMail>> {
    return { letters: await this.notifications.retry() };
  }
}

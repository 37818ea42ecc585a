import { routes } from '@entente/contracts';
import { ContractController, Implements, Input, type AnswerOf, type InputOf } from '@entente/nest-platform';
import { RemindersService } from './reminders.service.js';

/** One's own reminders. Whose they are is who asks: no route names a person. */
@ContractController()
export class RemindersController {
  constructor(private readonly reminders: RemindersService) {}

  @Implements(routes.reminders)
  async general(
    @Input() { actor }: InputOf<typeof routes.reminders>,
  ): Promise<AnswerOf<typeof routes.reminders>> {
    return this.reminders.general(actor.person);
  }

  @Implements(routes.setReminders)
  async setGeneral(
    @Input() { actor, body }: InputOf<typeof routes.setReminders>,
  ): Promise<AnswerOf<typeof routes.setReminders>> {
    await this.reminders.chooseGeneral(actor.person, body.reminders);
    return this.reminders.general(actor.person);
  }

  @Implements(routes.procedureReminders)
  async own(
    @Input() { actor, params }: InputOf<typeof routes.procedureReminders>,
  ): Promise<AnswerOf<typeof routes.procedureReminders>> {
    return this.reminders.own(actor.person, params.procedure);
  }

  @Implements(routes.setProcedureReminders)
  async setOwn(
    @Input() { actor, params, body }: InputOf<typeof routes.setProcedureReminders>,
  ): Promise<AnswerOf<typeof routes.setProcedureReminders>> {
    await this.reminders.chooseOwn(actor.person, params.procedure, body.reminders);
    return this.reminders.own(actor.person, params.procedure);
  }
}

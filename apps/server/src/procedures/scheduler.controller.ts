import { routes } from '@entente/contracts';
import { ContractController, Implements, type AnswerOf } from '@entente/nest-platform';
import { SchedulerWatch } from './scheduler-watch.js';

/** What wakes procedures, for whoever runs the platform. */
@ContractController()
export class SchedulerController {
  constructor(private readonly watch: SchedulerWatch) {}

  @Implements(routes.scheduler)
  async status(): Promise<AnswerOf<typeof routes.scheduler>> {
    return this.watch.status();
  }
}

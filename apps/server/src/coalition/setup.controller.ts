import { routes } from '@entente/contracts';
import { ContractController, Implements, Input, type AnswerOf, type InputOf } from '@entente/nest-platform';
import { Inject } from '@nestjs/common';
import { CoalitionService } from './coalition.service.js';
import { DemoService } from './demo.service.js';
import { SetupService } from './setup.service.js';

/** The first run: open to anyone who reaches the server, once, and to no page but our own. */
@ContractController()
export class SetupController {
  constructor(
    @Inject(CoalitionService) private readonly coalitions: CoalitionService,
    @Inject(SetupService) private readonly setups: SetupService,
    @Inject(DemoService) private readonly demo: DemoService,
  ) {}

  @Implements(routes.setupState)
  async state(): Promise<AnswerOf<typeof routes.setupState>> {
    const coalition = await this.coalitions.find();
    return { state: coalition === null ? 'empty' : 'ready', coalition };
  }

  @Implements(routes.setup)
  async setup(@Input() { body }: InputOf<typeof routes.setup>): Promise<void> {
    await this.setups.run(body);
  }

  @Implements(routes.setupDemo)
  async setupDemo(
    @Input() _input: InputOf<typeof routes.setupDemo>,
  ): Promise<AnswerOf<typeof routes.setupDemo>> {
    return this.demo.load();
  }
}

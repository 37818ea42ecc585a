import { routes } from '@entente/contracts';
import {
  ContractController,
  Implements,
  Input,
  Refusal,
  type AnswerOf,
  type InputOf,
} from '@entente/nest-platform';
import { NodeWatch } from './node-watch.js';
import { SystemService } from './system.service.js';

@ContractController()
export class SystemController {
  constructor(
    private readonly system: SystemService,
    private readonly watch: NodeWatch,
  ) {}

  @Implements(routes.liveStatus)
  async status(): Promise<AnswerOf<typeof routes.liveStatus>> {
    return this.system.status(this.watch);
  }

  @Implements(routes.endConnection)
  async end(@Input() { actor, params, body }: InputOf<typeof routes.endConnection>): Promise<void> {
    const ended = await this.system.end(actor.person, params.connection, body.what);
    if (!ended.ok) throw new Refusal(ended.error);
  }
}

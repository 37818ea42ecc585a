import { routes } from '@entente/contracts';
import { ContractController, Implements, Input, type AnswerOf, type InputOf } from '@entente/nest-platform';
import { unwrap } from '../lifecycle/index.js';
import { AnnexIndexService } from './annex-index.service.js';

@ContractController()
export class AnnexIndexController {
  constructor(private readonly annexes: AnnexIndexService) {}

  @Implements(routes.annexIndex)
  async list(
    @Input() { params }: InputOf<typeof routes.annexIndex>,
  ): Promise<AnswerOf<typeof routes.annexIndex>> {
    return { annexes: await this.annexes.list(params.package) };
  }

  @Implements(routes.registerAnnex)
  async register(
    @Input() { actor, params, body }: InputOf<typeof routes.registerAnnex>,
  ): Promise<AnswerOf<typeof routes.registerAnnex>> {
    return unwrap(await this.annexes.register(actor, params.package, body));
  }

  @Implements(routes.withdrawAnnex)
  async withdraw(@Input() { actor, params }: InputOf<typeof routes.withdrawAnnex>): Promise<void> {
    unwrap(await this.annexes.withdraw(actor, params.package, params.annex));
  }
}

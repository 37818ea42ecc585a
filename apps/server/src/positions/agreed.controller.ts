import { routes } from '@entente/contracts';
import { ContractController, Implements, Input, type AnswerOf, type InputOf } from '@entente/nest-platform';
import { unwrap } from '../lifecycle/index.js';
import { AgreedService } from './agreed.service.js';

@ContractController()
export class AgreedController {
  constructor(private readonly agreed: AgreedService) {}

  @Implements(routes.agreedMarks)
  async list(
    @Input() { params }: InputOf<typeof routes.agreedMarks>,
  ): Promise<AnswerOf<typeof routes.agreedMarks>> {
    return { marks: unwrap(await this.agreed.list(params.package)) };
  }

  @Implements(routes.markAgreed)
  async mark(
    @Input() { actor, params, body }: InputOf<typeof routes.markAgreed>,
  ): Promise<AnswerOf<typeof routes.markAgreed>> {
    return { marks: unwrap(await this.agreed.mark(actor, params.package, body)) };
  }
}

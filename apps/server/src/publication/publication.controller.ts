import { routes } from '@entente/contracts';
import { ContractController, Implements, Input, type AnswerOf, type InputOf } from '@entente/nest-platform';
import { unwrap } from '../lifecycle/index.js';
import { PublicationService } from './publication.service.js';

@ContractController()
export class PublicationController {
  constructor(private readonly publications: PublicationService) {}

  @Implements(routes.publish)
  async publish(
    @Input() { actor, params, body }: InputOf<typeof routes.publish>,
  ): Promise<AnswerOf<typeof routes.publish>> {
    return unwrap(await this.publications.publish(actor, params.package, body.packageHash));
  }

  @Implements(routes.publications)
  async list(): Promise<AnswerOf<typeof routes.publications>> {
    return { publications: await this.publications.list() };
  }
}

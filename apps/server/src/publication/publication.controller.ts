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
    const { packageHash, words = [] } = body;
    return unwrap(await this.publications.publish(actor, params.package, { packageHash, words }));
  }

  @Implements(routes.publicationPreview)
  async preview(
    @Input() { params }: InputOf<typeof routes.publicationPreview>,
  ): Promise<AnswerOf<typeof routes.publicationPreview>> {
    return unwrap(await this.publications.preview(params.package));
  }

  @Implements(routes.publications)
  async list(): Promise<AnswerOf<typeof routes.publications>> {
    return { publications: await this.publications.list() };
  }
}

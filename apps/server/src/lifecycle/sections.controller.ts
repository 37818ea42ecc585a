import { routes } from '@entente/contracts';
import { ContractController, Implements, Input, type AnswerOf, type InputOf } from '@entente/nest-platform';
import { SectionsService } from './sections.service.js';
import { unwrap } from './transact.js';

@ContractController()
export class SectionsController {
  constructor(private readonly sections: SectionsService) {}

  @Implements(routes.addSection)
  async add(
    @Input() { actor, params, body }: InputOf<typeof routes.addSection>,
  ): Promise<AnswerOf<typeof routes.addSection>> {
    return unwrap(await this.sections.add(actor, params.package, body));
  }

  @Implements(routes.moveSection)
  async move(@Input() { actor, params, body }: InputOf<typeof routes.moveSection>): Promise<void> {
    const { document } = params;
    unwrap(await this.sections.move(actor, params.package, { document, after: body.after }));
  }

  @Implements(routes.removeSection)
  async remove(@Input() { actor, params }: InputOf<typeof routes.removeSection>): Promise<void> {
    unwrap(await this.sections.remove(actor, params.package, params.document));
  }

  @Implements(routes.closeSection)
  async close(@Input() { actor, params }: InputOf<typeof routes.closeSection>): Promise<void> {
    const { document } = params;
    unwrap(await this.sections.setState(actor, params.package, { document, state: 'closed' }));
  }

  @Implements(routes.reopenSection)
  async reopen(@Input() { actor, params }: InputOf<typeof routes.reopenSection>): Promise<void> {
    const { document } = params;
    unwrap(await this.sections.setState(actor, params.package, { document, state: 'open' }));
  }
}

import { routes } from '@entente/contracts';
import { ContractController, Implements, type AnswerOf } from '@entente/nest-platform';
import { RulebooksService } from '../rulebooks/index.js';

@ContractController()
export class RulebooksController {
  constructor(private readonly books: RulebooksService) {}

  @Implements(routes.rulebooks)
  async list(): Promise<AnswerOf<typeof routes.rulebooks>> {
    return { rulebooks: await this.books.inUse() };
  }
}

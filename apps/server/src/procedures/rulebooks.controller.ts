import { routes } from '@entente/contracts';
import { ContractController, Implements, type AnswerOf } from '@entente/nest-platform';
import { RulebookShelf } from './rulebook-shelf.js';

@ContractController()
export class RulebooksController {
  constructor(private readonly books: RulebookShelf) {}

  @Implements(routes.rulebooks)
  async list(): Promise<AnswerOf<typeof routes.rulebooks>> {
    return { rulebooks: this.books.list().map((book) => ({ ...book })) };
  }
}

import { routes } from '@entente/contracts';
import { ContractController, Implements, Input, type AnswerOf, type InputOf } from '@entente/nest-platform';
import { unwrap } from '../lifecycle/index.js';
import { BooksService } from './books.service.js';

@ContractController()
export class BooksController {
  constructor(private readonly service: BooksService) {}

  @Implements(routes.books)
  async books(@Input() { params }: InputOf<typeof routes.books>): Promise<AnswerOf<typeof routes.books>> {
    return { books: await this.service.list(params.kind) };
  }

  @Implements(routes.book)
  async book(@Input() { params }: InputOf<typeof routes.book>): Promise<AnswerOf<typeof routes.book>> {
    return unwrap(await this.service.view(params));
  }

  @Implements(routes.copyBook)
  async copy(
    @Input() { actor, params, body }: InputOf<typeof routes.copyBook>,
  ): Promise<AnswerOf<typeof routes.copyBook>> {
    return unwrap(await this.service.copy(actor, params, body.as));
  }

  @Implements(routes.saveBook)
  async save(
    @Input() { actor, params, body }: InputOf<typeof routes.saveBook>,
  ): Promise<AnswerOf<typeof routes.saveBook>> {
    return unwrap(await this.service.save(actor, params, body));
  }

  @Implements(routes.proposeBook)
  async propose(
    @Input() { actor, params, body }: InputOf<typeof routes.proposeBook>,
  ): Promise<AnswerOf<typeof routes.proposeBook>> {
    return unwrap(await this.service.propose(actor, params, body.hash));
  }

  @Implements(routes.returnBook)
  async return(
    @Input() { actor, params, body }: InputOf<typeof routes.returnBook>,
  ): Promise<AnswerOf<typeof routes.returnBook>> {
    return unwrap(await this.service.return(actor, params, body.hash));
  }

  @Implements(routes.activateBook)
  async activate(
    @Input() { actor, params, body }: InputOf<typeof routes.activateBook>,
  ): Promise<AnswerOf<typeof routes.activateBook>> {
    return unwrap(await this.service.activate(actor, params, body.hash));
  }

  @Implements(routes.retireBook)
  async retire(
    @Input() { actor, params, body }: InputOf<typeof routes.retireBook>,
  ): Promise<AnswerOf<typeof routes.retireBook>> {
    return unwrap(await this.service.retire(actor, params, body.hash));
  }
}

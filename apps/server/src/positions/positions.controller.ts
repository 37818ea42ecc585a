import { routes } from '@entente/contracts';
import { ContractController, Implements, Input, type AnswerOf, type InputOf } from '@entente/nest-platform';
import { unwrap } from '../lifecycle/index.js';
import { PositionsService } from './positions.service.js';

@ContractController()
export class PositionsController {
  constructor(private readonly positions: PositionsService) {}

  @Implements(routes.positions)
  async board(
    @Input() { params, query }: InputOf<typeof routes.positions>,
  ): Promise<AnswerOf<typeof routes.positions>> {
    return unwrap(await this.positions.board(params.package, query.since ?? 0));
  }

  @Implements(routes.movement)
  async movement(
    @Input() { params }: InputOf<typeof routes.movement>,
  ): Promise<AnswerOf<typeof routes.movement>> {
    return { versions: unwrap(await this.positions.movement(params.package)) };
  }

  @Implements(routes.takePosition)
  async take(
    @Input() { actor, params, body }: InputOf<typeof routes.takePosition>,
  ): Promise<AnswerOf<typeof routes.takePosition>> {
    return unwrap(await this.positions.take(actor, params.package, body));
  }
}

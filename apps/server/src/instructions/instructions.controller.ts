import { routes } from '@entente/contracts';
import { ContractController, Implements, Input, type AnswerOf, type InputOf } from '@entente/nest-platform';
import { unwrap } from '../lifecycle/index.js';
import { InstructionsService } from './instructions.service.js';

@ContractController()
export class InstructionsController {
  constructor(private readonly instructions: InstructionsService) {}

  @Implements(routes.instructions)
  async list(
    @Input() { actor, params }: InputOf<typeof routes.instructions>,
  ): Promise<AnswerOf<typeof routes.instructions>> {
    return { instructions: unwrap(await this.instructions.list(actor, params.package)) };
  }

  @Implements(routes.giveInstruction)
  async give(
    @Input() { actor, params, body }: InputOf<typeof routes.giveInstruction>,
  ): Promise<AnswerOf<typeof routes.giveInstruction>> {
    return unwrap(await this.instructions.give(actor, params.package, body));
  }
}

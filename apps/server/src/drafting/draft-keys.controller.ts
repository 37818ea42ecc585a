import { routes } from '@entente/contracts';
import { ContractController, Implements, Input, type AnswerOf, type InputOf } from '@entente/nest-platform';
import { Inject } from '@nestjs/common';
import { DraftKeys } from './draft-keys.js';

@ContractController()
export class DraftKeysController {
  constructor(@Inject(DraftKeys) private readonly keys: DraftKeys) {}

  @Implements(routes.draftKey)
  async key(
    @Input() { actor, params }: InputOf<typeof routes.draftKey>,
  ): Promise<AnswerOf<typeof routes.draftKey>> {
    return this.keys.of(params.package, actor);
  }
}

import { routes } from '@entente/contracts';
import { ContractController, Implements, Input, type AnswerOf, type InputOf } from '@entente/nest-platform';
import { unwrap } from '../lifecycle/index.js';
import { DelegationNotesService } from './delegation-notes.service.js';

@ContractController()
export class DelegationNotesController {
  constructor(private readonly notes: DelegationNotesService) {}

  @Implements(routes.delegationNotes)
  async list(
    @Input() { actor, params }: InputOf<typeof routes.delegationNotes>,
  ): Promise<AnswerOf<typeof routes.delegationNotes>> {
    return { notes: unwrap(await this.notes.list(actor, params.package)) };
  }

  @Implements(routes.addDelegationNote)
  async add(
    @Input() { actor, params, body }: InputOf<typeof routes.addDelegationNote>,
  ): Promise<AnswerOf<typeof routes.addDelegationNote>> {
    return unwrap(await this.notes.add(actor, params.package, body.text));
  }
}

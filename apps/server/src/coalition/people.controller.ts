import { routes } from '@entente/contracts';
import { ContractController, Implements, Input, type AnswerOf, type InputOf } from '@entente/nest-platform';
import { Inject } from '@nestjs/common';
import { MandateService, PeopleService } from '../identity/index.js';

@ContractController()
export class PeopleController {
  constructor(
    @Inject(PeopleService) private readonly service: PeopleService,
    @Inject(MandateService) private readonly mandates: MandateService,
  ) {}

  @Implements(routes.people)
  async people(@Input() { actor }: InputOf<typeof routes.people>): Promise<AnswerOf<typeof routes.people>> {
    return this.service.list(actor);
  }

  @Implements(routes.addPerson)
  async addPerson(
    @Input() { body }: InputOf<typeof routes.addPerson>,
  ): Promise<AnswerOf<typeof routes.addPerson>> {
    return this.service.add(body);
  }

  @Implements(routes.changePerson)
  async changePerson(
    @Input() { params, body }: InputOf<typeof routes.changePerson>,
  ): Promise<AnswerOf<typeof routes.changePerson>> {
    return this.service.change(params.person, body);
  }

  @Implements(routes.addMandate)
  async addMandate(
    @Input() { body }: InputOf<typeof routes.addMandate>,
  ): Promise<AnswerOf<typeof routes.addMandate>> {
    return { mandates: await this.mandates.add(body) };
  }

  @Implements(routes.revokeMandate)
  async revokeMandate(
    @Input() { params }: InputOf<typeof routes.revokeMandate>,
  ): Promise<AnswerOf<typeof routes.revokeMandate>> {
    return this.mandates.revoke(params.mandate);
  }
}

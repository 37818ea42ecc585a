import { routes } from '@entente/contracts';
import { ContractController, Implements, Input, type AnswerOf, type InputOf } from '@entente/nest-platform';
import { Inject } from '@nestjs/common';
import { DelegationService } from '../identity/index.js';
import { CoalitionService } from './coalition.service.js';

@ContractController()
export class CoalitionController {
  constructor(
    @Inject(CoalitionService) private readonly coalitions: CoalitionService,
    @Inject(DelegationService) private readonly delegations: DelegationService,
  ) {}

  @Implements(routes.coalition)
  async coalition(): Promise<AnswerOf<typeof routes.coalition>> {
    return { coalition: await this.coalitions.current(), delegations: await this.delegations.list() };
  }

  @Implements(routes.addPartner)
  async addPartner(
    @Input() { body }: InputOf<typeof routes.addPartner>,
  ): Promise<AnswerOf<typeof routes.addPartner>> {
    return this.delegations.addPartner(body);
  }

  @Implements(routes.changePartner)
  async changePartner(
    @Input() { params, body }: InputOf<typeof routes.changePartner>,
  ): Promise<AnswerOf<typeof routes.changePartner>> {
    return this.delegations.changePartner(params.code, body);
  }
}

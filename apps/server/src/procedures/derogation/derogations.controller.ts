import { routes } from '@entente/contracts';
import { ContractController, Implements, Input, type AnswerOf, type InputOf } from '@entente/nest-platform';
import { unwrap } from '../../lifecycle/index.js';
import { DerogationReadings } from './derogation-readings.js';
import { Derogations } from './derogations.service.js';

/** Requests for derogations: asked, read, taken back. Acts on one go to its procedure. */
@ContractController()
export class DerogationsController {
  constructor(
    private readonly derogations: Derogations,
    private readonly readings: DerogationReadings,
  ) {}

  @Implements(routes.derogations)
  async list(
    @Input() { actor, params }: InputOf<typeof routes.derogations>,
  ): Promise<AnswerOf<typeof routes.derogations>> {
    return { derogations: await this.readings.list(params.package, actor) };
  }

  @Implements(routes.askDerogation)
  async ask(
    @Input() { actor, params, body }: InputOf<typeof routes.askDerogation>,
  ): Promise<AnswerOf<typeof routes.askDerogation>> {
    return this.readings.show(unwrap(await this.derogations.ask(actor, params.package, body)), actor);
  }

  @Implements(routes.takeBackDerogation)
  async takeBack(
    @Input() { actor, params, body }: InputOf<typeof routes.takeBackDerogation>,
  ): Promise<AnswerOf<typeof routes.takeBackDerogation>> {
    unwrap(await this.derogations.takeBack(actor, params.procedure, body.reason));
    return this.readings.one(params.procedure, actor);
  }
}

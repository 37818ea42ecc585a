import { routes } from '@entente/contracts';
import { ContractController, Implements, Input, type AnswerOf, type InputOf } from '@entente/nest-platform';
import { unwrap } from '../lifecycle/index.js';
import { ChairCommands } from './chair-commands.js';
import { Openings } from './openings.js';
import { ProcedureReadings } from './procedure-readings.js';
import { ProceduresService } from './procedures.service.js';

/** Running procedures: for chair and secretariat. */
@ContractController()
export class ChairController {
  constructor(
    private readonly procedures: ProceduresService,
    private readonly openings: Openings,
    private readonly chair: ChairCommands,
    private readonly readings: ProcedureReadings,
  ) {}

  @Implements(routes.openProcedure)
  async open(
    @Input() { actor, params, body }: InputOf<typeof routes.openProcedure>,
  ): Promise<AnswerOf<typeof routes.openProcedure>> {
    return this.readings.show(
      unwrap(await this.procedures.open(actor, params.package, this.openings.by(body))),
      actor,
    );
  }

  @Implements(routes.chairProcedure)
  async command(
    @Input() { actor, params, body }: InputOf<typeof routes.chairProcedure>,
  ): Promise<AnswerOf<typeof routes.chairProcedure>> {
    return this.readings.show(unwrap(await this.chair.command(actor, params.procedure, body)), actor);
  }

  @Implements(routes.withdrawProcedure)
  async withdraw(
    @Input() { actor, params, body }: InputOf<typeof routes.withdrawProcedure>,
  ): Promise<AnswerOf<typeof routes.withdrawProcedure>> {
    const stored = unwrap(await this.chair.withdraw(actor, params.procedure, body.reason));
    return this.readings.show(stored, actor);
  }

  @Implements(routes.correctedText)
  async correctedText(
    @Input() { params }: InputOf<typeof routes.correctedText>,
  ): Promise<AnswerOf<typeof routes.correctedText>> {
    return unwrap(await this.chair.correctedText(params.procedure, params.corrigendum));
  }

  @Implements(routes.fileCorrigendum)
  async corrigendum(
    @Input() { actor, params, body }: InputOf<typeof routes.fileCorrigendum>,
  ): Promise<AnswerOf<typeof routes.fileCorrigendum>> {
    return this.readings.show(unwrap(await this.chair.fileCorrigendum(actor, params.procedure, body)), actor);
  }
}

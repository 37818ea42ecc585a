import { routes } from '@entente/contracts';
import { ContractController, Implements, Input, type AnswerOf, type InputOf } from '@entente/nest-platform';
import { unwrap } from '../lifecycle/index.js';
import { PartnerCommands } from './partner-commands.js';
import { ProcedureReadings } from './procedure-readings.js';
import { ReceiptsService } from './receipts.service.js';

/** What partners say in procedures. */
@ContractController()
export class PartnerController {
  constructor(
    private readonly partners: PartnerCommands,
    private readonly readings: ProcedureReadings,
    private readonly receipts: ReceiptsService,
  ) {}

  @Implements(routes.act)
  async act(
    @Input() { actor, params, body }: InputOf<typeof routes.act>,
  ): Promise<AnswerOf<typeof routes.act>> {
    const stored = await this.partners.act(actor, params.procedure, body, { power: 'endorse' });
    return this.readings.show(unwrap(stored), actor);
  }

  @Implements(routes.breakSilence)
  async breakSilence(
    @Input() { actor, params, body }: InputOf<typeof routes.breakSilence>,
  ): Promise<AnswerOf<typeof routes.breakSilence>> {
    const objection = { ...body, act: 'object' } as const;
    const stored = await this.partners.act(actor, params.procedure, objection, { power: 'break_silence' });
    return this.readings.show(unwrap(stored), actor);
  }

  @Implements(routes.actAdReferendum)
  async actAdReferendum(
    @Input() { actor, params, body }: InputOf<typeof routes.actAdReferendum>,
  ): Promise<AnswerOf<typeof routes.actAdReferendum>> {
    const by = { power: 'take_positions', adReferendum: true } as const;
    return this.readings.show(unwrap(await this.partners.act(actor, params.procedure, body, by)), actor);
  }

  @Implements(routes.answerAdReferendum)
  async answer(
    @Input() { actor, params, body }: InputOf<typeof routes.answerAdReferendum>,
  ): Promise<AnswerOf<typeof routes.answerAdReferendum>> {
    return this.readings.show(unwrap(await this.partners.answer(actor, params.procedure, body)), actor);
  }

  @Implements(routes.speak)
  async speak(
    @Input() { actor, params, body }: InputOf<typeof routes.speak>,
  ): Promise<AnswerOf<typeof routes.speak>> {
    return this.readings.show(unwrap(await this.partners.say(actor, params.procedure, body)), actor);
  }

  @Implements(routes.declare)
  async declare(
    @Input() { actor, params, body }: InputOf<typeof routes.declare>,
  ): Promise<AnswerOf<typeof routes.declare>> {
    return this.readings.show(unwrap(await this.partners.declare(actor, params.procedure, body)), actor);
  }

  @Implements(routes.noteNotice)
  async noteNotice(
    @Input() { actor, params, body }: InputOf<typeof routes.noteNotice>,
  ): Promise<AnswerOf<typeof routes.noteNotice>> {
    return this.readings.show(unwrap(await this.receipts.note(actor, params.procedure, body.step)), actor);
  }

  @Implements(routes.askExtension)
  async askExtension(
    @Input() { actor, params, body }: InputOf<typeof routes.askExtension>,
  ): Promise<AnswerOf<typeof routes.askExtension>> {
    return this.readings.show(unwrap(await this.receipts.askExtension(actor, params.procedure, body)), actor);
  }
}

import { routes } from '@entente/contracts';
import {
  ContractController,
  Implements,
  Input,
  Refusal,
  type AnswerOf,
  type InputOf,
} from '@entente/nest-platform';
import { unwrap } from '../lifecycle/index.js';
import { ProceduresService } from './procedures.service.js';

@ContractController()
export class ProceduresController {
  constructor(private readonly procedures: ProceduresService) {}

  @Implements(routes.procedures)
  async list(
    @Input() { params }: InputOf<typeof routes.procedures>,
  ): Promise<AnswerOf<typeof routes.procedures>> {
    return { procedures: await this.procedures.list(params.package) };
  }

  @Implements(routes.openProcedure)
  async open(
    @Input() { actor, params, body }: InputOf<typeof routes.openProcedure>,
  ): Promise<AnswerOf<typeof routes.openProcedure>> {
    return unwrap(await this.procedures.open(actor, params.package, body.packageHash));
  }

  @Implements(routes.procedure)
  async view(
    @Input() { params }: InputOf<typeof routes.procedure>,
  ): Promise<AnswerOf<typeof routes.procedure>> {
    const view = await this.procedures.view(params.procedure);
    if (view === undefined) throw new Refusal('NOT_FOUND');
    return view;
  }

  @Implements(routes.act)
  async act(
    @Input() { actor, params, body }: InputOf<typeof routes.act>,
  ): Promise<AnswerOf<typeof routes.act>> {
    return unwrap(await this.procedures.act(actor, params.procedure, body));
  }

  @Implements(routes.withdrawProcedure)
  async withdraw(
    @Input() { actor, params, body }: InputOf<typeof routes.withdrawProcedure>,
  ): Promise<AnswerOf<typeof routes.withdrawProcedure>> {
    return unwrap(await this.procedures.withdraw(actor, params.procedure, body.reason));
  }
}

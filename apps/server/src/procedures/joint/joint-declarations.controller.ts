import { routes } from '@entente/contracts';
import { ContractController, Implements, Input, type AnswerOf, type InputOf } from '@entente/nest-platform';
import { unwrap } from '../../lifecycle/index.js';
import { ProcedureReadings } from '../procedure-readings.js';
import { JointDeclarations } from './joint-declarations.service.js';

/** Declarations of several partners. */
@ContractController()
export class JointDeclarationsController {
  constructor(
    private readonly joint: JointDeclarations,
    private readonly readings: ProcedureReadings,
  ) {}

  @Implements(routes.jointDeclarations)
  async list(
    @Input() { actor, params }: InputOf<typeof routes.jointDeclarations>,
  ): Promise<AnswerOf<typeof routes.jointDeclarations>> {
    return { declarations: await this.joint.list(params.procedure, actor) };
  }

  @Implements(routes.draftJointDeclaration)
  async draft(
    @Input() { actor, params, body }: InputOf<typeof routes.draftJointDeclaration>,
  ): Promise<AnswerOf<typeof routes.draftJointDeclaration>> {
    return this.readings.show(unwrap(await this.joint.draft(actor, params.procedure, body)), actor);
  }

  @Implements(routes.joinDeclaration)
  async join(
    @Input() { actor, params }: InputOf<typeof routes.joinDeclaration>,
  ): Promise<AnswerOf<typeof routes.joinDeclaration>> {
    const joined = await this.joint.join(actor, params.procedure, params.declaration);
    return this.readings.show(unwrap(joined), actor);
  }

  @Implements(routes.takeBackJointDeclaration)
  async takeBack(
    @Input() { actor, params }: InputOf<typeof routes.takeBackJointDeclaration>,
  ): Promise<AnswerOf<typeof routes.takeBackJointDeclaration>> {
    const taken = await this.joint.takeBack(actor, params.procedure, params.declaration);
    return this.readings.show(unwrap(taken), actor);
  }
}

import { routes } from '@entente/contracts';
import {
  ContractController,
  Implements,
  Input,
  Refusal,
  type AnswerOf,
  type InputOf,
} from '@entente/nest-platform';
import { EpochService } from './epoch.service.js';
import { MaintenanceService } from './maintenance.service.js';
import { SystemService } from './system.service.js';

@ContractController()
export class SystemController {
  constructor(
    private readonly system: SystemService,
    private readonly maintenance: MaintenanceService,
    private readonly epochs: EpochService,
  ) {}

  @Implements(routes.liveStatus)
  async status(): Promise<AnswerOf<typeof routes.liveStatus>> {
    return this.system.status();
  }

  @Implements(routes.maintenance)
  async pauses(): Promise<AnswerOf<typeof routes.maintenance>> {
    return { pauses: await this.maintenance.pauses() };
  }

  @Implements(routes.previewMaintenance)
  async preview(
    @Input() { body }: InputOf<typeof routes.previewMaintenance>,
  ): Promise<AnswerOf<typeof routes.previewMaintenance>> {
    const preview = await this.maintenance.preview(body.target, body.readOnly);
    if (!preview.ok) throw new Refusal(preview.error);
    return preview.value;
  }

  @Implements(routes.setMaintenance)
  async pause(
    @Input() { actor, body }: InputOf<typeof routes.setMaintenance>,
  ): Promise<AnswerOf<typeof routes.setMaintenance>> {
    const set = await this.maintenance.set(actor.person, body.target, body.readOnly);
    if (!set.ok) throw new Refusal(set.error);
    return { documents: set.value };
  }

  @Implements(routes.newEpoch)
  async newEpoch(
    @Input() { actor }: InputOf<typeof routes.newEpoch>,
  ): Promise<AnswerOf<typeof routes.newEpoch>> {
    return { epoch: await this.epochs.renew(actor.person) };
  }

  @Implements(routes.endConnection)
  async end(@Input() { actor, params, body }: InputOf<typeof routes.endConnection>): Promise<void> {
    const ended = await this.system.end({ by: actor.person, connection: params.connection, what: body.what });
    if (!ended.ok) throw new Refusal(ended.error);
  }
}

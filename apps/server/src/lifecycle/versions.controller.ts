import { routes } from '@entente/contracts';
import {
  ContractController,
  Implements,
  Input,
  Refusal,
  type AnswerOf,
  type InputOf,
} from '@entente/nest-platform';
import { RecordView } from './record-view.js';
import { unwrap } from './transact.js';
import { VersionsService } from './versions.service.js';

@ContractController()
export class VersionsController {
  constructor(
    private readonly versions: VersionsService,
    private readonly record: RecordView,
  ) {}

  @Implements(routes.tableVersion)
  async table(
    @Input() { actor, params, body }: InputOf<typeof routes.tableVersion>,
  ): Promise<AnswerOf<typeof routes.tableVersion>> {
    return unwrap(await this.versions.table(actor, params.package, body.revision));
  }

  @Implements(routes.resumeDrafting)
  async resume(@Input() { actor, params }: InputOf<typeof routes.resumeDrafting>): Promise<void> {
    unwrap(await this.versions.resume(actor, params.package));
  }

  @Implements(routes.version)
  async view(@Input() { params }: InputOf<typeof routes.version>): Promise<AnswerOf<typeof routes.version>> {
    const view = await this.versions.view(params.package, params.revision);
    if (view === undefined) throw new Refusal('NOT_FOUND');
    return view;
  }

  @Implements(routes.record)
  async acts(
    @Input() { actor, params }: InputOf<typeof routes.record>,
  ): Promise<AnswerOf<typeof routes.record>> {
    return { acts: await this.record.of(params.package, actor) };
  }
}

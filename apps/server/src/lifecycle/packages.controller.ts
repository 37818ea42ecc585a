import { routes } from '@entente/contracts';
import {
  ContractController,
  Implements,
  Input,
  Refusal,
  type AnswerOf,
  type InputOf,
} from '@entente/nest-platform';
import { ImportService } from './import.service.js';
import { emptyText } from './new-text.js';
import { PackagesService } from './packages.service.js';
import { DraftingRuleService } from './drafting-rule.service.js';
import { unwrap } from './transact.js';

@ContractController()
export class PackagesController {
  constructor(
    private readonly packages: PackagesService,
    private readonly imports: ImportService,
    private readonly rules: DraftingRuleService,
  ) {}

  @Implements(routes.packages)
  async list(@Input() { actor }: InputOf<typeof routes.packages>): Promise<AnswerOf<typeof routes.packages>> {
    return { packages: await this.packages.list(actor) };
  }

  @Implements(routes.createPackage)
  create(
    @Input() { actor, body }: InputOf<typeof routes.createPackage>,
  ): Promise<AnswerOf<typeof routes.createPackage>> {
    const source = { kind: 'empty' };
    return this.packages.create(actor, { title: body.title, text: emptyText(body.title), source });
  }

  @Implements(routes.importPackage)
  async import(
    @Input() { actor, query, raw }: InputOf<typeof routes.importPackage>,
  ): Promise<AnswerOf<typeof routes.importPackage>> {
    return unwrap(await this.imports.import(actor, raw, query.dryRun === 'true'));
  }

  @Implements(routes.package)
  async view(
    @Input() { actor, params }: InputOf<typeof routes.package>,
  ): Promise<AnswerOf<typeof routes.package>> {
    const view = await this.packages.view(actor, params.package);
    if (view === undefined) throw new Refusal('NOT_FOUND');
    return view;
  }

  @Implements(routes.setDraftingRule)
  async setDraftingRule(
    @Input() { actor, params, body }: InputOf<typeof routes.setDraftingRule>,
  ): Promise<void> {
    unwrap(await this.rules.set(actor, params.package, body.delegationsMay));
  }
}

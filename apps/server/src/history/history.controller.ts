import { routes } from '@entente/contracts';
import { ContractController, Implements, Input, type AnswerOf, type InputOf } from '@entente/nest-platform';
import { DraftingService } from '../drafting/index.js';
import { unwrap } from '../lifecycle/index.js';
import { HistoryService } from './history.service.js';
import { PointsService } from './points.service.js';
import { RestoresService } from './restores.service.js';

@ContractController()
export class HistoryController {
  constructor(
    private readonly history: HistoryService,
    private readonly points: PointsService,
    private readonly restores: RestoresService,
    private readonly drafting: DraftingService,
  ) {}

  @Implements(routes.history)
  timeline(
    @Input() { actor, params, query }: InputOf<typeof routes.history>,
  ): Promise<AnswerOf<typeof routes.history>> {
    return this.history.timeline(actor, params.package, query);
  }

  @Implements(routes.pastText)
  async text(
    @Input() { actor, params, query }: InputOf<typeof routes.pastText>,
  ): Promise<AnswerOf<typeof routes.pastText>> {
    const wish = { ...query, removed: query.removed === 'true' };
    return unwrap(await this.history.text(actor, params.package, wish));
  }

  @Implements(routes.historyComparison)
  async compare(
    @Input() { actor, params, query }: InputOf<typeof routes.historyComparison>,
  ): Promise<AnswerOf<typeof routes.historyComparison>> {
    const { sections, counts } = unwrap(await this.history.compare(actor, params.package, query));
    return {
      counts,
      sections: sections.map(({ provisions, ...section }) => ({
        ...section,
        provisions: provisions.map(({ words, ...provision }) => ({ ...provision, words: [...words] })),
      })),
    };
  }

  @Implements(routes.namePoint)
  async name(
    @Input() { actor, params, body }: InputOf<typeof routes.namePoint>,
  ): Promise<AnswerOf<typeof routes.namePoint>> {
    const point = unwrap(await this.points.name(actor, params.package, body));
    this.drafting.topics(params.package, ['history']);
    return point;
  }

  @Implements(routes.hidePoint)
  async hide(@Input() { actor, params }: InputOf<typeof routes.hidePoint>): Promise<void> {
    unwrap(await this.points.hide(actor, params.package, params.point));
    this.drafting.topics(params.package, ['history']);
  }

  @Implements(routes.restore)
  async restore(
    @Input() { actor, params, body }: InputOf<typeof routes.restore>,
  ): Promise<AnswerOf<typeof routes.restore>> {
    const restored = unwrap(await this.restores.restore(actor, params.package, body));
    this.drafting.topics(params.package, ['history']);
    return restored;
  }
}

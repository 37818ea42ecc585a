import type { History, PastText } from '@entente/contracts';
import { compareTexts, type Comparison } from '@entente/document';
import {
  instant,
  ok,
  type DelegationCode,
  type DocumentId,
  type Instant,
  type PackageId,
} from '@entente/kernel';
import type { SignedIn } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { PeopleService } from '../identity/index.js';
import type { Answer } from '../lifecycle/index.js';
import { DraftingService, type DocumentHead } from '../drafting/index.js';
import { Moments, type Moment } from './moments.js';
import { PackagePast, treeOf, type SectionMoment } from './package-past.js';
import { PastRights } from './past-rights.js';
import { viewOf } from './past-view.js';
import { PointsService } from './points.service.js';
import { RestoresService } from './restores.service.js';
import { TabledVersions } from './tabled-versions.js';
import { timelineOf } from './timeline.js';

export interface TimelineWish {
  readonly document?: DocumentId | undefined;
  readonly delegation?: DelegationCode | undefined;
  /** Only what began before. */
  readonly before?: Instant | undefined;
}

/** Sittings of one answer. */
const PAGE = 200;

/** What a package's text was, who made it so, and when. */
@Injectable()
export class HistoryService {
  // oxlint-disable-next-line max-params -- what Nest injects
  constructor(
    private readonly past: PackagePast,
    private readonly drafting: DraftingService,
    private readonly moments: Moments,
    private readonly points: PointsService,
    private readonly restores: RestoresService,
    private readonly rights: PastRights,
    private readonly versions: TabledVersions,
    private readonly people: PeopleService,
  ) {}

  async timeline(actor: SignedIn, packageId: PackageId, wish: TimelineWish): Promise<History> {
    const heads = await this.#sections(packageId);
    const wanted = heads.filter(({ document }) => wish.document === undefined || document === wish.document);
    const parts = [];
    for (const head of wanted) {
      const { sittings } = await this.past.past(head);
      parts.push({ document: head.document, sittings: sittings.all });
    }
    const all = timelineOf(parts).filter(
      ({ delegation, from }) =>
        (wish.delegation === undefined || delegation === wish.delegation) &&
        (wish.before === undefined || from < wish.before),
    );
    const mayReadRemoved = await this.rights.mayReadRemoved(actor, packageId);
    const sittings = all.slice(0, PAGE);
    const restores = await this.restores.list(packageId);
    const names = await this.people.namesOf([...sittings, ...restores].map(({ person }) => person));
    return {
      sections: heads.map(({ document, kind, head, removed }) => ({ document, kind, head, removed })),
      sittings,
      more: all.length > PAGE,
      versions: await this.versions.of(packageId),
      points: mayReadRemoved ? await this.points.list(actor, packageId) : [],
      restores,
      mayReadRemoved,
      people: Array.from(names, ([person, name]) => ({ person, name })),
    };
  }

  async text(
    actor: SignedIn,
    packageId: PackageId,
    wish: Moment & { removed: boolean },
  ): Promise<Answer<PastText>> {
    const found = await this.moments.find(actor, packageId, wish);
    if (!found.ok) return found;
    const removed = wish.removed && (await this.rights.mayReadRemoved(actor, packageId));
    const { sections, hands } = await viewOf(found.value, { removed, whole: wish.document === undefined });
    const names = await this.people.namesOf(hands.map(({ person }) => person));
    return ok({ sections, hands: hands.map((hand) => ({ ...hand, name: names.get(hand.person) ?? '' })) });
  }

  /** Between two rows of a section, or between two instants; without `to`, until now. */
  async compare(
    actor: SignedIn,
    packageId: PackageId,
    wish: { document?: DocumentId | undefined; from: number; to?: number | undefined },
  ): Promise<Answer<Comparison>> {
    const { document } = wish;
    const momentOf = (point: number | undefined): Moment => {
      if (point === undefined) return { document };
      return document === undefined ? { at: instant(point) } : { document, seq: point };
    };
    const earlier = await this.moments.find(actor, packageId, momentOf(wish.from));
    if (!earlier.ok) return earlier;
    const later = await this.moments.find(actor, packageId, momentOf(wish.to));
    if (!later.ok) return later;
    const compared = compareTexts(await treesOf(earlier.value), await treesOf(later.value));
    if (document === undefined) return ok(compared);
    // Of one section alone nobody knows which article it was.
    const sections = compared.sections.map((section) => ({ ...section, before: null, after: null }));
    return ok({ ...compared, sections });
  }

  /** In their present order, then those that were taken out. */
  async #sections(
    packageId: PackageId,
  ): Promise<(DocumentHead & { kind: History['sections'][number]['kind'] })[]> {
    const order = (await this.drafting.sections(packageId))?.sections.map(({ document }) => document) ?? [];
    const place = new Map(order.map((document, index) => [document, index]));
    const placeOf = ({ document }: DocumentHead): number => place.get(document) ?? order.length;
    const all = await this.past.documents(packageId);
    return all
      .flatMap(({ kind, ...head }) => (kind === 'structure' ? [] : [{ ...head, kind }]))
      .toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}

async function treesOf(moments: readonly SectionMoment[]) {
  const trees = [];
  for (const moment of moments) {
    const { document, kind } = moment;
    trees.push({ document, kind, tree: await treeOf(moment) });
  }
  return trees;
}

import { err, ok, type DocumentId, type Instant, type PackageId } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import type { Answer } from '../lifecycle/index.js';
import type { Place } from './history.tables.js';
import { PackagePast, type SectionMoment } from './package-past.js';
import { PastRights } from './past-rights.js';
import { PointsService } from './points.service.js';
import { TabledVersions } from './tabled-versions.js';

/** Which moment somebody asks for: a section after a row, or one or all sections at an instant; without either, now. */
export interface Moment {
  readonly document?: DocumentId | undefined;
  readonly seq?: number | undefined;
  readonly at?: Instant | undefined;
}

/**
 * Finds the sections of a moment, for those who may see it (SPEC S133): any moment for those who may read what was removed, the
 * present and the versions for everyone else. A past moment is made of words that are not in the text any more.
 */
@Injectable()
export class Moments {
  constructor(
    private readonly past: PackagePast,
    private readonly rights: PastRights,
    private readonly versions: TabledVersions,
    private readonly points: PointsService,
  ) {}

  async find(actor: SignedIn, packageId: PackageId, moment: Moment): Promise<Answer<SectionMoment[]>> {
    const { document, seq, at } = moment;
    if (seq === undefined) return this.#atInstant(actor, packageId, moment);
    if (document === undefined || at !== undefined) {
      return err(new Refusal('INPUT_INVALID', { detail: 'A row is one of a document, and no instant.' }));
    }
    const place = { document, seq };
    const everything = await this.rights.mayReadRemoved(actor, packageId);
    if (!everything && !(await this.#isOpenToAll(packageId, place))) return err(forbidden());
    const found = await this.past.section(packageId, place);
    return found === undefined ? err(new Refusal('NOT_FOUND')) : ok([found]);
  }

  async #atInstant(actor: SignedIn, packageId: PackageId, moment: Moment): Promise<Answer<SectionMoment[]>> {
    const places = await this.#placesAt(actor, packageId, moment.at ?? null);
    if (places === null && !(await this.rights.mayReadRemoved(actor, packageId))) return err(forbidden());
    return this.#sections(packageId, moment, places);
  }

  async #sections(
    packageId: PackageId,
    { document, at }: Moment,
    places: readonly Place[] | null,
  ): Promise<Answer<SectionMoment[]>> {
    const sections =
      places === null && at !== undefined
        ? await this.past.sectionsAt(packageId, at)
        : await this.past.sectionsOf(packageId, places ?? []);
    if (document === undefined) return ok(sections);
    const one = sections.filter((section) => section.document === document);
    return one.length === 0 ? err(new Refusal('NOT_FOUND')) : ok(one);
  }

  /** The rows of the present, of a version or of a named point; null: an instant like any other. */
  async #placesAt(
    actor: SignedIn,
    packageId: PackageId,
    at: Instant | null,
  ): Promise<readonly Place[] | null> {
    if (at === null) return this.past.headsAt(packageId, null);
    const version = (await this.versions.of(packageId)).find((one) => one.at === at);
    if (version !== undefined) return version.heads;
    if (!(await this.rights.mayReadRemoved(actor, packageId))) return null;
    return (await this.points.list(actor, packageId)).find((one) => one.at === at)?.heads ?? null;
  }

  async #isOpenToAll(packageId: PackageId, place: Place): Promise<boolean> {
    const isPlace = ({ document, seq }: Place): boolean => document === place.document && seq === place.seq;
    const heads = await this.past.documents(packageId);
    // A section that was taken out has no present: its words are not in the text.
    const isPresent = heads.some(
      ({ document, head, removed }) => !removed && isPlace({ document, seq: head }),
    );
    if (isPresent) return true;
    return (await this.versions.of(packageId)).some((version) => version.heads.some(isPlace));
  }
}

function forbidden(): Refusal {
  return new Refusal('FORBIDDEN', {
    detail: 'Your role sees the present text and the versions, not what stood in between.',
  });
}

import type { PackageId } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DraftingService } from '../drafting/index.js';
import { Notices } from '../notifications/index.js';

/** After a commit: open screens read again, and letters leave. */
@Injectable()
export class Telling {
  constructor(
    @Inject(DraftingService) private readonly drafting: DraftingService,
    @Inject(Notices) private readonly notices: Notices,
  ) {}

  /** `state` of the package: back in drafting its text has opened again; adopted, it stays as closed as it was. */
  async changed(packageId: PackageId, state: string): Promise<void> {
    this.notices.sent();
    if (state === 'drafting') await this.drafting.announce(packageId);
    this.drafting.topics(packageId, ['package', 'procedures']);
  }
}

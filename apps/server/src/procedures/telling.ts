import type { PackageId, ProcedureId } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DraftingService } from '../drafting/index.js';
import { Notices } from '../notifications/index.js';
import type { Stored } from './procedure-store.js';

/** A procedure as it stood, and its package. */
export interface Stood extends Pick<Stored, 'row' | 'core'> {
  readonly packageState: string;
}

/** After a commit: open screens read again, and letters leave. */
@Injectable()
export class Telling {
  constructor(
    @Inject(DraftingService) private readonly drafting: DraftingService,
    @Inject(Notices) private readonly notices: Notices,
  ) {}

  /** `drafts`: whether the package left drafting or came back to it, so that its text closed or opened. */
  async changed(packageId: PackageId, { drafts }: { readonly drafts: boolean }): Promise<void> {
    this.notices.sent();
    if (drafts) await this.drafting.announce(packageId);
    this.drafting.topics(packageId, ['package', 'procedures']);
  }

  /** One procedure goes on, and its package stays where it is: a thousand screens have nothing else to read (SPEC R230). */
  wentOn(packageId: PackageId, procedure: ProcedureId): void {
    this.notices.sent();
    this.drafting.topics(packageId, ['procedures'], [procedure]);
  }

  /** After what was done to one procedure: whichever of the two it was. */
  async told(before: Stood, after: Stood): Promise<void> {
    const { row, core, packageState } = after;
    if (before.core.state === core.state && before.packageState === packageState)
      this.wentOn(row.package, row.id);
    else await this.changed(row.package, { drafts: packageState === 'drafting' });
  }
}

import { may } from '@entente/access';
import { instant, type PackageId } from '@entente/kernel';
import type { SignedIn } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { PackageDirectory } from '../drafting/index.js';

/** Who may look at any moment and at what was removed (libs/access SPEC A15). */
@Injectable()
export class PastRights {
  constructor(private readonly packages: PackageDirectory) {}

  async mayReadRemoved(actor: SignedIn, packageId: PackageId): Promise<boolean> {
    const facts = await this.packages.factsOf(packageId);
    return facts !== undefined && may(actor, 'history.read-deleted', facts.subject, instant(Date.now())).ok;
  }
}

import type { FormalAct } from '@entente/contracts';
import type { PackageId } from '@entente/kernel';
import type { SignedIn } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';

/** Which of a package's acts a reader may not see, by their numbers. */
export type Veil = (packageId: PackageId, reader: SignedIn) => Promise<ReadonlySet<number>>;

/** Where the feature that knows whose positions are shown says so: the record is read by all who may read the package. */
@Injectable()
export class RecordVeil {
  #veil: Veil | null = null;

  /** Called by the owning feature in `onModuleInit`, once. */
  register(veil: Veil): void {
    if (this.#veil !== null) throw new Error('two features veil the record');
    this.#veil = veil;
  }

  async veiled(acts: readonly FormalAct[], packageId: PackageId, reader: SignedIn): Promise<FormalAct[]> {
    const hidden = (await this.#veil?.(packageId, reader)) ?? new Set();
    return acts.map((act) => (hidden.has(act.sequence) ? withoutContents(act) : act));
  }
}

/** Its place and hashes stay, so that the chain can still be followed. */
function withoutContents(act: FormalAct): FormalAct {
  return { ...act, person: null, name: '', delegation: null, mandate: null, body: null, veiled: true };
}

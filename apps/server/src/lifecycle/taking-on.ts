import { decidePackage, type FollowsAs } from '@entente/consensus';
import { err, type Hash, type ProcedureId } from '@entente/kernel';
import { Refusal } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Acting } from './acting.js';
import { Freezing } from './freezing.js';
import { refusalOfPackage } from './package-state.js';
import { RecordService, type LockedPackage } from './record.service.js';
import type { Answer } from './transact.js';

/** Another procedure on a version that came back from one. */
export interface Taking {
  readonly acting: Acting;
  /** Of the version, as whoever takes it on has read it. */
  readonly packageHash: Hash;
  readonly procedure: ProcedureId;
  readonly follows: ProcedureId;
  readonly as: FollowsAs | null;
}

/** Puts the last version under decision again without tabling it, where the draft is still exactly that version (SPEC R237). */
@Injectable()
export class TakingOn {
  constructor(
    private readonly freezing: Freezing,
    private readonly record: RecordService,
  ) {}

  async takeOn(
    manager: EntityManager,
    locked: LockedPackage,
    taking: Taking,
  ): Promise<Answer<LockedPackage>> {
    const { acting, packageHash, procedure, follows, as } = taking;
    // What cannot be taken on at all closes no document.
    const may = decidePackage(locked.state, { type: 'take_on', packageHash, procedure });
    if (!may.ok) return err(refusalOfPackage(may.error));
    const frozen = await this.freezing.freeze(manager, locked);
    if (!frozen.ok) return frozen;
    const { text, documents } = frozen.value;
    if (text.packageHash !== packageHash) return err(changed(locked.row.revision));
    const body = {
      revision: locked.row.revision,
      procedure,
      follows,
      as,
      documents: documents.map(({ document, head }) => ({ document, head })),
    };
    const command = { type: 'take_on', packageHash: text.packageHash, procedure } as const;
    return this.record.apply(manager, locked, command, {
      type: 'version.taken_on',
      acting,
      packageHash,
      body,
    });
  }
}

function changed(revision: number): Refusal {
  const [last, next] = [String(revision), String(revision + 1)];
  const detail = `The words or the annexes are no longer those of REV ${last}. Table them as REV ${next}, or bring back what was changed.`;
  return new Refusal('HASH_MISMATCH', { detail });
}

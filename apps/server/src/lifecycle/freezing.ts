import { err, ok } from '@entente/kernel';
import { Refusal } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnnexCommitments } from '../annex-index/annex-commitments.js';
import { DraftingService, type ClosedDocument } from '../drafting/index.js';
import { frozenText, type FrozenText, type Sealing } from './freeze.js';
import type { LockedPackage } from './record.service.js';
import type { Answer } from './transact.js';

/** A draft that was closed, with what it came to. */
export interface ClosedDraft {
  readonly text: FrozenText;
  readonly annexes: Sealing['annexes'];
  /** Where each document was closed. */
  readonly documents: readonly ClosedDocument[];
}

/** Closes a draft and computes what it is, in the caller's transaction: refused, its caller undoes both. */
@Injectable()
export class Freezing {
  constructor(
    private readonly drafting: DraftingService,
    private readonly annexes: AnnexCommitments,
  ) {}

  async freeze(manager: EntityManager, { row }: LockedPackage): Promise<Answer<ClosedDraft>> {
    const { id, sealSeed } = row;
    if (await this.drafting.isPaused(manager, id)) return err(new Refusal('MAINTENANCE'));
    const documents = await this.drafting.closeAll(manager, id);
    const annexes = await this.annexes.of(manager, id);
    const text = frozenText(
      await this.drafting.canonical(id, manager),
      await this.drafting.canonicalFromReplay(id, manager),
      { annexes, sealSeed },
    );
    return text.ok ? ok({ text: text.value, annexes, documents }) : text;
  }
}

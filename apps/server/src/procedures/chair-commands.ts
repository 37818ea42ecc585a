import type { ProcedureCommand } from '@entente/consensus';
import type { ChairCommand, NewCorrigendum, VersionView } from '@entente/contracts';
import { err, ok, type Hash, type ProcedureId } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import { actingOf, type Answer } from '../lifecycle/index.js';
import { CorrectedTexts } from './corrigenda/corrected-texts.js';
import { LeaveService } from './leave.service.js';
import type { Stored } from './procedure-store.js';
import { ProceduresService } from './procedures.service.js';

/** What chair and secretariat do with a procedure that stands. */
@Injectable()
export class ChairCommands {
  constructor(
    @Inject(ProceduresService) private readonly procedures: ProceduresService,
    @Inject(LeaveService) private readonly leaves: LeaveService,
    @Inject(CorrectedTexts) private readonly corrected: CorrectedTexts,
  ) {}

  async command(actor: SignedIn, id: ProcedureId, command: ChairCommand): Promise<Answer<Stored>> {
    const refusal = await this.#notOnDerogation(id, command.type);
    if (refusal !== null) return err(refusal);
    if (command.type === 'give_leave') return this.leaves.give(actor, id, command);
    const acting = actingOf(actor, 'propose');
    const reason = 'reason' in command ? { reason: command.reason } : {};
    return this.procedures.perform(id, {
      acting,
      ...reason,
      command: ({ locked }) =>
        ok(officeCommand(command, 'packageHash' in locked.state ? locked.state.packageHash : null)),
    });
  }

  /** The chair takes a procedure back; the package returns to drafting. */
  async withdraw(actor: SignedIn, id: ProcedureId, reason: string): Promise<Answer<Stored>> {
    const refusal = await this.#notOnDerogation(id, 'withdraw');
    if (refusal !== null) return err(refusal);
    const acting = actingOf(actor, 'propose');
    return this.procedures.perform(id, { acting, reason, command: () => ok({ type: 'withdraw' }) });
  }

  /** The secretariat files a change that claims to be of form only. */
  async fileCorrigendum(
    actor: SignedIn,
    id: ProcedureId,
    corrigendum: NewCorrigendum,
  ): Promise<Answer<Stored>> {
    const refusal = await this.#notOnDerogation(id, 'file_corrigendum');
    if (refusal !== null) return err(refusal);
    const acting = actingOf(actor, 'propose');
    return this.procedures.perform(id, {
      acting,
      command: async (standing) => {
        const passages = await this.corrected.file(standing.manager, standing, corrigendum);
        if (!passages.ok) return passages;
        const { id: filed, toHash, note } = corrigendum;
        const office = { type: 'file_corrigendum', by: 'secretariat' } as const;
        return ok({ ...office, id: filed, toHash, note, passages: passages.value });
      },
    });
  }

  /** What a corrigendum makes of its version, to whoever reads the procedure. */
  async correctedText(id: ProcedureId, corrigendum: string): Promise<Answer<VersionView>> {
    const text = await this.corrected.text(id, corrigendum);
    return text === undefined ? err(new Refusal('NOT_FOUND')) : ok(text);
  }

  /** A request is its partner's: the chair neither takes it back nor refers it, and nobody corrects its words. */
  async #notOnDerogation(id: ProcedureId, what: string): Promise<Refusal | null> {
    if (!OF_THE_PACKAGE.includes(what) || !(await this.procedures.isOnDerogation(id))) return null;
    return new Refusal('ACT_NOT_ALLOWED', {
      detail: 'This procedure decides on a request for a derogation.',
    });
  }
}

/** What is done to a package's own procedure alone. */
const OF_THE_PACKAGE: readonly string[] = [
  'withdraw',
  'refer',
  'file_corrigendum',
  'hold_publication',
  'give_leave',
];

function officeCommand(
  command: Exclude<ChairCommand, { type: 'give_leave' }>,
  frozenHash: Hash | null,
): ProcedureCommand {
  if (command.type === 'advance') return { type: 'advance', by: 'chair', frozenHash };
  if (command.type === 'refer') return { type: 'refer', by: 'chair', to: null, reason: command.reason };
  return { ...command, by: 'chair' };
}

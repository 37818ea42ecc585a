import type { PartnerAct, PartnerWord, NewDeclarationBody } from '@entente/contracts';
import { err, ok, type DelegationCode, type ProcedureId } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Power } from '@entente/access';
import { actingOf, type Acting, type Answer } from '../lifecycle/index.js';
import { JointDeclarationTable } from './joint/joint-declaration.table.js';
import { LeaveService } from './leave.service.js';
import type { Stored } from './procedure-store.js';
import { ProceduresService } from './procedures.service.js';
import { actCommand, speakingOf, wordCommand } from './speaking.js';

/** What people say for their partner in a procedure. Routes say who may; the core says whether it fits. */
@Injectable()
export class PartnerCommands {
  constructor(
    @Inject(ProceduresService) private readonly procedures: ProceduresService,
    @Inject(LeaveService) private readonly leaves: LeaveService,
  ) {}

  /** A binding act, by the power that its route asks for. */
  async act(
    actor: SignedIn,
    id: ProcedureId,
    act: PartnerAct,
    { power, adReferendum = false }: { readonly power: Power; readonly adReferendum?: boolean },
  ): Promise<Answer<Stored>> {
    const acting = actingOf(actor, power);
    const command = actCommand(speakingOf(actor, acting), act, adReferendum);
    return this.procedures.perform(id, { acting, command: () => ok(command) });
  }

  async say(actor: SignedIn, id: ProcedureId, word: PartnerWord): Promise<Answer<Stored>> {
    return this.#spoken(actor, 'endorse', id, word);
  }

  /** The capital confirms what was said ad referendum, or does not. */
  async answer(
    actor: SignedIn,
    id: ProcedureId,
    { act, confirm, nonce }: { readonly act: string; readonly confirm: boolean; readonly nonce: string },
  ): Promise<Answer<Stored>> {
    const acting = actingOf(actor, 'endorse');
    const { mandate, ...speaker } = speakingOf(actor, acting);
    if (mandate === null) return err(new Refusal('NO_MANDATE'));
    const type = confirm ? 'confirm_act' : 'repudiate_act';
    const command = { ...speaker, mandate, type, act, nonce } as const;
    return this.procedures.perform(id, { acting, command: () => ok(command) });
  }

  /** A partner declares for itself alone, since nobody puts words in another's mouth; chair and secretariat only what belongs to nobody. */
  async declare(actor: SignedIn, id: ProcedureId, declaration: NewDeclarationBody): Promise<Answer<Stored>> {
    if (!isOwn(actor, declaration.partners)) return err(new Refusal('NOT_OWNER'));
    const acting = actingOf(actor, 'speak');
    const command = { type: 'declare', declaration: { ...declaration, person: actor.person } } as const;
    return this.procedures.perform(id, {
      acting,
      // The id of a declaration that others are joining is theirs, though it is not in the record yet (SPEC R243).
      command: async ({ manager }) =>
        (await manager.existsBy(JointDeclarationTable, { id: declaration.id }))
          ? err(new Refusal('ALREADY_EXISTS'))
          : ok(command),
    });
  }

  async #spoken(actor: SignedIn, power: Power, id: ProcedureId, word: PartnerWord): Promise<Answer<Stored>> {
    const acting: Acting = actingOf(actor, power);
    const { mandate, ...speaker } = speakingOf(actor, acting);
    if (mandate === null) return err(new Refusal('NO_MANDATE'));
    return this.procedures.perform(id, {
      acting,
      command: async (standing) => {
        const leave =
          word.type === 'enter_reserve' &&
          (await this.leaves.hasLeave(standing.manager, standing, actor.delegation));
        return ok(wordCommand({ ...speaker, mandate }, word, leave));
      },
    });
  }
}

function isOwn(actor: SignedIn, partners: readonly DelegationCode[]): boolean {
  const own = actor.delegationKind === 'partner' ? [actor.delegation] : [];
  return partners.length === own.length && own.every((partner) => partners.includes(partner));
}

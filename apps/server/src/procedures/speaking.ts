import type { Level, PartnerCommand } from '@entente/consensus';
import type { PartnerAct, PartnerWord } from '@entente/contracts';
import type { DelegationCode, MandateId, PersonId } from '@entente/kernel';
import type { SignedIn } from '@entente/nest-platform';
import { levelOf, type Acting } from '../lifecycle/index.js';

/** A person as the core hears one; a mandate that is missing is refused by the core, in its order. */
export interface Speaking {
  readonly partner: DelegationCode;
  readonly person: PersonId;
  readonly mandate: MandateId | null;
  readonly level: Level;
}

export function speakingOf(actor: SignedIn, acting: Acting): Speaking {
  return {
    partner: actor.delegation,
    person: acting.person,
    mandate: acting.mandate,
    level: levelOf(actor),
  };
}

/** An act on the wire as the core takes it. By proxy it is the giver's act, through the actor's partner. */
export function actCommand(
  speaking: Speaking,
  act: PartnerAct,
  adReferendum: boolean,
): Extract<PartnerCommand, { type: 'act' }> {
  return {
    ...speaking,
    type: 'act',
    act: act.act,
    packageHash: act.packageHash,
    reason: act.reason,
    nonce: act.nonce,
    adReferendum,
    scope: act.scope ?? [],
    textProposal: act.textProposal ?? '',
    overrideReason: act.overrideReason ?? '',
    ...(act.proxyFor === undefined ? {} : { partner: act.proxyFor, proxyHolder: speaking.partner }),
  };
}

/** What a partner says beside its act. */
export type SpokenCommand = Exclude<PartnerCommand, { type: 'act' | 'declare' }>;

/** A word on the wire as the core takes it; what it makes has the nonce for its id. `leave`: the chair's, for a reserve. */
export function wordCommand(
  speaker: Speaking & { readonly mandate: MandateId },
  word: PartnerWord,
  leave: boolean,
): SpokenCommand {
  if (word.type === 'hold') return { ...speaker, ...word, id: word.nonce };
  if (word.type === 'enter_reserve') {
    const { type, nonce, ...reserve } = word;
    return { ...speaker, type, nonce, reserve: { ...reserve, id: nonce }, leave };
  }
  if (word.type === 'end_reserve') {
    const { type, nonce, id, mode, to, reason, evidence } = word;
    return { ...speaker, type, nonce, id, end: { mode, to, reason, evidence } };
  }
  return { ...speaker, ...word };
}

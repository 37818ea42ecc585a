import {
  decide,
  type Decision,
  type OfficeCommand,
  type ProcedureCommand,
  type Refusal,
} from '@entente/consensus';
import type { PartnerWord, Procedure } from '@entente/contracts';
import type { MandateId } from '@entente/kernel';
import { formatInstant } from '../format/instant.js';
import { useDenial, useMe } from '../frame/actor.js';
import { useNow } from '../frame/use-now.js';
import { isMessage, useT, type Translate } from '../messages/use-t.js';

/** Words that the core takes as they stand on the wire, once it is known who speaks. */
export type PlainWord = Exclude<PartnerWord, { type: 'hold' | 'enter_reserve' | 'end_reserve' }>;
type Unsent<Word> = Word extends unknown ? Omit<Word, 'nonce'> : never;

/** No mandate is asked for here: `denial` has said whether there is one. */
const ASKED = { nonce: 'asked', mandate: '' as MandateId, level: 'counsellor' } as const;

export interface Asking {
  /** Why one's delegation may not say this now, in words; null: it may. */
  readonly word: (word: Unsent<PlainWord>) => string | null;
  /** Why one's delegation may not hold these now; no scope: everything. */
  readonly hold: (scope: readonly string[]) => string | null;
  /** Why the chair may not do this now. */
  readonly chair: (command: OfficeCommand) => string | null;
  /** Why the secretariat may not. */
  readonly secretariat: (command: OfficeCommand) => string | null;
}

/** Asks the server's own access matrix and its own core what would be refused (SPEC R8), so that a button is greyed with that reason. */
export function useAsking({ core }: Procedure): Asking {
  const t = useT();
  const me = useMe();
  const now = useNow();
  const denial = useDenial();
  const answer = (command: ProcedureCommand): string | null => refusedBy(t, decide(core, command, now));
  const speaker = { ...ASKED, partner: me.delegation, person: me.person };
  return {
    hold: (scope) => {
      const command = { ...speaker, type: 'hold', id: ASKED.nonce, scope, reason: '' } as const;
      return denial('procedure.act') ?? answer(command);
    },
    word: (word) => denial('procedure.act') ?? answer({ ...speaker, ...word } as ProcedureCommand),
    chair: (command) => denial('procedure.open') ?? answer(command),
    secretariat: (command) => denial('procedure.corrigendum') ?? answer(command),
  };
}

export const refusedBy = (t: Translate, decision: Decision): string | null =>
  decision.ok ? null : refusalWords(t, decision.error);

/** A refusal of the core, in one sentence. */
export function refusalWords(t: Translate, refusal: Refusal): string {
  const id = `refused.${refusal.code}`;
  if (!isMessage(id)) return t('refused.other', { code: refusal.code });
  const state = 'state' in refusal ? t(`procedureState.${refusal.state}`) : '';
  const bound = 'bound' in refusal ? formatInstant(refusal.bound) : '';
  return t(id, { state, bound });
}

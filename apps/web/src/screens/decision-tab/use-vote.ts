import { mandateFor, type Power } from '@entente/access';
import { decide } from '@entente/consensus';
import type { ActKind, Procedure } from '@entente/contracts';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { actorOf, useDenial, useMe } from '../../frame/actor.js';
import { useNow } from '../../frame/use-now.js';
import { isMessage, useT, type Translate } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';

/** How a person may say it: binding; as an objection by the power to break silence alone; or subject to their capital. */
export type Way = 'binding' | 'breaking' | 'ad_referendum';

/** What the person at this screen may do with an act, by mandate (access SPEC A17); null: nothing. */
export function useWay(act: ActKind): Way | null {
  const denial = useDenial();
  if (denial('procedure.act') === null) return 'binding';
  if (act === 'object') return denial('procedure.break-silence') === null ? 'breaking' : null;
  return denial('procedure.speak') === null ? 'ad_referendum' : null;
}

export type Said = {
  readonly act: ActKind;
  readonly reason: string;
  /** Special reasons beside a live parliamentary reserve of one's own; '' where there is none. */
  readonly overrideReason: string;
  readonly nonce: string;
};

const POWER: Readonly<Record<Way, Power>> = {
  binding: 'endorse',
  breaking: 'break_silence',
  ad_referendum: 'take_positions',
};

/** The call that records an act in the way that the person may, and what the server's own core would refuse. */
export function useVote(procedure: Procedure, said: Said) {
  const { view } = useRoom();
  const way = useWay(said.act);
  const stale = [keys.package(view.id), keys.packages];
  const calls = {
    binding: useCall('act', stale),
    breaking: useCall('breakSilence', stale),
    ad_referendum: useCall('actAdReferendum', stale),
  };
  const refused = useRefusal(procedure, said, way);
  const send = (): void => {
    const { act, reason, overrideReason, nonce } = said;
    const params = { procedure: procedure.id };
    const body = { packageHash: procedure.packageHash, reason, nonce };
    const override = overrideReason === '' ? {} : { overrideReason };
    if (way === 'breaking') calls.breaking.mutate({ params, body });
    else if (way !== null) calls[way].mutate({ params, body: { act, ...body, ...override } });
  };
  return { way, call: calls[way ?? 'binding'], refused, send };
}

/** Asks the server's own core, here, whether the act would be refused; null: it would not. */
function useRefusal(procedure: Procedure, said: Said, way: Way | null): string | null {
  const t = useT();
  const me = useMe();
  const now = useNow();
  const mandate = way === null ? null : mandateFor(actorOf(me), POWER[way], now);
  const answer = decide(
    procedure.core,
    {
      type: 'act',
      partner: me.delegation,
      ...said,
      packageHash: procedure.packageHash,
      person: me.person,
      mandate: mandate?.id ?? null,
      adReferendum: way === 'ad_referendum',
    },
    now,
  );
  return answer.ok ? null : refusalWords(t, answer.error.code);
}

function refusalWords(t: Translate, code: string): string {
  const id = `refused.${code}`;
  return isMessage(id) ? t(id) : t('refused.other', { code });
}

/** Whether this act would pass by a live parliamentary reserve of one's own: abstaining is giving agreement (DOMAIN §1.2). */
export function passesReserve({ core }: Procedure, partner: string, act: ActKind): boolean {
  if (act !== 'abstain' && act !== 'abstain_constructive') return false;
  return core.reserves.some(
    (reserve) => reserve.partner === partner && reserve.kind === 'parliamentary' && reserve.end === null,
  );
}

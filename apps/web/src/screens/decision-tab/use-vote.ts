import { mandateFor, type Power } from '@entente/access';
import { decide, type Decision, type Level } from '@entente/consensus';
import type { ActKind, Me, Procedure } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { actorOf, useDenial, useMe } from '../../frame/actor.js';
import { useNow } from '../../frame/use-now.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { refusedBy } from '../../decision/ask-core.js';

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
  /** Parts of the rule, or entries, that it is about; empty: the whole. */
  readonly scope: readonly string[];
  /** The partner in whose name, by its proxy; null: one's own. */
  readonly proxyFor: DelegationCode | null;
  readonly nonce: string;
};

const POWER: Readonly<Record<Way, Power>> = {
  binding: 'endorse',
  breaking: 'break_silence',
  ad_referendum: 'take_positions',
};

/** The call that records an act in the way that the person may, and what the server's own core would make of it here and now. */
export function useVote(procedure: Procedure, said: Said) {
  const { view } = useRoom();
  const t = useT();
  const way = useWay(said.act);
  const stale = [keys.package(view.id), keys.packages];
  const calls = {
    binding: useCall('act', stale),
    breaking: useCall('breakSilence', stale),
    ad_referendum: useCall('actAdReferendum', stale),
  };
  const decision = useDecision(procedure, said, way);
  const send = (): void => {
    const { act, reason, overrideReason, scope, proxyFor, nonce } = said;
    const params = { procedure: procedure.id };
    const { packageHash } = procedure.core;
    const body = { packageHash, reason, nonce, ...(scope.length === 0 ? {} : { scope: [...scope] }) };
    const override = overrideReason === '' ? {} : { overrideReason };
    const proxy = proxyFor === null ? {} : { proxyFor };
    if (way === 'breaking') calls.breaking.mutate({ params, body });
    else if (way === 'binding')
      calls.binding.mutate({ params, body: { act, ...body, ...override, ...proxy } });
    else if (way !== null) calls.ad_referendum.mutate({ params, body: { act, ...body, ...override } });
  };
  return { way, call: calls[way ?? 'binding'], decision, refused: refusedBy(t, decision), send };
}

function useDecision(procedure: Procedure, said: Said, way: Way | null): Decision {
  const me = useMe();
  const now = useNow();
  const { proxyFor, ...content } = said;
  const mandate = way === null ? null : mandateFor(actorOf(me), POWER[way], now);
  return decide(
    procedure.core,
    {
      type: 'act',
      ...content,
      partner: proxyFor ?? me.delegation,
      ...(proxyFor === null ? {} : { proxyHolder: me.delegation }),
      packageHash: procedure.core.packageHash,
      person: me.person,
      mandate: mandate?.id ?? null,
      adReferendum: way === 'ad_referendum',
      level: levelOf(me.roles),
    },
    now,
  );
}

/** As the server has it: the higher level prevails within a delegation (DOMAIN §1.3.3). */
function levelOf(roles: Me['roles']): Level {
  if (roles.includes('ministry_signatory')) return 'capital';
  return roles.includes('head_of_delegation') ? 'ambassador' : 'counsellor';
}

/** Whether this act would pass by a live parliamentary reserve of one's own: abstaining is giving agreement (DOMAIN §1.2). */
export function passesReserve({ core }: Procedure, partner: string, act: ActKind): boolean {
  if (act !== 'abstain' && act !== 'abstain_constructive') return false;
  return core.reserves.some(
    (reserve) => reserve.partner === partner && reserve.kind === 'parliamentary' && reserve.end === null,
  );
}

import type { RecordedProxy, Procedure } from './state.js';

/**
 * The procedure as if nobody had been removed from it: its members as they were, and what went with them (SPEC R84, R248). Their own acts are
 * still there; who said nothing is silent again, as before.
 */
export function asIfNobodyLeft(procedure: Procedure): Procedure {
  const { departed, members, reserves } = procedure;
  const gone = departed.map((each) => each.partner);
  // Suspended first and gone later, it is the member that it was at first.
  const back = departed.filter((each, index) => gone.indexOf(each.partner) === index);
  const full = [
    ...members.filter((member) => !gone.includes(member.partner)),
    ...back.map((each) => each.member),
  ];
  const live = reserves.map((reserve) => {
    const taken = departed.some(({ partner, at }) => partner === reserve.partner && at === reserve.end?.at);
    return taken && reserve.end?.mode === 'lapsed' ? { ...reserve, end: null } : reserve;
  });
  return { ...procedure, ...proxiesBack(procedure), members: full, reserves: live };
}

/** Proxies that went with their giver or holder, and what the holder had said outright for the giver. */
function proxiesBack({ departed, proxies, acts, lapsed }: Procedure): Pick<Procedure, 'proxies' | 'lapsed'> {
  const isTaken = ({ giver, holder, revokedAt }: RecordedProxy): boolean =>
    departed.some(({ partner, at }) => at === revokedAt && (partner === giver || partner === holder)) &&
    // Whom the giver chose since is its later word.
    !proxies.some((later) => later.giver === giver && later.revokedAt === null);
  const taken = proxies.filter(isTaken);
  const spoken = taken.flatMap(({ giver, revokedAt }) =>
    acts
      .filter((act) => act.partner === giver && act.proxyHolder !== null && act.at <= (revokedAt ?? 0))
      .map((act) => act.nonce),
  );
  return {
    proxies: proxies.map((proxy) => (taken.includes(proxy) ? { ...proxy, revokedAt: null } : proxy)),
    lapsed: without(lapsed, spoken),
  };
}

/** Takes each of them out once: what had lapsed for another reason too stays lapsed. */
function without(all: readonly string[], some: readonly string[]): readonly string[] {
  const left = [...all];
  for (const each of some) {
    const place = left.indexOf(each);
    if (place !== -1) left.splice(place, 1);
  }
  return left;
}

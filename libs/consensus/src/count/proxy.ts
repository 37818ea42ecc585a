import type { DelegationCode } from '@entente/kernel';
import type { Stance, Stances } from './ballot.js';
import { isCounted, type Electorate } from './electorate.js';

/** A member that speaks for another in one procedure: recorded before the close, revocable until then (DOMAIN §1.3.3). */
export interface Proxy {
  readonly giver: DelegationCode;
  readonly holder: DelegationCode;
  /** What the holder says for the giver; `as_holder`: whatever the holder says for itself. */
  readonly says: Exclude<Stance, 'absent'> | 'as_holder';
}

/** Why a proxy is not recorded. */
export type ProxyFault =
  | { readonly code: 'PROXY_NOT_A_MEMBER'; readonly partner: DelegationCode }
  | { readonly code: 'PROXY_TO_SELF' }
  | { readonly code: 'PROXY_GIVEN_ALREADY'; readonly holder: DelegationCode }
  | { readonly code: 'PROXY_LIMIT'; readonly holder: DelegationCode; readonly limit: number };

/** What stands against recording one more proxy; `perHolder`: how many one member may hold (the EU: one, TFEU 239). */
export function proxyFault(
  electorate: Electorate,
  recorded: readonly Proxy[],
  { giver, holder }: Pick<Proxy, 'giver' | 'holder'>,
  perHolder: number,
): ProxyFault | null {
  const counted = new Set(electorate.members.filter(isCounted).map(({ partner }) => partner));
  const stranger = [giver, holder].find((partner) => !counted.has(partner));
  if (stranger !== undefined) return { code: 'PROXY_NOT_A_MEMBER', partner: stranger };
  if (giver === holder) return { code: 'PROXY_TO_SELF' };
  const earlier = recorded.find((proxy) => proxy.giver === giver);
  if (earlier !== undefined) return { code: 'PROXY_GIVEN_ALREADY', holder: earlier.holder };
  const held = recorded.filter((proxy) => proxy.holder === holder).length;
  return held < perHolder ? null : { code: 'PROXY_LIMIT', holder, limit: perHolder };
}

/**
 * The stances with those that proxies speak. A giver that speaks for itself is not represented; a proxy counts only where its
 * holder spoke for itself, so that no proxy is handed on (SPEC R36). The giver counts for the quorum.
 */
export function withProxies(stances: Stances, proxies: readonly Proxy[]): Stances {
  const spoken = new Map(stances);
  for (const { giver, holder, says } of proxies) {
    const own = stances.get(giver) ?? 'absent';
    const holders = stances.get(holder) ?? 'absent';
    if (own !== 'absent' || holders === 'absent') continue;
    spoken.set(giver, says === 'as_holder' ? holders : says);
  }
  return spoken;
}

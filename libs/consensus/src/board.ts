import type { DelegationCode, Hash, ProvisionId } from '@entente/kernel';
import { standingOf, type Position, type PositionKind } from './position.js';

/** The facts of one sentence over the board of positions: who stands in the way, and what has to be given again. */
export interface BoardFacts {
  readonly partners: number;
  readonly provisions: number;
  /** Partners with a live `oppose` or blocking reserve, in protocol order. */
  readonly blocking: readonly DelegationCode[];
  /** Partners without a position on at least one provision, or with `no_instructions`. */
  readonly withoutInstructions: readonly DelegationCode[];
  /** Positions given for words that have changed. */
  readonly toReconfirm: number;
  /** Provisions that every partner supports or can accept, on the words as they are. */
  readonly agreedProvisions: number;
}

const AGREEABLE: readonly PositionKind[] = ['support', 'can_accept'];
/** Reserves that stand in the way of adoption until they end (DOMAIN §1.2). */
const BLOCKING_RESERVES: readonly (Position['reserve'] | undefined)[] = [
  'general_scrutiny',
  'scrutiny',
  'substantive',
  'parliamentary',
  'ad_referendum',
  'legal',
  'hold',
];

/** Facts over all partners and provisions; only positions on the present words count (SPEC R14, R15). */
export function boardFacts(
  partners: readonly DelegationCode[],
  provisions: ReadonlyMap<ProvisionId, Hash>,
  positions: readonly Position[],
): BoardFacts {
  const live = new Map(partners.map((partner) => [partner, new Map<ProvisionId, Position>()]));
  let toReconfirm = 0;
  for (const position of positions) {
    const current = standingOf(position, provisions.get(position.provision) ?? null) === 'given';
    if (current) live.get(position.partner)?.set(position.provision, position);
    else toReconfirm += 1;
  }
  const at = (partner: DelegationCode, provision: ProvisionId): Position | undefined =>
    live.get(partner)?.get(provision);
  const ids = [...provisions.keys()];
  return {
    partners: partners.length,
    provisions: ids.length,
    blocking: partners.filter((partner) => ids.some((id) => isBlocking(at(partner, id)))),
    withoutInstructions: partners.filter((partner) => ids.some((id) => isUninstructed(at(partner, id)))),
    toReconfirm,
    agreedProvisions: ids.filter((id) => partners.every((partner) => isAgreeable(at(partner, id)))).length,
  };
}

const isBlocking = (position: Position | undefined): boolean =>
  position?.position === 'oppose' ||
  (position?.position === 'reserve' && BLOCKING_RESERVES.includes(position.reserve));

const isUninstructed = (position: Position | undefined): boolean =>
  position === undefined || position.position === 'no_instructions';

const isAgreeable = (position: Position | undefined): boolean =>
  position !== undefined && AGREEABLE.includes(position.position);

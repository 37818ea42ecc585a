/** Kinds of reserve (DOMAIN §1.2). `registered_concern` never needs lifting. */
export const RESERVES = [
  'general_scrutiny',
  'scrutiny',
  'substantive',
  'parliamentary',
  'linguistic',
  'ad_referendum',
  'legal',
  'waiting',
  'hold',
  'registered_concern',
] as const;
export type ReserveKind = (typeof RESERVES)[number];

/** What a live reserve does when the deadline of a procedure passes. `none`: nothing, it stays. */
export const POLICIES = ['blocks', 'lapses', 'none', 'pauses'] as const;
export type ReserveEffect = (typeof POLICIES)[number];
export type ReservePolicy = Readonly<Record<ReserveKind, ReserveEffect>>;

/** What DOMAIN §1.2 says where a rule book says nothing else. */
export const USUAL_POLICY: ReservePolicy = {
  general_scrutiny: 'lapses',
  scrutiny: 'lapses',
  substantive: 'blocks',
  parliamentary: 'blocks',
  linguistic: 'none',
  ad_referendum: 'lapses',
  legal: 'blocks',
  waiting: 'lapses',
  hold: 'pauses',
  registered_concern: 'none',
};

/** What a live reserve of a kind stands in the way of, before any deadline (DOMAIN §1.2). */
export interface StandsInTheWayOf {
  readonly freeze: boolean;
  readonly adoption: boolean;
  /** Of the version in the reserve's language only. */
  readonly publication: boolean;
}

const NOTHING: StandsInTheWayOf = { freeze: false, adoption: false, publication: false };
const ADOPTION: StandsInTheWayOf = { ...NOTHING, adoption: true };
const FREEZE_AND_ADOPTION: StandsInTheWayOf = { ...ADOPTION, freeze: true };

export const STANDS_IN_THE_WAY_OF: Readonly<Record<ReserveKind, StandsInTheWayOf>> = {
  general_scrutiny: ADOPTION,
  scrutiny: ADOPTION,
  substantive: FREEZE_AND_ADOPTION,
  parliamentary: ADOPTION,
  linguistic: { ...NOTHING, publication: true },
  ad_referendum: ADOPTION,
  legal: FREEZE_AND_ADOPTION,
  waiting: NOTHING,
  hold: ADOPTION,
  registered_concern: NOTHING,
};

import type { DelegationCode } from '@entente/kernel';
import { STANCES, type Stance, type Stances } from './ballot.js';
import { isCounted, type Electorate, type Member } from './electorate.js';

/** A set of members by head and by weight. */
export interface Tally {
  readonly partners: readonly DelegationCode[];
  readonly members: number;
  readonly weight: number;
}

/** The sums that every test is made of. Sums of weights are exact: opening refuses terms that exceed the safe integers. */
export interface Sums {
  /** The full membership, also of members that do not participate. */
  readonly full: Tally;
  /** Those of it that are counted: `N`. */
  readonly electorate: Tally;
  readonly stances: Readonly<Record<Stance, Tally>>;
  /** Members of the electorate in the order of the full membership, with what they are counted as. */
  readonly seats: readonly Seat[];
  /** Members of the electorate that have said something, or somebody for them. */
  readonly present: number;
}

/** A member of the electorate and the stance it is counted with. */
export interface Seat {
  readonly member: Member;
  readonly stance: Stance;
}

interface Sum {
  readonly partners: DelegationCode[];
  members: number;
  weight: number;
}

const newSum = (): Sum => ({ partners: [], members: 0, weight: 0 });

function add(sum: Sum, { partner, weight }: Member): void {
  sum.partners.push(partner);
  sum.members += 1;
  sum.weight += weight;
}

/** Adds up the electorate. A member without a stance is absent; a stance of anybody else counts nowhere (SPEC R20). */
export function sumsOf({ members }: Pick<Electorate, 'members'>, stances: Stances): Sums {
  const full = newSum();
  const electorate = newSum();
  const sums = Object.fromEntries(STANCES.map((stance) => [stance, newSum()])) as Record<Stance, Sum>;
  const seats: Seat[] = [];
  let present = 0;
  for (const member of members) {
    add(full, member);
    if (!isCounted(member)) continue;
    const said = stances.get(member.partner) ?? 'absent';
    // A party to the dispute abstains whatever it says or does not say; it is present only where it spoke (SPEC R35).
    const stance = member.obligatoryAbstention === true ? 'abstain' : said;
    add(electorate, member);
    add(sums[stance], member);
    seats.push({ member, stance });
    if (said !== 'absent') present += 1;
  }
  return { full, electorate, stances: sums, seats, present };
}
